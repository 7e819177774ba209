import fc from 'fast-check'
import { currencyExponent, formatAmount, percentOf } from '#shared/money'
import type { TaxDocument, TaxDocumentKind, TaxDocumentParty, TaxDocumentTax } from '#sdk/document'
import { fakeBuyer, fakeDocument, fakeSeller } from '#sdk/testing'

/** Sets of treatments that may meet on one document. */
export const MIXES: Record<
  string,
  Pick<TaxDocumentTax, 'category' | 'rate' | 'exemption_code' | 'note'>[]
> = {
  'S': [vat('S', '19')],
  'S, two rates': [vat('S', '19'), vat('S', '16')],
  'S, odd rates': [vat('S', '25.5'), vat('S', '8.1'), vat('S', '8.5')],
  'AE': [
    vat('AE', '0', 'VATEX-EU-AE', 'Steuerschuldnerschaft des Leistungsempfängers / Reverse charge'),
  ],
  'E': [vat('E', '0', null, 'Steuerbefreit: Kleinunternehmerregelung')],
  'E, two reasons': [vat('E', '0', 'VATEX-EU-132', 'Art. 132'), vat('E', '0', null, 'Art. 135')],
  'O': [vat('O', null, 'VATEX-EU-O', 'Outside the scope of VAT')],
  'Z': [vat('Z', '0')],
  'S, E and Z': [vat('S', '20'), vat('E', '0', 'VATEX-EU-132', 'Art. 132'), vat('Z', '0')],
  'S and AE': [vat('S', '21'), vat('AE', '0', 'VATEX-EU-AE', 'Reverse charge')],
}

function vat(
  category: string,
  rate: string | null,
  code: string | null = null,
  note: string | null = null
) {
  return { category, rate, exemption_code: code, note }
}

export const KINDS: TaxDocumentKind[] = [
  'invoice',
  'credit_note',
  'self_billing',
  'self_billing_credit_note',
]

/** Text as strangers write it: signs XML has no way to write, markup, other scripts, very long. */
const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }) },
  fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
  fc.constantFrom(
    ...[']]>', '<!-- -->', '&amp;&#0;', '\u0000\u0007\u001b', '\ud800', '\ufffe', '\u202eabc'],
    ...['😀🏳️‍🌈', 'שלום', 'a\r\nb\tc', '"\'<>&', `${'長'.repeat(500)}`]
  )
)
/** With a letter in it, so that it is never blank. */
const name = text.map((one) => `X ${one}`)

const day = fc
  .integer({ min: 0, max: 30 })
  .map((offset) => new Date(Date.UTC(2026, 9, 1 + offset)).toISOString().slice(0, 10))

const BUYERS: Record<string, Partial<TaxDocumentParty>> = {
  O: { country: 'US', vat_id: '12-3456789' },
  AE: { country: 'FR', vat_id: 'FR40303265045' },
}

const party = (base: TaxDocumentParty) =>
  fc.record({ name, street: text, city: name }).map((over) => ({ ...base, ...over }))

/** A document with all that the strictest format wants, of this kind and mix, right to the smallest part. */
export const randomDocument = (kind: TaxDocumentKind, mix: string) => {
  const treatments = MIXES[mix]
  const [first] = treatments
  const isOwn = kind.startsWith('self_billing')
  const issuer = fakeSeller(first.category === 'O' ? {} : {})
  const other = fakeBuyer(BUYERS[treatments.at(-1)!.category] ?? {})
  const supplier = isOwn ? { ...fakeSeller(), name: 'Lieferant', vat_id: 'DE129273398' } : issuer
  return fc
    .record({
      currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD', 'CHF', 'JPY', 'HUF', 'GBP', 'PLN'),
      language: fc.constantFrom('en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'xx'),
      sold: fc.array(
        fc.record({
          description: name,
          quantity: fc.integer({ min: 1, max: 3000 }),
          unit: fc.integer({ min: 0, max: 25_000 }),
          days: fc.tuple(day, day),
          tax: fc.nat(treatments.length - 1),
        }),
        { minLength: 1, maxLength: 12 }
      ),
      discount: fc.boolean(),
      notes: fc.array(text, { maxLength: 3 }),
      seller: party(supplier),
      buyer: party(other),
      number: fc.constantFrom('INV-2026-0001', 'CN-2026-0099', 'A&B<1>'),
      prepaidPart: fc.constantFrom(0, 0, 0.3, 1),
      days: fc.constantFrom(0, 14, 30),
      hasIban: fc.boolean(),
    })
    .map((drawn): TaxDocument => {
      const { currency } = drawn
      const show = (minor: number) => formatAmount(minor, currency)
      const sold = drawn.sold.map((one) => ({ ...one, net: one.quantity * one.unit }))
      // A discount of one unit on the first treatment, where there is so much to take it from.
      const [top] = sold
      if (drawn.discount && top.net > 500)
        sold.push({ ...top, description: 'Discount', quantity: 1, unit: -500, net: -500 })
      const used = [...new Set(sold.map(({ tax }) => tax))]
      const taxes = used.map((place) => {
        const net = sold.filter(({ tax }) => tax === place).reduce((sum, one) => sum + one.net, 0)
        const { rate } = treatments[place]
        const amount = rate === null ? 0 : percentOf(net, rate)
        return { ...treatments[place], net, amount, tax_country: 'DE' }
      })
      const net = taxes.reduce((sum, one) => sum + one.net, 0)
      const tax = taxes.reduce((sum, one) => sum + one.amount, 0)
      const prepaid = Math.floor((net + tax) * drawn.prepaidPart)
      return fakeDocument({
        kind,
        currency,
        language: drawn.language,
        number: drawn.number,
        seller: drawn.seller,
        buyer: drawn.buyer,
        notes: drawn.notes,
        reason: kind.endsWith('credit_note') ? 'invalid phone' : null,
        corrects: kind.endsWith('credit_note')
          ? { number: 'INV-2026-0001', issue_date: '2026-11-02' }
          : null,
        payment: {
          ...fakeDocument().payment,
          days: drawn.days,
          ...(drawn.hasIban ? {} : { iban: 'GB82 WEST 1234 5698 7654 32' }),
        },
        lines: sold.map((one, i) => ({
          position: i + 1,
          description: one.description,
          quantity: String(one.quantity),
          unit_price: show(one.unit),
          net: show(one.net),
          from: one.days[0] < one.days[1] ? one.days[0] : one.days[1],
          to: one.days[0] < one.days[1] ? one.days[1] : one.days[0],
          tax: used.indexOf(one.tax),
        })),
        taxes: taxes.map((one) => ({ ...one, net: show(one.net), amount: show(one.amount) })),
        totals: {
          net: show(net),
          tax: show(tax),
          gross: show(net + tax),
          prepaid: show(prepaid),
          due: show(net + tax - prepaid),
        },
      })
    })
}

export const exponentOf = currencyExponent
