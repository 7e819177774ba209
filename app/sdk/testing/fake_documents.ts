import type { TaxDocument, TaxDocumentParty, TaxDocumentTax } from '#sdk/document'

const nobody: TaxDocumentParty = {
  ...{ name: '', street: null, postal_code: null, city: null, country: '', vat_id: null },
  ...{ tax_number: null, register_number: null, contact_name: null, email: null, phone: null },
  ...{ website: null, reference: null },
}

export const fakeSeller = (over: Partial<TaxDocumentParty> = {}): TaxDocumentParty => ({
  ...nobody,
  ...{ name: 'Bright Leads GmbH', street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
  ...{ country: 'DE', vat_id: 'DE136695976', tax_number: '30/123/45678' },
  ...{ register_number: 'HRB 12345 B', contact_name: 'Ada Sommer', phone: '+49 30 1234567' },
  ...{ email: 'invoices@bright.example', website: 'https://bright.example' },
  ...over,
})

export const fakeBuyer = (over: Partial<TaxDocumentParty> = {}): TaxDocumentParty => ({
  ...nobody,
  ...{ name: 'Sonne GmbH', street: 'Sonnenallee 2', postal_code: '12047', city: 'Berlin' },
  ...{ country: 'DE', vat_id: 'DE129273398', email: 'rechnung@sonne.example' },
  ...{ reference: '04011000-12345-34' },
  ...over,
})

/** 19 % on 59.97: an invoice with everything on file. Totals must be made to fit where lines are given. */
export const fakeDocument = (over: Partial<TaxDocument> = {}): TaxDocument => ({
  kind: 'invoice',
  number: 'INV-2026-0001',
  issue_date: '2026-11-02',
  due_date: '2026-11-16',
  period: { from: '2026-10-01', to: '2026-10-31' },
  currency: 'EUR',
  language: 'en',
  corrects: null,
  reason: null,
  seller: fakeSeller(),
  buyer: fakeBuyer(),
  lines: [
    {
      ...{ position: 1, description: 'Solar lead · solar-us', quantity: '3' },
      ...{ unit_price: '19.99', net: '59.97', from: '2026-10-03', to: '2026-10-30', tax: 0 },
    },
  ],
  taxes: [fakeTax({ net: '59.97', amount: '11.39' })],
  totals: { net: '59.97', tax: '11.39', gross: '71.36', prepaid: '0.00', due: '71.36' },
  payment: {
    ...{ days: 14, reference: 'INV-2026-0001', account_name: 'Bright Leads GmbH' },
    ...{ iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', bank_name: 'Commerzbank' },
  },
  notes: [],
  items: [],
  ...over,
})

export const fakeTax = (over: Partial<TaxDocumentTax> = {}): TaxDocumentTax => ({
  ...{ category: 'S', rate: '19', net: '59.97', amount: '11.39', exemption_code: null },
  ...{ note: null, tax_country: 'DE', ...over },
})

const free = {
  totals: { net: '59.97', tax: '0.00', gross: '59.97', prepaid: '0.00', due: '59.97' },
}

/** A document of each sort a format meets, bad ones among them. */
export function fakeDocuments(): Record<string, TaxDocument> {
  const corrects = { number: 'INV-2026-0001', issue_date: '2026-11-02' }
  return {
    'an invoice': fakeDocument(),
    'a credit note': fakeDocument({ kind: 'credit_note', corrects, reason: 'invalid phone' }),
    'self-billing': fakeDocument({
      kind: 'self_billing',
      seller: fakeBuyer(),
      buyer: fakeSeller(),
    }),
    'a correction of self-billing': fakeDocument({
      kind: 'self_billing_credit_note',
      corrects,
      reason: 'price',
    }),
    'reverse charge': fakeDocument({
      ...free,
      buyer: fakeBuyer({ country: 'FR', vat_id: 'FR40303265045' }),
      taxes: [
        fakeTax({
          ...{ category: 'AE', rate: '0', amount: '0.00', exemption_code: 'VATEX-EU-AE' },
          ...{ note: 'Reverse charge', tax_country: 'FR' },
        }),
      ],
    }),
    'an exemption': fakeDocument({
      ...free,
      taxes: [fakeTax({ category: 'E', rate: '0', amount: '0.00', note: 'Art. 132' })],
    }),
    'outside the scope of VAT': fakeDocument({
      ...free,
      buyer: fakeBuyer({ country: 'US', vat_id: null }),
      taxes: [
        fakeTax({
          ...{ category: 'O', rate: null, amount: '0.00', exemption_code: 'VATEX-EU-O' },
          note: 'Outside the scope of VAT',
        }),
      ],
    }),
    'nothing but names': fakeDocument({
      due_date: null,
      seller: { ...nobody, name: 'A', country: 'DE' },
      buyer: { ...nobody, name: 'B', country: 'XX' },
      payment: {
        ...{ days: null, reference: '', account_name: null, iban: null, bic: null },
        bank_name: null,
      },
    }),
    'no line': fakeDocument({ lines: [], taxes: [] }),
    'three decimals': fakeDocument({
      currency: 'KWD',
      lines: [{ ...fakeDocument().lines[0], unit_price: '1.001', net: '3.003' }],
      taxes: [fakeTax({ net: '3.003', amount: '0.571' })],
      totals: { net: '3.003', tax: '0.571', gross: '3.574', prepaid: '0.000', due: '3.574' },
    }),
    'hostile text': fakeDocument({
      number: ']]><!--&amp;',
      notes: ['\u0000\u0008\ud800 </note><x a="', '😀 \u202eright to left\u202c', '\r\n\r\n '],
      buyer: fakeBuyer({ name: `<b>${'Ω'.repeat(500)}</b>`, city: '"\'><script>' }),
    }),
  }
}
