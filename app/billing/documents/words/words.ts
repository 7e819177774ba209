import type { TaxDocumentKind } from '#sdk/document'
import { de } from '#billing/documents/words/de'
import { en } from '#billing/documents/words/en'
import { es } from '#billing/documents/words/es'
import { fr } from '#billing/documents/words/fr'
import { it } from '#billing/documents/words/it'
import { nl } from '#billing/documents/words/nl'
import { pl } from '#billing/documents/words/pl'

/** What a printed document says in one language; `{name}` stands for a value. */
export interface DocumentWords {
  title: Record<TaxDocumentKind, string>
  number: string
  issued: string
  /** Of the supply (Art. 226 no. 7). */
  period: string
  due: string
  /** What the buyer calls it. */
  your_reference: string
  your_vat_id: string
  contact: string
  corrects: string
  reason: string
  lines: string
  position: string
  description: string
  quantity: string
  unit_price: string
  /** Heads of columns: the rate and the amount. */
  rate: string
  net: string
  vat: string
  /** Between two dates. */
  to: string
  total_net: string
  total_vat: string
  total_gross: string
  prepaid: string
  /** What is to be paid: by the buyer, or back to the buyer on what corrects. */
  to_pay: string
  to_credit: string
  taxes: string
  tax_category: Record<'S' | 'AE' | 'E' | 'O' | 'Z', string>
  payment: string
  pay_by: string
  /** Of self-billing: the issuer pays. */
  pay_out_by: string
  pay_within: string
  pay_reference: string
  account_name: string
  bank: string
  scan: string
  notes: string
  annex: string
  annex_intro: string
  date: string
  lead: string
  delivery: string
  price: string
  vat_id: string
  tax_number: string
  register: string
  page: string
  from: string
  /** Across what is no document. */
  sample: string
}

const WORDS: Record<string, DocumentWords> = { de, en, es, fr, it, nl, pl }

/** Languages a document can be printed in. */
export const DOCUMENT_LANGUAGES = Object.keys(WORDS)

/** The words of a language; English for one that has none. */
export const wordsOf = (language: string): DocumentWords => WORDS[language] ?? en

/** Fills `{name}` with values. */
export const fill = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
