import type { TaxDocument, TaxDocumentParty } from '#sdk/document'
import { epcImage } from '#billing/documents/page/epc_code'
import type { DocumentPage, Fact } from '#billing/documents/page/document_page'
import { isolated } from '#billing/documents/page/isolate'
import type { Values } from '#billing/documents/page/write_values'
import { type DocumentWords, fill } from '#billing/documents/words/words'

/** Where the town stands before the postal code. */
const TOWN_FIRST = new Set(['GB', 'XI', 'IE', 'US', 'CA', 'AU', 'NZ', 'SG', 'IN', 'GI', 'IM'])

export const townOf = ({ postal_code: code, city, country }: TaxDocumentParty) =>
  (TOWN_FIRST.has(country) ? [city, code] : [code, city]).filter(Boolean).join(' ')

/** Street, town and, where the letter goes abroad, the country. */
export function addressOf(party: TaxDocumentParty, write: Values, from: string): string[] {
  const abroad = party.country && party.country !== from
  const country = abroad ? write.country(party.country).toLocaleUpperCase() : null
  return [party.street, townOf(party), country].filter(
    (line) => line !== null && line !== ''
  ) as string[]
}

export function identityOf(party: TaxDocumentParty, words: DocumentWords): Fact[] {
  const known: [string, string | null][] = [
    [words.vat_id, party.vat_id],
    [words.tax_number, party.tax_number],
    [words.register, party.register_number],
  ]
  return known.filter((fact): fact is [string, string] => fact[1] !== null)
}

export function paymentOf(
  document: TaxDocument,
  words: DocumentWords,
  write: Values,
  said: string | null
): DocumentPage['payment'] {
  const { kind, payment, due_date: due, totals } = document
  const payBy = kind === 'self_billing' ? words.pay_out_by : words.pay_by
  if (kind.endsWith('credit_note') || !/[1-9]/.test(totals.due)) return null
  const days = payment.days === null ? null : fill(words.pay_within, { days: String(payment.days) })
  return {
    sentence: said ?? (due ? fill(payBy, { date: write.date(due) }) : days),
    facts: paymentFacts(document, words),
    code: epcImage(document),
  }
}

/** Where the money goes, and what to quote. */
export function paymentFacts({ payment }: TaxDocument, words: DocumentWords): Fact[] {
  const known: [string, string | null][] = [
    [words.account_name, payment.iban && payment.account_name],
    ['IBAN', payment.iban && inFours(payment.iban)],
    ['BIC', payment.iban && payment.bic],
    [words.bank, payment.iban && payment.bank_name],
    [words.pay_reference, payment.reference],
  ]
  return known.filter((fact): fact is [string, string] => Boolean(fact[1]))
}

const inFours = (iban: string) => iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')

/** Signs that fit into a line of each column. */
const CUT = [37, 56, 46] as const
const MOST_LINES = 4

function cut(text: string, most: number) {
  const signs = [...text]
  return isolated(signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text)
}

/**
 * The margin repeats on each page who issued it and how to reach and pay them; long names stand in full on the first. What is
 * paid on self-billing is not paid to the issuer.
 */
export function footerOf(
  { kind, payment }: TaxDocument,
  issuer: TaxDocumentParty,
  words: DocumentWords
) {
  const pays = kind.startsWith('self_billing') ? null : payment.iban
  const [left, middle, right] = [
    [issuer.name, issuer.street, townOf(issuer)],
    [
      [issuer.phone, issuer.email].filter(Boolean).join(' · '),
      issuer.website,
      ...identityOf(issuer, words).map(([label, text]) => `${label} ${text}`),
    ],
    pays ? [payment.bank_name, `IBAN ${inFours(pays)}`, payment.bic && `BIC ${payment.bic}`] : [],
  ].map((lines, column) =>
    lines
      .filter((line): line is string => Boolean(line))
      .slice(0, MOST_LINES)
      .map((line) => cut(line, CUT[column]!))
  )
  return { left: left!, middle: middle!, right: right! }
}

/** The columns of a brand's footer, by their place. */
export const columnsOf = ([left = [], middle = [], right = []]: readonly string[][]) => ({
  ...{ left, middle, right },
})
