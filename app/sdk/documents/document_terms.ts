/*
 * A document in the terms of EN 16931-1: the one place that says what each BT is. The tables of the syntaxes put them
 * into elements.
 */
import type { TaxDocument, TaxDocumentKind, TaxDocumentLine } from '#sdk/document'
import { exact, negated, sumOf, twoDecimals } from '#sdk/documents/exact_amount'
import { isIban } from '#sdk/documents/iban'
import { partyFacts } from '#sdk/documents/party_terms'
import { paymentTerms, selfBillingNote } from '#sdk/documents/payment_words'
import { type Terms, cleanLine, cleanText } from '#sdk/documents/xml_table'

/** What a specification on top of EN 16931 says of itself, and wants besides. */
export interface Specification {
  /** BT-24. */
  id: string
  /** BT-23. */
  process?: string
  /** A breakdown outside the scope of VAT says the rate 0 (BR-DE-14). */
  rateOutsideScope?: boolean
}

export const EN16931: Specification = { id: 'urn:cen.eu:en16931:2017' }

/** UNTDID 1001. */
export const TYPE_CODES: Record<TaxDocumentKind, string> = {
  invoice: '380',
  credit_note: '381',
  self_billing: '389',
  self_billing_credit_note: '261',
}

export const isCredit = (kind: TaxDocumentKind): boolean => kind.endsWith('credit_note')

/** UNCL 4461: by SEPA, by bank otherwise, set off against what is open between the two. */
const SEPA = '58'
const TRANSFER = '30'
const CLEARING = '97'
/** UN/ECE Recommendation 20: one. */
const ONE = 'C62'

/** Expects a document of which `refusalOf` says nothing. */
export function documentTerms(document: TaxDocument, specification: Specification): Terms {
  const { kind, lines, totals } = document
  const showsVatIds = !document.taxes.some(({ category }) => category === 'O')
  const seller = partyFacts(document.seller, showsVatIds)
  const buyer = partyFacts(document.buyer, showsVatIds)
  const corrects = document.corrects
  return {
    'BT-1': cleanLine(document.number),
    'BT-2': document.issue_date,
    'BT-3': TYPE_CODES[kind],
    'BT-5': document.currency,
    'BT-9': document.due_date,
    'BT-10': cleanLine(document.buyer.reference),
    'BT-20': isCredit(kind)
      ? null
      : paymentTerms(document.language, document.payment.days, document.due_date),
    'BG-1': notesOf(document).map((note) => ({ 'BT-22': note })),
    'BT-23': specification.process ?? null,
    'BT-24': specification.id,
    'BG-3': corrects
      ? [{ 'BT-25': cleanLine(corrects.number), 'BT-26': corrects.issue_date || null }]
      : [],

    'BT-27': seller.name,
    'BT-29': seller.identifier,
    'BT-30': seller.register_number,
    'BT-31': seller.vat_id,
    'BT-32': seller.tax_number,
    'BT-34': seller.email,
    'BT-35': seller.street,
    'BT-37': seller.city,
    'BT-38': seller.postal_code,
    'BT-40': seller.country,
    'BT-41': seller.contact_name,
    'BT-42': seller.phone,
    'BT-43': seller.email,

    'BT-44': buyer.name,
    'BT-46': buyer.identifier,
    'BT-47': buyer.register_number,
    'BT-48': buyer.vat_id,
    'BT-49': buyer.email,
    'BT-50': buyer.street,
    'BT-52': buyer.city,
    'BT-53': buyer.postal_code,
    'BT-55': buyer.country,
    'BT-56': buyer.contact_name,
    'BT-57': buyer.phone,
    'BT-58': buyer.email,

    // Every line's period lies within that of the document (PEPPOL-EN16931-R110 and R111).
    'BT-73': earliest([document.period.from, ...lines.map(({ from }) => from)]),
    'BT-74': latest([document.period.to, ...lines.map(({ to }) => to)]),

    ...paymentOf(document),

    'BT-106': amount(totals.net),
    'BT-109': amount(totals.net),
    'BT-110': amount(totals.tax),
    'BT-112': amount(totals.gross),
    'BT-113': exact(totals.prepaid) === 0n ? null : amount(totals.prepaid),
    'BT-115': amount(totals.due),
    'BG-23': breakdown(document, specification),
    'BG-25': lines.map((line) => lineTerms(line, document)),
  }
}

function lineTerms(line: TaxDocumentLine, { taxes }: TaxDocument): Terms {
  const { category, rate } = taxes[line.tax]
  // A price is never below zero (BR-27): a discount is sold minus once.
  const isBelow = line.unit_price.startsWith('-')
  return {
    'BT-126': String(line.position),
    'BT-129': isBelow ? negated(line.quantity) : line.quantity,
    'BT-130': ONE,
    'BT-131': amount(line.net),
    'BT-134': line.from,
    'BT-135': line.to,
    'BT-146': isBelow ? negated(line.unit_price) : line.unit_price,
    'BT-151': category,
    'BT-152': category === 'O' ? null : rate,
    'BT-153': cleanLine(line.description),
  }
}

/** One breakdown for each category and rate, however many treatments led to it (BR-S-08, BR-E-01). */
function breakdown({ taxes }: TaxDocument, { rateOutsideScope }: Specification): Terms[] {
  const alike = Map.groupBy(taxes, ({ category, rate }) => `${category} ${rate && exact(rate)}`)
  return [...alike.values()].map((same) => {
    const [{ category, rate }] = same
    const isTaxed = category === 'S' || category === 'Z'
    const notes = same.map(({ note }) => cleanText(note)).filter((note) => note !== null)
    const codes = new Set(same.map(({ exemption_code: code }) => cleanLine(code)))
    return {
      'BT-116': amount(sumOf(same.map(({ net }) => net))),
      'BT-117': amount(sumOf(same.map((one) => one.amount))),
      'BT-118': category,
      'BT-119': category === 'O' ? (rateOutsideScope ? '0' : null) : rate,
      'BT-120': isTaxed || !notes.length ? null : [...new Set(notes)].join('; '),
      'BT-121': isTaxed || codes.size !== 1 ? null : [...codes][0],
    }
  })
}

/** Who gets a credit has it set off or sent back, to an account this document does not know. */
function paymentOf({ kind, currency, payment }: TaxDocument): Terms {
  const account = cleanLine(payment.iban)?.replace(/\s/g, '').toUpperCase() ?? null
  const nothing = { 'BT-83': null, 'BT-84': null, 'BT-85': null, 'BT-86': null }
  if (isCredit(kind)) return { ...nothing, 'BT-81': CLEARING }
  if (account === null) return { ...nothing, 'BT-81': null }
  return {
    'BT-81': currency === 'EUR' && isIban(account) ? SEPA : TRANSFER,
    'BT-83': cleanLine(payment.reference),
    'BT-84': account,
    'BT-85': cleanLine(payment.account_name),
    'BT-86': cleanLine(payment.bic)?.replace(/\s/g, '').toUpperCase() ?? null,
  }
}

const notesOf = ({ kind, language, reason, notes }: TaxDocument): string[] =>
  [kind.startsWith('self_billing') ? selfBillingNote(language) : null, reason, ...notes]
    .map(cleanText)
    .filter((note) => note !== null)

const amount = (text: string): string => twoDecimals(text) ?? text

const earliest = (days: string[]): string => days.reduce((a, b) => (b < a ? b : a))
const latest = (days: string[]): string => days.reduce((a, b) => (b > a ? b : a))
