import { test } from '@japa/runner'
import { applyBlueprint } from './support/apply_blueprint.js'
import { openPage, signIn } from './support/browser.js'
import { builtApp } from './support/built_app.js'
import { today } from './support/zone.js'

const PARTIES = {
  sluice: 1,
  account: {
    country: 'DE',
    vat_id: 'DE136695976',
    address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
  },
  suppliers: [
    {
      ...{ key: 'probe-media', name: 'Probe Media', sources: ['probe-ads'] },
      terms: [{ valid_from: '2026-01-01', received: '2.50' }],
      billing: {
        ...{ legal_name: 'Probe Media GmbH', street: 'Werbeweg 3', postal_code: '20095' },
        ...{ city: 'Hamburg', country: 'DE', vat_id: 'DE811907980' },
      },
      self_billing: { agreed_on: '2026-01-01' },
    },
  ],
}

test.group('Suppliers', () => {
  test('a supplier, its leads, and a document of self-billing', async ({ assert }) => {
    const { token, url } = builtApp()
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.getByRole('link', { name: 'Suppliers', exact: true }).click()
    await page.getByRole('button', { name: 'New supplier' }).first().click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Name', { exact: true }).fill('Probe Media')
    await panel.getByPlaceholder('google-ads').fill('probe-ads')
    await panel.getByPlaceholder('google-ads').press('Enter')
    await panel.getByRole('button', { name: 'Create' }).click()

    await page.getByRole('heading', { name: 'Probe Media' }).waitFor()
    await page.getByRole('button', { name: 'Add terms' }).click()
    await page.getByLabel('Per lead received').fill('2.50')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Probe Media is saved').first().waitFor()

    await applyBlueprint(PARTIES)
    const posted = await fetch(`${url}/api/v1/leads`, {
      method: 'POST',
      headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ entity: 'solar', source: 'probe-ads' },
        values: {
          ...{ name: 'Susi Supply', email: `susi${Date.now()}@mail.example` },
          ...{ state: 'CA', monthly_bill: 240 },
        },
      }),
    })
    assert.equal(posted.status, 201)

    await page.goto(`${url}/suppliers/probe-media`)
    await page.getByText('$2.50 per lead received').waitFor()
    await page.getByRole('link', { name: 'Self-billing', exact: true }).click()
    await page.getByRole('button', { name: 'Bill a period' }).click()
    const day = today()
    await panel.getByLabel('From').fill(day)
    await panel.getByLabel('To (included)').fill(day)
    await panel.getByRole('button', { name: 'Make drafts' }).click()
    await page.getByText('Leads received · probe-ads').first().waitFor()
    await page.getByRole('button', { name: 'Finalize' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Finalize' }).click()
    await page.getByRole('heading', { name: /SB-\d{4}-\d{4}/ }).waitFor()
    await page.getByRole('link', { name: 'Probe Media GmbH' }).first().click()
    await page
      .getByText(/SB-\d{4}-\d{4}/)
      .first()
      .waitFor()

    await page.goto(`${url}/invoices/self-billing`)
    await page.locator('tbody').getByRole('checkbox').first().check()
    const bar = page.locator('[data-bulk]')
    await bar.getByText('1 chosen').waitFor()
    assert.match(
      (await bar.getByRole('link', { name: 'Download ZIP' }).getAttribute('href'))!,
      /kind=self_billed/
    )
    await bar.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('dialog').getByText('1 document is left out, because').waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
