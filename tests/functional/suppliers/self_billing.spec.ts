import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { loadTaxDocument } from '#billing/documents/load_tax_document'
import { supplierStatement } from '#billing/self_billing/supplier_statement'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { dateText, localDay } from '#shared/local_time'
import { loadSupplier } from '#suppliers/repository'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { billingAccount } from '#tests/functional/billing/support'
import { deliveryOf, leadFrom, settle, withSuppliers } from '#tests/functional/suppliers/support'
import { startEngine } from '#tests/helpers/make_account'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const TERMS = [{ valid_from: '2026-01-01', received: '1.00', sold: '4.00', revenue_percent: '10' }]
const BILLING = {
  legal_name: 'Probe Media GmbH',
  street: 'Werbeweg 3',
  postal_code: '20095',
  city: 'Hamburg',
  country: 'DE',
  vat_id: 'DE811907980',
  iban: 'DE02120300000000202051',
}
const PROBE = {
  ...{ key: 'probe', name: 'Probe Media', language: 'de', sources: ['google-ads'], terms: TERMS },
  billing: BILLING,
  self_billing: { agreed_on: '2026-01-01', reference: 'Rahmenvertrag 7' },
}
const today = () => dateText(localDay('Europe/Berlin', Date.now()))
const period = () => ({ from: today(), to: today() })

async function world(supplier: object = PROBE) {
  const account = await billingAccount()
  await withSuppliers(account.id, [supplier])
  return { account: account.account, api: as(account) }
}

test.group('suppliers: self-billing', (group) => {
  group.setup(() => startEngine())

  test('costs become a draft, the draft a document where the supplier is the seller', async ({
    assert,
  }) => {
    const { account, api } = await world()
    await leadFrom(account.id, 'google-ads')
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    const made = await api.post('/self-billing/generate', period())
    assert.equal(made.status, 200, JSON.stringify(made.body))
    assert.lengthOf(made.body.data, 1)
    const [draft] = made.body.data
    assert.containsSubset(draft, {
      kind: 'self_billing',
      supplier: 'probe',
      partner: null,
      status: 'draft',
      problems: [],
      seller: { name: 'Probe Media GmbH', vat_id: 'DE811907980', iban: BILLING.iban },
      buyer: { name: 'Bright Leads GmbH', vat_id: 'DE136695976' },
      lines: [
        {
          description: 'Eingegangene Leads · google-ads',
          quantity: '2',
          unit_price: eur('1.00'),
          net: eur('2.00'),
        },
        { description: 'Verkaufte Leads · google-ads', quantity: '1', net: eur('4.00') },
        {
          description: 'Anteil am Erlös · google-ads',
          quantity: '1',
          unit_price: eur('2.50'),
          net: eur('2.50'),
        },
      ],
      tax: { strategy: 'domestic_vat', category: 'S', rate: '19', amount: eur('1.62') },
      totals: { net: eur('8.50'), gross: eur('10.12') },
    })
    const again = await api.post('/self-billing/generate', period())
    assert.equal(again.body.data[0].id, draft.id, 'a draft of the period is made anew')

    const done = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(done.status, 200, JSON.stringify(done.body))
    assert.match(done.body.number, /^SB-\d{4}-0001$/)
    assert.equal(done.body.status, 'open')
    const told = await api.get('/events?type=invoice.finalized')
    assert.containsSubset(told.body.data, [
      { data: { invoice: draft.id, kind: 'self_billing', supplier: 'probe', amount: '10.12' } },
    ])
    const document = await loadTaxDocument(account, draft.id, { items: true })
    assert.isTrue(document.ok)
    if (document.ok) {
      assert.equal(document.value.kind, 'self_billing')
      assert.equal(document.value.seller.name, 'Probe Media GmbH')
      assert.equal(document.value.payment.iban, BILLING.iban)
      assert.deepEqual(document.value.notes, ['Gutschrift (Self-billing)'])
      assert.lengthOf(document.value.items, 4)
    }
    const paid = await api.post(`/invoices/${draft.id}/payments`, { amount: '10.12' })
    assert.equal(paid.body.status, 'paid', JSON.stringify(paid.body))

    const none = await api.post('/self-billing/generate', period())
    assert.deepEqual(none.body.data, [], 'what is paid is not paid again')
    const sold = await api.get('/invoices')
    assert.deepEqual(sold.body.data, [], 'self-billing is not among what was sold')
    const listed = await api.get('/invoices?supplier=probe')
    assert.lengthOf(listed.body.data, 1)
    assert.deepEqual((await proveLedger(account)).faults, [])
    await assert.rejects(
      () => db.from('self_billing_postings').where('invoice_id', draft.id).delete(),
      /never change/
    )
  })

  test('without an agreement, or before it, the draft is held and says why', async ({ assert }) => {
    const { account, api } = await world({ ...PROBE, self_billing: undefined, billing: undefined })
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    const made = await api.post('/self-billing/generate', { ...period(), supplier: 'probe' })
    const [draft] = made.body.data
    const rules = draft.problems.map(({ field, rule }: Record<string, string>) => [field, rule])
    assert.deepInclude(rules, ['supplier.self_billing.agreed_on', 'agreement_missing'])
    assert.deepInclude(rules, ['supplier.billing.legal_name', 'missing'])
    assert.deepInclude(rules, ['supplier.billing.vat_id', 'missing'])
    const refused = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(refused.status, 409)

    await withSuppliers(account.id, [{ ...PROBE, self_billing: { agreed_on: '2999-01-01' } }])
    const early = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(early.body.errors[0].rule, 'agreement_not_in_force')
    await withSuppliers(account.id, [
      { ...PROBE, self_billing: { agreed_on: '2026-01-01', number_prefix: 'PROBE' } },
    ])
    const done = await api.post(`/invoices/${draft.id}/finalize`)
    assert.match(done.body.number, /^PROBE-\d{4}-0001$/)
    const unknown = await api.post('/self-billing/generate', { ...period(), supplier: 'nobody' })
    assert.equal(unknown.status, 422)
  })

  test('what is given back later is credited, with a number of its own series', async ({
    assert,
  }) => {
    const { account, api } = await world()
    const lead = await leadFrom(account.id, 'google-ads')
    const made = await api.post('/self-billing/generate', period())
    const [{ id }] = made.body.data
    await api.post(`/invoices/${id}/finalize`)
    const delivery = await deliveryOf(lead)
    await cancelDelivery(account.id, delivery, { reason: 'wrong', note: null, actor: null })
    await settle()
    const credited = await api.post(`/invoices/${id}/credit-notes`, {
      deliveries: [delivery],
      reason: 'Returned',
    })
    assert.equal(credited.status, 201, JSON.stringify(credited.body))
    assert.match(credited.body.number, /^SBC-\d{4}-0001$/)
    assert.containsSubset(credited.body, {
      kind: 'self_billing_credit_note',
      supplier: 'probe',
      totals: { net: eur('6.50') },
    })
    const twice = await api.post(`/invoices/${id}/credit-notes`, {
      deliveries: [delivery],
      reason: 'Returned',
    })
    assert.equal(twice.status, 422)
    const rest = await api.post(`/invoices/${id}/credit-notes`, { reason: 'All of it' })
    assert.equal(rest.status, 201)
    const now = await api.get(`/invoices/${id}`)
    assert.deepEqual(now.body.totals.due, eur('0.00'))
    assert.deepEqual(now.body.totals.credited, now.body.totals.gross)
    const supplierId = (await loadSupplier(account.id, 'probe'))!.id
    const told = await api.get('/events?type=invoice.credited')
    assert.containsSubset(told.body.data, [
      { data: { invoice: id, supplier: 'probe', credit_number: credited.body.number } },
    ])
    const { from, to } = period()
    const read = await api.get(`/suppliers/probe/statement?from=${from}&to=${to}`)
    assert.equal(read.status, 200, JSON.stringify(read.body))
    assert.containsSubset(read.body.data, [
      { supplier: 'probe', currency: 'EUR', opening: '0.00', closing: '0.00' },
    ])
    const [first, second] = read.body.data[0].lines
    assert.deepEqual([first.invoice, first.balance], [id, first.owed])
    assert.equal(second.invoice, credited.body.id)
    const nobody = await api.get(`/suppliers/nobody/statement?from=${from}&to=${to}`)
    assert.equal(nobody.status, 404)
    const { opening, lines, closing } = await supplierStatement(account, supplierId, period())
    assert.equal(opening.size, 0)
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      ['self_billing', 'self_billing_credit_note', 'self_billing_credit_note']
    )
    assert.equal(closing.get('EUR'), 0, 'credited as a whole, nothing is owed')
    const tomorrow = { from: '2999-01-01', to: '2999-12-31' }
    const later = await supplierStatement(account, supplierId, tomorrow)
    assert.equal(later.opening.get('EUR'), 0)
    assert.lengthOf(later.lines, 0)
    await settle()
    const rows = await store.all(
      'select sum(amount) as total from supplier_postings where account_id = ?',
      [account.id]
    )
    assert.equal(Number(rows[0].total), 0)
    assert.deepEqual((await proveLedger(account)).faults, [])
  })

  test('roles are turned for tax: a supplier abroad waits for the own id, then reverse charge', async ({
    assert,
  }) => {
    const french = {
      ...BILLING,
      ...{ legal_name: 'Lead SARL', country: 'FR', vat_id: 'FR40303265045', postal_code: '75001' },
    }
    const { account, api } = await world({ ...PROBE, billing: french })
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    const held = await api.post('/self-billing/generate', period())
    assert.equal(held.body.data[0].problems[0].rule, 'vat_check_pending')
    await db.table('vat_checks').insert({
      ...{ id: `vat_${account.id}`.slice(0, 40), account_id: account.id, partner_id: null },
      ...{ vat_id: 'DE136695976', method: 'manual', status: 'valid', checked_at: Date.now() },
    })
    const made = await api.post('/self-billing/generate', period())
    assert.containsSubset(made.body.data[0], {
      problems: [],
      tax: { strategy: 'eu_reverse_charge', category: 'AE', amount: eur('0.00') },
    })
  })

  test('numbers of parallel finalizations have no gap', async ({ assert }) => {
    const many = Array.from({ length: 6 }, (_, i) => ({
      ...PROBE,
      ...{ key: `s${i}`, sources: [`source-${i}`] },
    }))
    const account = await billingAccount()
    await withSuppliers(account.id, many)
    for (let i = 0; i < 6; i++) await leadFrom(account.id, `source-${i}`, { state: 'TX' })
    const api = as(account)
    const made = await api.post('/self-billing/generate', period())
    assert.lengthOf(made.body.data, 6)
    const done = await Promise.all(
      made.body.data.map(({ id }: { id: string }) => api.post(`/invoices/${id}/finalize`))
    )
    const numbers = done.map(({ body }) => Number(body.number.slice(-4))).toSorted((a, b) => a - b)
    assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6])
  })
})
