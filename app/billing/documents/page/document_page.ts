import { type DocumentLook, PLAIN_LOOK } from '#billing/documents/look/document_look'
import type { TaxDocument, TaxDocumentParty, TaxDocumentTax } from '#sdk/document'
import {
  addressOf,
  columnsOf,
  footerOf,
  identityOf,
  paymentOf,
  townOf,
} from '#billing/documents/page/page_parts'
import { type Values, valuesFor } from '#billing/documents/page/write_values'
import { isolated, withIsolated } from '#billing/documents/page/isolate'
import { type DocumentWords, fill, wordsOf } from '#billing/documents/words/words'

/** A label and what stands beside it. */
export type Fact = readonly [label: string, text: string]

/** What the template prints: words and written values, nothing left to decide. */
export interface DocumentPage {
  words: DocumentWords
  language: string
  title: string
  /** Of the file: title and number. */
  fullTitle: string
  seller: { name: string; lines: string[]; facts: Fact[] }
  sender: string
  recipient: { name: string; lines: string[] }
  facts: Fact[]
  corrects: string | null
  reason: string | null
  currency: string
  /** Its figures need more room than those of most. */
  wide: boolean
  lines: LineText[]
  /** Rows that stay with the sums: what is owed never stands alone on a page. */
  lastRows: number
  taxes: TaxText[]
  taxNotes: string[]
  totals: { label: string; text: string; strong: boolean }[]
  payment: { sentence: string | null; facts: Fact[]; code: string | null } | null
  /** Free texts above the lines, and below the sums. */
  above: string[]
  notes: string[]
  annex: { intro: string; rows: AnnexRow[] } | null
  /** Texts of the margins, one line each. */
  footer: { left: string[]; middle: string[]; right: string[] }
  running: string
}

interface LineText {
  position: string
  description: string
  /** Dates of the supplies where they are not those of the document. */
  dates: string | null
  quantity: string
  price: string
  rate: string
  net: string
}

interface TaxText {
  label: string
  rate: string
  net: string
  amount: string
}

interface AnnexRow {
  date: string
  lead: string
  delivery: string
  description: string
  price: string
}

const LAST_ROWS = 2

export function documentPage(document: TaxDocument, look: DocumentLook = PLAIN_LOOK): DocumentPage {
  const above = document.notes_above ?? 0
  const { kind, seller, buyer, taxes, totals, period } = document
  const words = wordsOf(document.language)
  const write = valuesFor(document.language, buyer.country, document.currency)
  const selfBilling = kind.startsWith('self_billing')
  const issuer = selfBilling ? buyer : seller
  const reader = selfBilling ? seller : buyer
  const range = (from: string, to: string) =>
    from === to ? write.date(from) : `${write.date(from)} – ${write.date(to)}`
  const title = words.title[kind]
  const notes = document.notes.map((note) => withIsolated(note, reader.name))
  return {
    words,
    language: document.language,
    title,
    fullTitle: `${title} ${document.number}`,
    seller: {
      name: issuer.name,
      lines: addressOf(issuer, write, reader.country),
      facts: identityOf(issuer, words),
    },
    sender: [issuer.name, issuer.street, townOf(issuer)]
      .filter(Boolean)
      .map((text) => isolated(text!))
      .join(' · '),
    recipient: { name: reader.name, lines: addressOf(reader, write, issuer.country) },
    facts: factsOf(document, reader, words, write, range),
    corrects:
      document.corrects &&
      fill(words.corrects, {
        number: document.corrects.number,
        date: write.date(document.corrects.issue_date),
      }),
    reason: document.reason,
    currency: document.currency,
    wide: isWide(document),
    lines: document.lines.map((line) => ({
      position: String(line.position),
      description: line.description,
      dates: line.from === period.from && line.to === period.to ? null : range(line.from, line.to),
      quantity: write.number(line.quantity),
      price: write.amount(line.unit_price),
      rate: rateOf(taxes[line.tax], write),
      net: write.amount(line.net),
    })),
    lastRows: LAST_ROWS,
    taxes: taxes.map((tax) => ({
      label: categoryOf(tax, words),
      rate: rateOf(tax, write),
      net: write.amount(tax.net),
      amount: write.amount(tax.amount),
    })),
    taxNotes: [...new Set(taxes.flatMap(({ note }) => note ?? []))],
    totals: totalsOf(document, words, write, totals),
    payment: paymentOf(
      document,
      words,
      write,
      look.payment && withIsolated(look.payment, reader.name)
    ),
    above: notes.slice(0, above),
    notes: notes.slice(above),
    annex: document.items.length
      ? {
          intro: fill(words.annex_intro, { count: write.number(String(document.items.length)) }),
          rows: document.items.map((item) => ({
            date: write.date(item.date),
            lead: item.lead,
            delivery: item.delivery,
            description: item.description,
            price: write.amount(item.price),
          })),
        }
      : null,
    footer: look.footer ? columnsOf(look.footer) : footerOf(document, issuer, words),
    running: `${title} ${document.number}`,
  }
}

/** Signs that fit into the columns, without those between thousands: quantity, price, net. */
const FITTING = [6, 10, 11] as const

const isWide = ({ lines }: TaxDocument) =>
  lines.some(({ quantity, unit_price: price, net }) =>
    [quantity, price, net].some((text, i) => text.length > FITTING[i]!)
  )

function factsOf(
  { number, issue_date: issued, due_date: due, period, kind }: TaxDocument,
  reader: TaxDocumentParty,
  words: DocumentWords,
  write: Values,
  range: (from: string, to: string) => string
): Fact[] {
  const known: [string, string | null][] = [
    [words.number, number],
    [words.issued, write.date(issued)],
    [words.period, range(period.from, period.to)],
    [words.due, due && kind === 'invoice' ? write.date(due) : null],
    [words.your_reference, reader.reference],
    [words.your_vat_id, reader.vat_id],
  ]
  return known.filter((fact): fact is [string, string] => fact[1] !== null)
}

const isKnown = (category: string): category is keyof DocumentWords['tax_category'] =>
  ['S', 'AE', 'E', 'O', 'Z'].includes(category)

const categoryOf = ({ category }: TaxDocumentTax, words: DocumentWords) =>
  isKnown(category) ? words.tax_category[category] : category

/** Nothing where the category has no rate. */
const rateOf = (tax: TaxDocumentTax | undefined, write: Values) =>
  tax?.rate === null || tax === undefined ? '–' : `${write.number(tax.rate)}\u00a0%`

function totalsOf(
  { kind, taxes }: TaxDocument,
  words: DocumentWords,
  write: Values,
  { net, tax, gross, prepaid, due }: TaxDocument['totals']
) {
  const corrects = kind.endsWith('credit_note')
  const part = (label: string, text: string, strong = false) => ({ label, text, strong })
  const prepaidOnce = /[1-9]/.test(prepaid)
  return [
    part(words.total_net, write.money(net)),
    ...(taxes.length === 1
      ? [part(oneRate(taxes[0]!, words, write), write.money(tax))]
      : [part(words.total_vat, write.money(tax))]),
    ...(prepaidOnce
      ? [
          part(words.total_gross, write.money(gross)),
          part(words.prepaid, write.money(`-${prepaid}`)),
        ]
      : []),
    part(
      corrects ? words.to_credit : prepaidOnce ? words.to_pay : words.total_gross,
      write.money(prepaidOnce ? due : gross),
      true
    ),
  ]
}

const oneRate = (tax: TaxDocumentTax, words: DocumentWords, write: Values) =>
  tax.rate === null ? words.total_vat : `${words.total_vat} ${write.number(tax.rate)}\u00a0%`
