import type { Account } from '#accounts/types'
import { partyOf } from '#billing/documents/build_tax_document'
import { wordsOf } from '#billing/documents/words/words'
import { sellerOf } from '#billing/invoices/parties'
import { selfBillingNote } from '#billing/self_billing/words'
import type { TaxDocument } from '#sdk/document'
import type { DocumentLanguage } from '#shared/locales'

export const SAMPLE_KINDS = ['invoice', 'credit_note', 'self_billing'] as const
export const SAMPLE_LINES = [1, 8, 40] as const

export interface SampleWish {
  kind: (typeof SAMPLE_KINDS)[number]
  language: DocumentLanguage
  lines: number
}

const PRICE = 4200
const RATE = 19

/** A document that says what a real one would, about nobody: to see how documents look. */
export function sampleDocument(
  account: Account,
  { kind, language, lines }: SampleWish
): TaxDocument {
  const words = wordsOf(language)
  const self = kind === 'self_billing'
  const issuer = partyOf(sellerOf(account))
  const other = partyOf({
    ...{ name: 'SunCo Energie AG', street: 'Lindenallee 12', postal_code: '50667', city: 'Köln' },
    ...{ country: 'DE', vat_id: 'DE129273398', reference: 'PO-4711' },
  })
  const quantities = Array.from({ length: lines }, (_, i) => 3 + ((i * 7) % 40))
  const net = quantities.reduce((sum, quantity) => sum + quantity * PRICE, 0)
  const tax = Math.round((net * RATE) / 100)
  const show = (cents: number) => (cents / 100).toFixed(2)
  const number = {
    invoice: 'INV-2026-0042',
    credit_note: 'CN-2026-0007',
    self_billing: 'SB-2026-0003',
  }
  const { iban, bic, bank_name: bank, account_name: holder } = account.invoicing
  return {
    ...{ kind, number: number[kind], issue_date: '2026-11-02', due_date: '2026-11-16', language },
    ...{ period: { from: '2026-10-01', to: '2026-10-31' }, currency: 'EUR', items: [] },
    corrects: kind === 'credit_note' ? { number: 'INV-2026-0041', issue_date: '2026-10-02' } : null,
    reason: null,
    seller: self ? other : issuer,
    buyer: self ? issuer : other,
    lines: quantities.map((quantity, i) => ({
      ...{ position: i + 1, description: `Solar · ${words.lead} ${i + 1}` },
      ...{ quantity: String(quantity), unit_price: show(PRICE), net: show(quantity * PRICE) },
      ...{ from: '2026-10-01', to: '2026-10-31', tax: 0 },
    })),
    taxes: [
      {
        ...{ category: 'S', rate: String(RATE), net: show(net), amount: show(tax) },
        ...{ exemption_code: null, note: null, tax_country: 'DE' },
      },
    ],
    totals: {
      ...{ net: show(net), tax: show(tax), gross: show(net + tax) },
      ...{ prepaid: '0.00', due: show(net + tax) },
    },
    payment: {
      ...{ days: 14, reference: number[kind], account_name: holder ?? issuer.name },
      ...(self
        ? { iban: null, bic: null, bank_name: null }
        : { iban: iban ?? null, bic: bic ?? null, bank_name: bank ?? null }),
    },
    notes: self ? [selfBillingNote(language)] : [],
  }
}
