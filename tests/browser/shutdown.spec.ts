import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'

/** What bin/start.mjs and process managers give a server before they cut it off. */
const GRACE_MS = 15_000

test.group('A server that ends', () => {
  test('lets go of those who follow the events, within the grace, and they are told', async ({
    assert,
  }) => {
    const { url, end } = await builtApp().another()
    const { page, close } = await openPage({ baseURL: url })
    await signIn(page)
    await page.goto('/events')
    await page.locator('[data-live]').getByText('Live').waitFor()
    const { code, took } = await end()
    assert.equal(code, 0)
    assert.isBelow(took, GRACE_MS / 2)
    await page.locator('[data-live]').getByText('Connection lost').waitFor()
    await close()
  })

  test('loses nothing that somebody was about to save', async ({ assert }) => {
    const { url, end } = await builtApp().another()
    const { page, close } = await openPage({ baseURL: url })
    await signIn(page)
    await page.goto('/partners/volt/details')
    // What tells of a server that is gone comes once the page is idle.
    await page.waitForLoadState('networkidle')
    await page.getByLabel('Legal name').fill('Volt, at the wrong moment')
    await end()
    await page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Save' })
      .click()
    await page.getByText('No connection to the server.').first().waitFor()
    assert.equal(await page.getByLabel('Legal name').inputValue(), 'Volt, at the wrong moment')
    await close()
  })
})
