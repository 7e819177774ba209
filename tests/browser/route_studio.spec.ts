import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { findings } from './support/axe.js'
import { openPage, signIn } from './support/browser.js'
import { applyProfile, postThrough } from './support/own_profile.js'

const inCa = { field: 'state', operator: 'equals', value: 'CA' }
const assignments = [
  { key: 'sunco', partner: 'sunco', price: '25.00', delivery: { use: 'portal' } },
  { key: 'volt', partner: 'volt', price: '18.00', caps: { day: 50 }, delivery: { use: 'portal' } },
]
const route = {
  start: 'geo',
  nodes: {
    geo: { type: 'condition', rule: inCa, ports: { yes: 'premium', no: 'rest' } },
    premium: {
      type: 'offer',
      strategy: { use: 'first_match' },
      assignments: ['sunco'],
      ports: { unsold: 'rest' },
    },
    rest: { type: 'offer', strategy: { use: 'first_match' }, assignments: ['volt'] },
  },
}
const drawn = { price: '10.00', route, assignments }
let lead = 0
const values = (state: string) => ({
  name: `Lia ${++lead}`,
  email: `lia${lead}@mail.example`,
  state,
})

async function openRoute(key: string, more: object = drawn, options: object = {}) {
  await applyProfile(key, more)
  const opened = await openPage({ viewport: { width: 1440, height: 900 }, ...options })
  await signIn(opened.page)
  await opened.page.goto(`/profiles/${key}/route`)
  const card = (id: string) => opened.page.locator(`[data-card="${id}"]`)
  await card('geo').waitFor()
  // Drawn to fit beside the panel, whichever of them came first.
  await opened.page.getByRole('tabpanel').waitFor()
  await opened.page.getByRole('button', { name: 'Show all of it' }).click()
  await opened.page.waitForTimeout(400)
  const panel = opened.page.getByRole('tabpanel')
  const tab = (name: string) =>
    opened.page.getByRole('toolbar').getByRole('button', { name, exact: true }).click()
  return { ...opened, card, panel, tab }
}

/** Opens an offer and types another price for one of those it asks. */
async function setPrice(page: Page, offer: string, name: string, price: string) {
  await page.locator(`[data-card="${offer}"]`).click()
  const input = page.getByRole('tabpanel').getByRole('textbox', { name: `Price of ${name}` })
  await input.fill(price)
  await input.press('Tab')
}

test.group('Beside the canvas', () => {
  test('a lead is simulated on what stands there unsaved: its way lights up, everybody’s why is told', async ({
    assert,
  }) => {
    const { page, card, panel, tab, watch, close } = await openRoute('studio-simulate')
    await setPrice(page, 'premium', 'SunCo', '40')
    await tab('Simulate')
    await panel.getByText('Nothing is sent, stored or counted.').waitFor()
    await panel.getByRole('combobox', { name: 'State' }).click()
    await page.getByRole('option', { name: 'CA' }).click()
    await panel.getByRole('button', { name: 'Simulate' }).click()
    await panel.getByText('SunCo would get it for $40.00.').waitFor()
    await panel.getByText('It would not have been taken at all without E-mail.').waitFor()
    assert.equal(await card('premium').getAttribute('data-tone'), 'on')
    assert.match((await card('premium').textContent())!, /\$40\.00/)
    assert.isNull(await card('rest').getAttribute('data-tone'))

    const why = panel.getByRole('region', { name: 'Why nobody else' })
    await why.getByText('Volt & Sons').waitFor()
    // A step leads to its node.
    const way = panel.getByRole('region', { name: 'Its way' })
    await way.getByRole('button', { name: /^Geo/ }).click()
    assert.equal(await card('geo').getAttribute('aria-current'), 'true')

    // Another lead, pasted: the other way.
    await panel.getByRole('tab', { name: 'JSON' }).click()
    await panel.getByRole('textbox', { name: 'Lead as JSON' }).click()
    await page.keyboard.insertText('{ "email": "a@mail.example", "state": "TX" }')
    await page.keyboard.press('Control+Enter')
    await panel.getByText('Volt & Sons would get it for $18.00.').waitFor()
    assert.equal(await card('rest').getAttribute('data-tone'), 'on')

    // The panel closed, nothing is lit up any more; nothing was saved either.
    await tab('Settings')
    assert.isNull(await card('rest').getAttribute('data-tone'))
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
    const posted = await postThrough('studio-simulate', values('CA'))
    assert.equal(posted.distributions[0].deliveries[0].price.amount, '25.00')
  })

  test('a price changed on the canvas is told, published, and paid by the next lead; and back again', async ({
    assert,
  }) => {
    await applyProfile('studio-publish', drawn)
    await postThrough('studio-publish', values('CA'))
    const { page, card, panel, tab, watch, close } = await openRoute('studio-publish')
    await setPrice(page, 'premium', 'SunCo', '31')
    await tab('Changes')
    await panel.getByText('As it stands on the canvas, with what is not saved yet.').waitFor()
    await panel.getByText('Price of SunCo').waitFor()
    assert.equal(await panel.locator('del').first().textContent(), '25.00')
    assert.equal(await card('premium').getAttribute('data-tone'), 'changed')
    assert.isNull(await card('rest').getAttribute('data-tone'))
    await panel.getByRole('button', { name: 'Save, look once more and publish' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 node changed').waitFor()
    await dialog.getByRole('button', { name: 'Try it on them' }).click()
    await dialog.getByText('0 of 1 leads would go to others').waitFor()
    await dialog.getByText('Revenue: $25.00 as it is live, $31.00 by the draft').waitFor()
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Version 2 is live', { exact: true }).first().waitFor()

    const sold = await postThrough('studio-publish', values('CA'))
    assert.equal(sold.distributions[0].route_version, 2)
    assert.equal(sold.distributions[0].revenue.amount, '31.00')

    // Its story leads to the version that routed it, and its way there.
    await page.goto(`/leads/${sold.id}`)
    await page.getByRole('link', { name: 'Its way on the canvas' }).click()
    await page.waitForURL('**/versions/2/route?lead=*')
    await page.getByText('and went to SunCo for $31.00.').waitFor()
    await card('premium').waitFor()
    assert.equal(await card('premium').getAttribute('data-tone'), 'on')
    assert.isNull(await card('rest').getAttribute('data-tone'))

    // Version 1 beside what is live, and back to it.
    await page.goto('/profiles/studio-publish/versions/1/route?against=live')
    await page.getByText('1 node changed').waitFor()
    assert.equal(await card('premium').getAttribute('data-tone'), 'changed')
    await page.getByRole('button', { name: 'Go back to it' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Go back to it' }).click()
    await page.getByText('is live').first().waitFor()
    const after = await postThrough('studio-publish', values('CA'))
    assert.equal(after.distributions[0].revenue.amount, '25.00')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('nodes new, changed and gone are told in words and drawn; a change leads to its node', async ({
    assert,
  }) => {
    const key = 'studio-diff'
    await applyProfile(key, drawn)
    const { page, card, panel, tab, watch, close } = await openRoute(key, {
      ...drawn,
      route: {
        start: 'geo',
        nodes: {
          geo: {
            type: 'condition',
            rule: { field: 'state', operator: 'in', value: ['CA', 'AZ'] },
            ports: { yes: 'premium', no: 'night' },
          },
          premium: { ...route.nodes.premium, ports: {} },
          night: { type: 'stop', status: 'held', reason: 'for tomorrow' },
        },
      },
    })
    await tab('Changes')
    await panel.getByRole('combobox', { name: 'Against' }).click()
    await page.getByRole('option', { name: /^Version 1/ }).click()
    await panel.getByText('Rule of Geo').waitFor()
    await panel.getByText('Stop Night').waitFor()
    await panel.getByText('1 node gone').waitFor()
    await panel.getByText('Way no of Geo').waitFor()
    assert.equal(await card('geo').getAttribute('data-tone'), 'changed')
    assert.equal(await card('night').getAttribute('data-tone'), 'added')
    assert.match((await card('night').textContent())!, /new/)
    await panel.getByRole('button', { name: 'Stop Night' }).click()
    assert.equal(await card('night').getAttribute('aria-current'), 'true')
    // What is gone leads nowhere.
    assert.equal(await panel.getByRole('button', { name: 'Offer rest' }).count(), 0)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('an offer asks some or all of the profile, in another order, and one of them opens in place', async ({
    assert,
  }) => {
    const { page, card, panel, watch, close } = await openRoute('studio-offer')
    await card('rest').click()
    const asks = panel.getByRole('region', { name: /^Asks/ })
    await asks.getByText('0 of 50').waitFor()
    await panel.getByText('At the same priority the order of the list decides').waitFor()
    await asks.getByText('1 other of the profile is not asked here').click()
    await asks.getByRole('button', { name: 'Ask SunCo here' }).click()
    await asks.getByText('Also').or(asks.getByText('follows it too')).first().waitFor()
    const order = () => asks.locator('li .font-mono').allTextContents()
    assert.deepEqual(await order(), ['sunco', 'volt'])
    await asks.getByRole('button', { name: 'Order' }).first().press('ArrowDown')
    assert.deepEqual(await order(), ['volt', 'sunco'])
    await asks.getByRole('button', { name: 'All of the profile' }).click()
    await asks.getByText('Every assignment of the profile').waitFor()

    await asks
      .getByRole('button', { name: /SunCo$/ })
      .first()
      .click()
    await panel.getByText('Also asked at Premium').waitFor()
    await panel.getByRole('heading', { name: 'How many' }).waitFor()
    await panel.getByRole('button', { name: 'Back to Rest' }).click()
    await asks.getByRole('button', { name: 'Add assignment' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Volt & Sons' }).click()
    await panel.getByRole('button', { name: 'Back to Rest' }).waitFor()
    // All of it is undone step by step.
    await page.getByRole('button', { name: 'Undo: Add Volt & Sons' }).click()
    await asks.getByText('Every assignment of the profile').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a mistake in a step’s script stands at its line', async ({ assert }) => {
    const { page, card, panel, watch, close } = await openRoute('studio-script', {
      ...drawn,
      route: {
        start: 'geo',
        nodes: {
          ...route.nodes,
          geo: { ...route.nodes.geo, ports: { yes: 'tidy', no: 'rest' } },
          tidy: {
            type: 'transform',
            code: 'export default (lead) => {\n  return { ...lead, name: lead.nobody.trim() }\n}',
            ports: { out: 'premium' },
          },
        },
      },
    })
    await card('tidy').click()
    await panel.getByRole('button', { name: 'Run' }).click()
    await panel.getByText('The script stopped at line 2').waitFor()
    await panel.getByText('A lead that comes here is held until somebody decides.').waitFor()
    const marked = panel.locator('.cm-line').filter({ has: page.locator('.cm-lintRange-error') })
    assert.match((await marked.textContent())!, /lead\.nobody/)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  for (const colorScheme of ['light', 'dark'] as const)
    test(`every panel can be read by everybody, ${colorScheme}`, async ({ assert }) => {
      const options = { colorScheme, reducedMotion: 'reduce' }
      const { page, card, panel, tab, close } = await openRoute(
        `studio-axe-${colorScheme}`,
        drawn,
        options
      )
      await setPrice(page, 'premium', 'SunCo', '40')
      assert.deepEqual(await findings(page), [], 'an offer')
      await panel
        .getByRole('button', { name: /SunCo$/ })
        .first()
        .click()
      await panel.getByRole('heading', { name: 'How many' }).waitFor()
      assert.deepEqual(await findings(page), [], 'an assignment')
      await tab('Simulate')
      await panel.getByRole('button', { name: 'Simulate' }).click()
      await panel.getByText('would get it for').waitFor()
      // Behind the button's own fading.
      await page.waitForTimeout(500)
      assert.deepEqual(await findings(page), [], 'a simulated lead')
      await tab('Changes')
      await panel.getByText('Price of SunCo').waitFor()
      await card('premium').locator('.overlay').waitFor()
      assert.deepEqual(await findings(page), [], 'changes')
      await close()
    })
})
