import { test } from '@japa/runner'
import { openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'

test.group('Drop-in endpoints', () => {
  test('an endpoint is made, tried, and takes what a sender posts to the ids it has', async ({
    assert,
  }) => {
    const { url } = builtApp()
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.goto(`${url}/endpoints`)
    await page.getByRole('button', { name: 'New endpoint' }).first().click()
    const panel = page.getByRole('dialog')
    const key = `probe-${Date.now()}`
    await panel.getByLabel('Name', { exact: true }).fill('Probe drop-in')
    await panel.getByLabel('Key').fill(key)
    await panel.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'Probe drop-in' }).waitFor()

    await page.getByRole('button', { name: 'Send a test request' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('HTTP 201').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('row').filter({ hasText: 'Test' }).first().waitFor()

    await page.getByRole('link', { name: 'Settings', exact: true }).last().click()
    const flow = Date.now().toString(16).padStart(24, 'f')
    await page.getByLabel('Flow id').fill(flow)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Probe drop-in is saved').first().waitFor()
    const source = await page.getByLabel('Source id').inputValue()

    const sent = await fetch(`${url}/flows/${flow}/sources/${source}/submit`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'email=nobody',
    })
    assert.equal(sent.status, 201)
    assert.equal(((await sent.json()) as { outcome: string }).outcome, 'failure')
    await page.goto(`${url}/endpoints/${key}`)
    await page.getByRole('row').filter({ hasText: 'E-mail must be' }).first().click()
    await page.getByRole('dialog').getByText('Values that may tell').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
