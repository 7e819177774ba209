import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { postLead } from './support/leads.js'

test.group('Revenue', () => {
  test('from a partner to its revenue, to the lines of the ledger behind it', async ({
    assert,
  }) => {
    const { url } = builtApp()
    const email = `rita-${Date.now()}@mail.example`
    await postLead({ name: 'Rita Revenue', state: 'CA', monthly_bill: 240, email })
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`${url}/partners/sunco`)
    await page
      .locator('main')
      .getByRole('link', { name: /Revenue/ })
      .click()
    await page.waitForURL('**/revenue?partner=sunco')
    await page.getByRole('heading', { name: 'Revenue', exact: true }).waitFor()
    await page
      .getByRole('button', { name: /^Gross/ })
      .first()
      .click()
    const panel = page.getByRole('dialog', { name: 'Lines of the ledger' })
    await panel.getByText('$25.00').first().waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('link', { name: 'This month' }).click()
    await page.waitForURL('**/revenue?*period=month*')
    await page.getByRole('button', { name: 'Choose dates' }).click()
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.waitForURL('**/revenue?*period=custom*')
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
