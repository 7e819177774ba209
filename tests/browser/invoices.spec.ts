import { test } from '@japa/runner'
import { builtApp } from './support/built_app.js'
import { applyBlueprint } from './support/apply_blueprint.js'
import { openPage, signIn } from './support/browser.js'
import { postLead } from './support/leads.js'
import { ZONE, today } from './support/zone.js'

/** A market of its own: what other tests sell is not on its invoice. */
const BILLING = {
  sluice: 1,
  account: {
    country: 'DE',
    vat_id: 'DE136695976',
    address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
  },
  entities: [
    {
      ...{ key: 'roof', name: 'Roof lead' },
      fields: [{ key: 'email', label: 'E-mail', type: 'email', required: true }],
    },
  ],
  partners: [
    {
      key: 'toiture',
      name: 'Toiture',
      email: 'leads@toiture.example',
      time_zone: ZONE,
      billing: {
        legal_name: 'Toiture SARL',
        street: '1 rue A',
        postal_code: '75001',
        city: 'Paris',
        country: 'FR',
        vat_id: 'FR40303265045',
        vat_id_status: 'valid',
        type: 'business',
      },
    },
  ],
  profiles: [
    {
      ...{ key: 'roofs', name: 'Roofs', entity: 'roof', trigger: 'on_arrival', price: '25.00' },
      strategy: { use: 'first_match' },
      assignments: [{ key: 'toiture', partner: 'toiture', delivery: { use: 'portal' } }],
    },
  ],
}

test.group('Invoices', () => {
  test('sell, generate, finalize, pay, credit', async ({ assert }) => {
    const { ace, account } = builtApp()
    await applyBlueprint(BILLING)
    for (const n of [1, 2]) await postLead({ email: `ina${n}-${Date.now()}@mail.example` }, 'roof')

    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.getByRole('link', { name: 'Invoices' }).click()
    await page.getByRole('link', { name: 'Generate invoices' }).first().click()
    const day = today()
    await page.getByLabel('From', { exact: true }).fill(day)
    await page.getByLabel('To (included)').fill(day)
    await page.getByLabel('Partner').click()
    await page.getByRole('option', { name: 'Toiture' }).click()
    await page.getByText('EU reverse charge').waitFor()
    await page.getByRole('button', { name: 'Make 1 draft' }).click()

    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('button', { name: 'Add a line' }).click()
    await page.getByPlaceholder('Description').fill('Goodwill')
    await page.getByLabel('Price').fill('-10')
    await page.getByText('$40.00').first().waitFor()
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByRole('cell', { name: 'Goodwill' }).waitFor()

    await page.getByRole('button', { name: 'Finalize' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Finalize' }).click()
    await page.getByRole('heading', { name: /INV-\d{4}-\d{4}/ }).waitFor()
    await page.getByText('Reverse charge', { exact: false }).first().waitFor()

    await page.getByRole('button', { name: 'Record payment' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Amount').fill('25')
    await dialog.getByRole('button', { name: 'Record' }).click()
    await page.getByText('$25.00 received').waitFor()

    await page.getByRole('button', { name: 'Credit note' }).click()
    await dialog.getByText('Chosen deliveries').click()
    await dialog.getByRole('checkbox').first().check()
    await dialog.getByLabel('Reason').fill('Wrong number')
    await dialog.getByRole('button', { name: 'Issue credit note' }).click()
    await page.getByRole('heading', { name: /CN-\d{4}-\d{4}/ }).waitFor()
    await page.getByText('Wrong number').first().waitFor()
    await page.getByRole('link', { name: /corrects INV-/ }).click()
    await page.getByText(/Credit note CN-\d{4}-\d{4}: \$25\.00/).waitFor()

    const checked = await ace('ledger:check', '--account', account)
    assert.match(checked, /credit notes 25\.00/)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
