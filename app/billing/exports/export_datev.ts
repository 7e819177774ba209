import type { Account } from '#accounts/types'
import { formatAmount } from '#shared/money'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { type ExportedDocument, exportedDocuments } from '#billing/exports/exported_documents'
import { accountOf, ledgerUse } from '#billing/exports/ledger_accounts'
import { partyNumbers } from '#billing/exports/party_numbers'
import { type DatevBooking, writeDatev } from '#billing/exports/write_datev'
import type { BillingPeriod } from '#billing/invoices/types'

export interface DatevExport {
  /** EXTF_….csv */
  name: string
  text: string
  rows: number
  documents: number
  /** Documents that are not in it, and why. */
  problems: Problem[]
}

/**
 * Every document issued in a period as bookings, one per tax group: sales debit the partner, credit notes credit it; what
 * suppliers charge credits them. The period lies in one financial year, since a booking's date has no year.
 */
export async function exportDatev(
  account: Account,
  period: BillingPeriod,
  now: number
): Promise<Result<DatevExport, Problem[]>> {
  const books = account.bookkeeping ?? {}
  const { consultant, client, year_begin: begin = '01-01', chart = 'skr03' } = books
  const missing: Problem[] = []
  const need = (field: string, message: string) =>
    missing.push({ field: `bookkeeping.${field}`, rule: 'missing', message })
  if (consultant === undefined) need('consultant', 'the number of the tax consultant is missing')
  if (client === undefined) need('client', 'the number of the client is missing')
  const yearBegin = yearOf(period.from, begin)
  if (yearBegin !== yearOf(period.to, begin))
    missing.push({
      field: 'to',
      rule: 'year',
      message: `the period must lie in one financial year, which begins on ${begin}`,
    })
  if (missing.length) return fail(missing)

  const documents = await exportedDocuments(account.id, period)
  const numbers = await partyNumbers(account.id, books, documents)
  const problems: Problem[] = []
  const bookings: DatevBooking[] = []
  let booked = 0
  for (const document of documents) {
    const made = bookingsOf(account, document, String(numbers.get(document.partyId)))
    if (made.ok) {
      bookings.push(...made.value)
      booked++
    } else problems.push({ field: document.number, ...made.problem })
  }
  const text = writeDatev(
    {
      ...{ consultant: consultant!, client: client!, yearBegin, from: period.from, to: period.to },
      ...{ accountLength: books.account_length ?? 4, currency: account.currency, at: now },
      ...{ title: `${period.from} - ${period.to}`, chart: chart === 'skr03' ? '03' : '04' },
    },
    bookings
  )
  const name = `EXTF_Buchungsstapel_${period.from}_${period.to}.csv`
  return ok({ name, text, rows: bookings.length, documents: booked, problems })
}

/** First day of the financial year of a day. */
const yearOf = (day: string, begin: string) => {
  const year = Number(day.slice(0, 4))
  return day.slice(5) >= begin ? `${year}-${begin}` : `${year - 1}-${begin}`
}

/** The format has two decimals, whatever the currency has; null where they do not suffice. */
function twoDecimals(amount: string): string | null {
  const [whole, decimals = ''] = amount.split('.')
  const written = decimals.replace(/0+$/, '').padEnd(2, '0')
  return written.length > 2 ? null : `${whole}.${written}`
}

/** One booking per tax group that is not nothing. */
export function bookingsOf(
  account: Pick<Account, 'bookkeeping' | 'currency'>,
  document: ExportedDocument,
  party: string
): Result<DatevBooking[], Omit<Problem, 'field'>> {
  const bought = document.kind.startsWith('self_billing')
  const credit = document.kind.endsWith('credit_note')
  if (document.currency !== account.currency)
    return fail({
      rule: 'currency',
      message: `it is in ${document.currency}, and no rate to ${account.currency} is known`,
    })
  const other = bought ? document.seller : document.buyer
  const bookings: DatevBooking[] = []
  for (const group of document.groups) {
    const gross = group.net + group.tax
    if (gross === 0) continue
    const rate =
      group.treatment.strategy === 'hold' ? null : (group.treatment as { rate: string | null }).rate
    const use = ledgerUse(group, bought)
    const contra = use && accountOf(account.bookkeeping ?? {}, use, rate)
    if (!contra)
      return fail({
        rule: 'no_account',
        message: `no account is set for ${group.treatment.strategy}${rate === null ? '' : ` at ${rate} %`}`,
      })
    const amount = twoDecimals(formatAmount(Math.abs(gross), document.currency))
    if (amount === null)
      return fail({
        rule: 'decimals',
        message: 'amounts have two decimals here, and one of its has more',
      })
    bookings.push({
      amount,
      // A sale is a debt of the partner, what a supplier charges is owed to it; credit notes and negative groups turn it.
      side: (bought !== credit) !== gross < 0 ? 'H' : 'S',
      currency: document.currency,
      account: party,
      contra: contra.account,
      key: contra.key,
      day: document.issueDay,
      number: document.number,
      reference: document.corrects ?? '',
      text: other.name,
      vatId: use === 'eu_reverse_charge' || use === 'purchase_eu' ? (other.vat_id ?? '') : '',
      supplied: group.to,
      due: document.dueDay,
    })
  }
  return ok(bookings)
}
