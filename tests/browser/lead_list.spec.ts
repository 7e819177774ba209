import { test } from '@japa/runner'
import { becomes, openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'

const state = (code: string, name: string) => ({
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@list.example`,
  state: code,
  monthly_bill: 240,
})

test.group('The list of leads', () => {
  test('a lead is found by a part of its name, opens beside the list and then on its page', async ({
    assert,
  }) => {
    await postLead(state('CA', 'Quintus Okonkwo'))
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/leads')
    await page.getByLabel('Search leads').fill('okon quin')
    await page.waitForURL('**/leads?q=okon*')
    const row = page.getByRole('row', { name: 'Quintus Okonkwo' })
    await row.waitFor()
    await page.getByText('1 lead since').first().waitFor()
    await row.click()
    const panel = page.getByRole('dialog', { name: 'Quintus Okonkwo' })
    await panel.getByText('quintus.okonkwo@list.example').waitFor()
    await panel.getByText('What became of it').waitFor()
    // The list stays usable beside it; the same row once more opens the page.
    await row.click({ position: { x: 200, y: 10 } })
    await page.waitForURL('**/leads/lead_*')
    await page.goBack()
    await row.waitFor()
    await becomes(assert, () => page.getByLabel('Search leads').inputValue(), 'okon quin')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('a filter becomes a view that is still there tomorrow', async ({ assert }) => {
    // Nobody buys a bill as small as this in Arizona.
    await postLead({ ...state('AZ', 'Tex Unsold'), monthly_bill: 20 })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto('/leads')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Unsold' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Status is Unsold', exact: true }).waitFor()
    await page.getByRole('row', { name: 'Tex Unsold' }).waitFor()
    await page.getByRole('button', { name: 'View “All”' }).click()
    await page.getByRole('menuitem', { name: 'Save as a view' }).click()
    await page.getByLabel('Name').fill('Left over')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const tab = page.getByRole('link', { name: 'Left over' })
    await tab.waitFor()
    await page.goto('/leads')
    await tab.click()
    await page.getByRole('button', { name: 'Status is Unsold', exact: true }).waitFor()
    assert.equal(await tab.getAttribute('aria-current'), 'page')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('columns are put in order by keyboard, and stay so', async ({ assert }) => {
    await postLead(state('CA', 'Carla Column'))
    const { page, close } = await openPage()
    await signIn(page)
    await page.goto('/leads')
    const heads = async () => {
      await page.getByRole('row', { name: 'Carla Column' }).first().waitFor()
      return page.locator('thead th:visible').allInnerTexts()
    }
    const before = await heads()
    await page.getByRole('button', { name: 'Columns' }).click()
    const handle = page.getByRole('button', { name: /^Source, place/ })
    await handle.focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByText(/^Source is now at place/).waitFor({ state: 'attached' })
    await page.keyboard.press('Escape')
    const after = await heads()
    assert.notDeepEqual(after, before)
    assert.isBelow(after.indexOf('Source'), before.indexOf('Source'))
    await page.reload()
    await becomes(assert, heads, after)
    await close()
  })

  test('nothing matches: it says what to leave out', async ({ assert }) => {
    await postLead(state('CA', 'Some Body'))
    const { page, watch, close } = await openPage({ viewport: { width: 390, height: 800 } })
    await signIn(page)
    await page.goto('/leads?q=nobodyatall&status=sold')
    await page.getByText('No lead matches').waitFor()
    await page.getByRole('button', { name: 'Without the search for “nobodyatall”' }).click()
    await page.getByRole('row').nth(1).waitFor()
    assert.match(page.url(), /\/leads\?status=sold$/)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
