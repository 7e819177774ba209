import { formatAmount } from '#shared/money'
import type { TaxDocument, TaxDocumentKind, TaxDocumentParty } from '#sdk/document'
import type { Row } from '#store/types'
import { daysBetween } from '#billing/dates'
import { paragraphs } from '#billing/invoices/terms'
import { type Party, type TaxGroup, isHold } from '#billing/invoices/types'

/** The rows a document is made of, as they are stored. */
export interface DocumentRows {
  /** Row of `invoices`. */
  invoice: Row
  /** Rows of `invoice_lines`, by position. */
  lines: readonly Row[]
  /** Number and day of the document it corrects. */
  corrects: { number: string; issue_day: string } | null
  /** Postings on it: delivery_id, lead_id, day, amount and the position of their line. */
  items: readonly Row[]
  /** Language where the row names none. */
  language: string
}

/**
 * What a document says, from its frozen rows alone: a party has what it had when the document was finalized. A draft
 * has no number and no days yet; those are empty texts.
 */
export function buildTaxDocument(rows: DocumentRows): TaxDocument {
  const { invoice, lines, corrects, items } = rows
  const currency = invoice.currency as string
  const show = (minor: unknown) => formatAmount(Number(minor), currency)
  const groups = JSON.parse(invoice.groups as string) as TaxGroup[]
  const seller = JSON.parse(invoice.seller as string) as Party
  const buyer = JSON.parse(invoice.buyer as string) as Party
  const period = { from: invoice.from_day as string, to: invoice.to_day as string }
  const prepaid = Number(invoice.prepaid ?? 0)
  const number = textOf(invoice.number) ?? ''
  const issueDate = textOf(invoice.issue_day) ?? ''
  const descriptions = new Map(lines.map((line) => [Number(line.position), line.description]))
  return {
    kind: invoice.kind as TaxDocumentKind,
    number,
    issue_date: issueDate,
    due_date: textOf(invoice.due_day),
    period,
    currency,
    language: textOf(invoice.language) ?? rows.language,
    corrects: corrects && { number: corrects.number, issue_date: corrects.issue_day },
    reason: textOf(invoice.reason),
    seller: partyOf(seller),
    buyer: partyOf(buyer),
    lines: lines.map((line) => ({
      position: Number(line.position),
      description: line.description as string,
      quantity: decimal(String(line.quantity)),
      unit_price: show(line.unit_amount),
      net: show(line.net),
      from: textOf(line.from_day) ?? period.from,
      to: textOf(line.to_day) ?? period.to,
      tax: Number(line.tax_group),
    })),
    taxes: groups.map(({ treatment, net, tax }) => ({
      ...(isHold(treatment) ? UNDECIDED : taxOf(treatment)),
      net: show(net),
      amount: show(tax),
    })),
    totals: totalsText(
      {
        ...{ net: Number(invoice.net), tax: Number(invoice.tax) },
        ...{ gross: Number(invoice.gross), prepaid },
      },
      currency
    ),
    payment: {
      days: paymentDays(invoice),
      reference: number,
      // Money goes to who supplied; on self-billing that is not the issuer.
      account_name: textOf(seller.account_name) ?? textOf(seller.name),
      iban: textOf(seller.iban),
      bic: textOf(seller.bic),
      bank_name: textOf(seller.bank_name),
    },
    notes: notesOf(invoice.notes),
    notes_above: paragraphs(textOf(invoice.intro)).length,
    items: items.map((item) => ({
      delivery: item.delivery_id as string,
      lead: item.lead_id as string,
      date: item.day as string,
      description: (descriptions.get(Number(item.position)) as string | undefined) ?? '',
      price: show(Math.abs(Number(item.amount))),
      line: Number(item.position) - 1,
    })),
  }
}

/** Sums in minor units, as a document writes them. */
export function totalsText(
  sums: { net: number; tax: number; gross: number; prepaid: number },
  currency: string
): TaxDocument['totals'] {
  const show = (minor: number) => formatAmount(minor, currency)
  return {
    ...{ net: show(sums.net), tax: show(sums.tax), gross: show(sums.gross) },
    ...{ prepaid: show(sums.prepaid), due: show(sums.gross - sums.prepaid) },
  }
}

/** A draft that waits for a decision has no category yet. */
const UNDECIDED = { category: '', rate: null, exemption_code: null, note: null, tax_country: null }

function taxOf({ category, rate, exemption_code, note, tax_country }: TaxTreatment) {
  return { category, rate, exemption_code, note, tax_country }
}
type TaxTreatment = Exclude<TaxGroup['treatment'], { strategy: 'hold' }>

export const partyOf = (party: Party): TaxDocumentParty => ({
  name: textOf(party.name) ?? '',
  street: textOf(party.street),
  postal_code: textOf(party.postal_code),
  city: textOf(party.city),
  country: textOf(party.country) ?? '',
  vat_id: textOf(party.vat_id),
  tax_number: textOf(party.tax_number),
  register_number: textOf(party.register_number),
  contact_name: textOf(party.contact_name),
  email: textOf(party.email),
  phone: textOf(party.phone),
  website: textOf(party.website),
  reference: textOf(party.reference),
})

/** What is blank is not there. */
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

/** "2.500" is "2.5": PostgreSQL writes all the decimals a column has. */
const decimal = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

function notesOf(notes: unknown): string[] {
  if (typeof notes !== 'string' || notes === '') return []
  const read = JSON.parse(notes) as unknown
  return Array.isArray(read) ? read.flatMap((note) => textOf(note) ?? []) : []
}

function paymentDays(invoice: Row): number | null {
  if (invoice.payment_days !== null && invoice.payment_days !== undefined)
    return Number(invoice.payment_days)
  if (!invoice.due_day || !invoice.issue_day) return null
  return daysBetween(invoice.issue_day as string, invoice.due_day as string)
}
