import { type Brand, type BrandTexts, brandOf } from '#accounts/brand'
import { fillText } from '#accounts/brand_texts'
import type { Account } from '#accounts/types'
import { totalsText } from '#billing/documents/build_tax_document'
import { textValues } from '#billing/documents/look/text_values'
import { paragraphs, textsOf } from '#billing/invoices/terms'
import { selfBillingNote } from '#billing/self_billing/words'
import type { TaxDocument } from '#sdk/document'
import type { DocumentLanguage } from '#shared/locales'

type Kind = TaxDocument['kind']

/** The texts of a brand for one kind of document. Those of invoices stand on invoices alone: they speak of paying. */
export function kindTexts(
  brand: Brand,
  kind: Kind,
  language: string
): Pick<BrandTexts, 'intro' | 'closing' | 'payment'> {
  const texts = textsOf(brand, language)
  return kind === 'invoice' ? texts : (texts[kind] ?? {})
}

/** What a document of that kind has to say whatever its brand says. */
export const saidOf = (kind: Kind, language: string): string[] =>
  kind.startsWith('self_billing') ? [selfBillingNote(language as DocumentLanguage)] : []

/** A document that was given its number, as it is written into its row. */
export interface NumberedDocument {
  kind: Exclude<Kind, 'invoice'>
  number: string
  issueDay: string
  dueDay: string
  days: number
  period: { from: string; to: string }
  language: string
  currency: string
  totals: { net: number; tax: number; gross: number; prepaid: number }
  /** Who receives it. */
  party: { name?: unknown; country?: unknown; reference?: unknown }
}

/** Texts of a document that is no invoice, as columns of its row: written once, then frozen with it. */
export function frozenTexts(
  account: Pick<Account, 'brand' | 'houseBrand'>,
  document: NumberedDocument
) {
  const { kind, language, currency, party, days } = document
  const texts = kindTexts(brandOf(account), kind, language)
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const values = textValues({
    ...{ number: document.number, issue_date: document.issueDay, due_date: document.dueDay },
    ...{ period: document.period, language, currency, days },
    totals: totalsText(document.totals, currency),
    partner: {
      ...{ name: text(party.name), country: text(party.country) },
      reference: text(party.reference) || null,
    },
  })
  const written = (one: string | undefined) => (one ? fillText(one, values) : null)
  const [intro, closing] = [written(texts.intro), written(texts.closing)]
  const notes = [...paragraphs(intro), ...saidOf(kind, language), ...paragraphs(closing)]
  return { intro, closing, notes: JSON.stringify(notes) }
}
