import { test } from '@japa/runner'
import { buildTaxDocument } from '#billing/documents/build_tax_document'
import type { Row } from '#store/types'

const invoice = (over: Row = {}): Row => ({
  ...{ id: 'inv_1', kind: 'invoice', status: 'issued', number: 'INV-2026-0001' },
  ...{ from_day: '2026-10-01', to_day: '2026-10-31', currency: 'EUR' },
  ...{ issue_day: '2026-11-02', due_day: '2026-11-16', net: 5000, tax: 950, gross: 5950 },
  groups: JSON.stringify([
    {
      treatment: {
        ...{ strategy: 'domestic_vat', category: 'S', rate: '19', tax_country: 'DE' },
        ...{ exemption_code: null, note: null, evidence: {} },
      },
      ...{ net: 5000, tax: 950, from: '2026-10-01', to: '2026-10-31' },
    },
  ]),
  seller: JSON.stringify({
    ...{ name: 'Bright Leads GmbH', street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
    ...{ country: 'DE', vat_id: 'DE136695976' },
  }),
  buyer: JSON.stringify({ name: 'SunCo SARL', country: 'FR', vat_id: null, city: '  ' }),
  reason: null,
  ...over,
})

const line = (over: Row = {}): Row => ({
  ...{ position: 1, description: 'Solar lead · solar-us', quantity: 2, unit_amount: 2500 },
  ...{ net: 5000, from_day: '2026-10-03', to_day: '2026-10-30', tax_group: 0, ...over },
})

const build = (row: Row, lines = [line()], items: Row[] = []) =>
  buildTaxDocument({ invoice: row, lines, items, corrects: null, language: 'de' })

test.group('billing: what a finalized document says', () => {
  test('what nobody wrote down when it was finalized is null', ({ assert }) => {
    const document = build(invoice())
    assert.equal(document.language, 'de')
    assert.equal(document.seller.vat_id, 'DE136695976')
    assert.deepInclude(document.seller, { email: null, phone: null, register_number: null })
    assert.deepInclude(document.buyer, { street: null, city: null, vat_id: null, reference: null })
    assert.deepEqual(document.totals, {
      ...{ net: '50.00', tax: '9.50', gross: '59.50', prepaid: '0.00', due: '59.50' },
    })
    assert.deepEqual(document.payment, {
      ...{ days: 14, reference: 'INV-2026-0001', account_name: 'Bright Leads GmbH' },
      ...{ iban: null, bic: null, bank_name: null },
    })
    assert.deepEqual(document.notes, [])
  })

  test('what was written down is said', ({ assert }) => {
    const seller = {
      name: 'Bright',
      country: 'DE',
      iban: 'DE89370400440532013000',
      email: 'a@b.de',
    }
    const document = build(
      invoice({
        ...{ seller: JSON.stringify(seller), language: 'fr', payment_days: 30, prepaid: 950 },
        notes: JSON.stringify(['Thank you.', ' ', 'See you.']),
      })
    )
    assert.equal(document.language, 'fr')
    assert.equal(document.seller.email, 'a@b.de')
    assert.equal(document.payment.iban, 'DE89370400440532013000')
    assert.equal(document.payment.days, 30)
    assert.equal(document.totals.prepaid, '9.50')
    assert.equal(document.totals.due, '50.00')
    assert.deepEqual(document.notes, ['Thank you.', 'See you.'])
  })

  test('a line without days is of the whole period, and its quantity has no idle zeros', ({
    assert,
  }) => {
    const [set] = build(invoice(), [
      line({ quantity: '2.500', from_day: null, to_day: null }),
    ]).lines
    assert.deepEqual([set.quantity, set.from, set.to], ['2.5', '2026-10-01', '2026-10-31'])
    assert.equal(build(invoice(), [line({ quantity: '200' })]).lines[0].quantity, '200')
  })

  test('a credit note names what it corrects, and shows what was taken back in positive amounts', ({
    assert,
  }) => {
    const document = buildTaxDocument({
      invoice: invoice({ kind: 'credit_note', number: 'CN-2026-0001', reason: 'invalid phone' }),
      lines: [line()],
      corrects: { number: 'INV-2026-0001', issue_day: '2026-11-02' },
      items: [
        { delivery_id: 'dlv_1', lead_id: 'led_1', day: '2026-11-05', amount: -2500, position: 1 },
      ],
      language: 'en',
    })
    assert.deepEqual(document.corrects, { number: 'INV-2026-0001', issue_date: '2026-11-02' })
    assert.equal(document.reason, 'invalid phone')
    assert.deepEqual(document.items, [
      {
        ...{ delivery: 'dlv_1', lead: 'led_1', date: '2026-11-05', price: '25.00' },
        ...{ description: 'Solar lead · solar-us', line: 0 },
      },
    ])
  })

  test('currencies have as many decimals as ISO 4217 gives them', ({ assert }) => {
    assert.equal(build(invoice({ currency: 'JPY' })).totals.gross, '5950')
    assert.equal(build(invoice({ currency: 'HUF' })).totals.gross, '59.50')
    assert.equal(build(invoice({ currency: 'KWD' })).totals.gross, '5.950')
  })
})
