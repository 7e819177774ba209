import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { becomes, fillIn, openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { postLead } from './support/leads.js'

/** Somebody of an account that has nothing yet, and a token for it. */
async function emptyAccount(key: string) {
  const { ace } = builtApp()
  const email = `${key}@sluice.example`
  const made = await ace('account:create', key, '--name', 'New Leads', '--owner', email)
  const password = /Password\s+(\S+)/.exec(made)![1]
  const abilities = ['--ability', 'leads:write,leads:read']
  const token = (await ace('token:create', '--account', key, ...abilities)).trim()
  return { email, password, token }
}

async function signInAs(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/overview')
}

/** A short word that something was done. Screen readers have it a second time. */
const toast = (page: Page, text: string) =>
  page.locator('[data-slot="title"]').filter({ hasText: text }).first().waitFor()

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const save = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name })

test.group('Setting up by hand', () => {
  test('an entity, a partner and a profile from nothing; a lead that comes then is sold', async ({
    assert,
  }) => {
    const account = await emptyAccount('by-hand')
    const { page, watch, close } = await openPage()
    await signInAs(page, account)
    const steps = page.getByRole('region', { name: 'First steps' })
    const next = steps.locator('[aria-current=step]')
    await next.getByText('Make an entity').waitFor()

    await page.goto('/profiles')
    await page.getByText('Make an entity first.').waitFor()
    await page.getByRole('link', { name: 'New entity' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Roof lead')
    assert.equal(await page.getByLabel('Key', { exact: true }).inputValue(), 'roof-lead')
    await page.getByRole('button', { name: 'Create' }).click()
    await heading(page, 'Roof lead').waitFor()

    await page.getByRole('button', { name: 'Add field' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Label').fill('State')
    await panel.getByLabel('Type').click()
    await page.getByRole('option', { name: /One of a list/ }).click()
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await panel.getByLabel('Option 1').fill('CA')
    await panel.getByLabel('Option 1').press('Enter')
    await panel.getByLabel('Option 2').fill('NV')
    await panel.getByRole('button', { name: 'Done' }).click()
    await save(page, 'Save').click()
    await toast(page, 'Roof lead saved')

    await page.goto('/partners/new')
    await page.getByLabel('Name', { exact: true }).fill('Tile & Sons')
    await page.getByLabel('E-mail').fill('leads@tile.example')
    await page.getByRole('button', { name: 'Create' }).click()
    await heading(page, 'Tile & Sons').waitFor()

    await page.goto('/profiles/new')
    await page.getByLabel('Name', { exact: true }).fill('Roofs')
    await page.getByLabel('Base price').fill('12,5')
    await page.getByRole('button', { name: 'Create' }).click()
    await heading(page, 'Roofs').waitFor()
    await page.getByText('no lead goes through this profile').waitFor()

    await page.getByRole('button', { name: 'Add assignment' }).click()
    await page.getByRole('button', { name: 'Tile & Sons' }).click()
    const assignment = page.getByRole('dialog', { name: 'Tile & Sons' })
    await assignment.getByLabel('Channel').click()
    await page.getByRole('option', { name: 'E-mail' }).click()
    await assignment.getByRole('button', { name: 'Save draft' }).click()
    await toast(page, 'Draft saved.')
    await assignment.getByRole('button', { name: 'Done' }).click()

    await page.goto('/overview')
    assert.match((await next.textContent())!, /Assign a partner and publish/)
    await next.click()
    await page.waitForURL('**/profiles/roofs/assignments')
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish version 1' })
    await dialog.getByText('Base price').waitFor()
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('· version 1 is live').waitFor()

    const lead = await post(account.token, { email: 'ada@mail.example', state: 'CA' })
    assert.equal(lead.status, 'sold')
    assert.deepEqual(lead.distributions[0].revenue, { amount: '12.50', currency: 'EUR' })
    await page.goto('/partners/tile-sons/deliveries')
    await page.getByRole('link', { name: /ada@mail.example/ }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a price and a rule are changed, shown in words, published, and taken back', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/profiles/solar-us/assignments')
    const price = page.getByLabel('Price of SunCo')
    await price.fill('27')
    await price.press('Tab')
    assert.equal(await price.inputValue(), '27.00')
    await page.getByRole('button', { name: /^2 SunCo/ }).click()
    const panel = page.getByRole('dialog', { name: 'SunCo' })
    await panel.getByText('Monthly bill is more than 100').waitFor()
    await panel.getByLabel('Value', { exact: true }).last().fill('150')
    await panel.getByText('Monthly bill is more than 150').waitFor()
    await panel.getByRole('button', { name: 'Save draft' }).click()
    await toast(page, 'Draft saved.')
    await panel.getByRole('button', { name: 'Done' }).click()

    await page.getByRole('button', { name: 'See changes and publish' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish version 2' })
    await dialog.getByText('Price of SunCo').waitFor()
    const words = (await dialog.locator('ul').first().innerText()).replace(/\s+/g, ' ')
    assert.include(words, 'Price of SunCo 25.00 → 27.00')
    assert.include(words, 'Monthly bill is more than 150')
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('· version 2 is live').waitFor()
    const sold = await postLead({ email: 'dear@mail.example', state: 'CA', monthly_bill: 160 })
    assert.equal(sold.status, 'sold')
    const cheap = await postLead({ email: 'less@mail.example', state: 'CA', monthly_bill: 140 })
    assert.equal(cheap.status, 'unsold')

    await page.goto('/profiles/solar-us/versions')
    await page.getByText('Version 2', { exact: true }).click()
    await page.getByText('Price of SunCo').waitFor()
    await page.getByText('Version 1', { exact: true }).click()
    await page.getByRole('button', { name: 'Go back to it' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Go back to it' }).click()
    await page.getByText('· version 1 is live').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('assignments change places by keyboard', async ({ assert }) => {
    const { page, close } = await openPage()
    await signIn(page)
    await page.goto('/profiles/solar-us/assignments')
    await page.getByRole('button', { name: /^Move SunCo/ }).waitFor()
    const names = async () =>
      (await page.locator('tbody tr td:nth-child(2) button').allInnerTexts()).map((text) =>
        text.replace(/\s+/g, ' ')
      )
    await becomes(assert, names, ['1 Volt & Sons volt-nv', '2 SunCo sunco-ca'])
    await page.getByRole('button', { name: /^Move SunCo/ }).focus()
    await page.keyboard.press('ArrowUp')
    await becomes(assert, names, ['1 SunCo sunco-ca', '2 Volt & Sons volt-nv'])
    // The handle keeps the focus, so it can go on.
    await page.keyboard.press('ArrowDown')
    await becomes(assert, names, ['1 Volt & Sons volt-nv', '2 SunCo sunco-ca'])
    await close()
  })

  test('a session that ends while somebody edits loses nothing', async ({ assert }) => {
    const { page, close } = await openPage()
    await signIn(page)
    await page.goto('/partners/volt/details')
    await page.getByLabel('Legal name').fill('Volt & Sons LLC')
    await page.context().clearCookies()
    await save(page, 'Save').click()
    const dialog = page.getByRole('dialog', { name: 'Sign in again' })
    await dialog.getByLabel('Password', { exact: true }).fill(builtApp().password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await toast(page, 'Volt & Sons saved')
    await page.reload()
    assert.equal(await page.getByLabel('Legal name').inputValue(), 'Volt & Sons LLC')

    // Not saved, and the tab is loaded anew: it is still there.
    await page.getByLabel('City').fill('Denver')
    await page.context().clearCookies()
    page.on('dialog', (asked) => void asked.accept())
    await page.reload()
    await fillIn(page)
    await page.waitForURL('**/partners/volt/details')
    await page.getByText(/were brought back/).waitFor()
    assert.equal(await page.getByLabel('City').inputValue(), 'Denver')
    await save(page, 'Discard').click()
    await close()
  })

  test('two people at one profile: the second sees what the first did, and decides', async ({
    assert,
  }) => {
    const [first, second] = [await openPage(), await openPage()]
    for (const { page } of [first, second]) {
      await signIn(page)
      await page.goto('/profiles/solar-us/settings')
    }
    const price = (page: Page) => page.getByLabel('Base price')
    await price(first.page).fill('21')
    await save(first.page, 'Save draft').click()
    await toast(first.page, 'Draft saved.')

    await price(second.page).fill('22')
    await save(second.page, 'Save draft').click()
    const dialog = second.page.getByRole('dialog', { name: 'Somebody else saved meanwhile' })
    await dialog.getByText('Base price').waitFor()
    const words = (await dialog.locator('ul').innerText()).replace(/\s+/g, ' ')
    assert.equal(words.trim(), 'Base price 21.00 → 22.00')
    await dialog.getByRole('button', { name: 'Take theirs' }).click()
    await dialog.waitFor({ state: 'detached' })
    await becomes(assert, () => price(second.page).inputValue(), '21.00')

    await second.page.getByRole('button', { name: 'Discard draft' }).click()
    await second.page.getByRole('dialog').getByRole('button', { name: 'Discard draft' }).click()
    await second.page.getByRole('button', { name: 'Discard draft' }).waitFor({ state: 'detached' })
    await becomes(assert, () => price(second.page).inputValue(), '20.00')
    await first.close()
    await second.close()
  })

  test('a blueprint shows its mistakes by line, then its changes, then applies them', async ({
    assert,
  }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/blueprint')
    const bring = (text: string) =>
      page.locator('input[type=file]').setInputFiles({
        name: 'new.yml',
        mimeType: 'application/yaml',
        buffer: Buffer.from(text),
      })
    await bring('sluice: 1\npartners:\n  - key: roofco\n    caps: { day: many }\n')
    const mistake = page.getByRole('listitem').filter({ hasText: 'partners[0].caps.day' })
    await mistake.getByText('line 4').waitFor()

    await bring('sluice: 1\npartners:\n  - { key: roofco, name: RoofCo }\n')
    await page.getByText('Partner RoofCo').waitFor()
    // What the file does not name stays, and is told.
    await page.getByText(/would go/).waitFor()
    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
    await toast(page, 'Applied: 1 change')
    await page.goto('/partners')
    await page.getByRole('link', { name: /RoofCo/ }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})

async function post(token: string, values: Record<string, unknown>) {
  const answer = await fetch(`${builtApp().url}/api/v1/leads`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      'prefer': 'wait=10',
    },
    body: JSON.stringify({ entity: 'roof-lead', values }),
  })
  return (await answer.json()) as {
    status: string
    distributions: { revenue: { amount: string; currency: string } }[]
  }
}
