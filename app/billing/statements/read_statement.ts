import type { Account } from '#accounts/types'
import { dateText, dayNumber, localDay, startOfLocalDate } from '#shared/local_time'
import { formatAmount } from '#shared/money'
import { store } from '#store/store'
import type { BillingPeriod } from '#billing/invoices/types'

export type StatementKind =
  'invoice' | 'credit_note' | 'prepaid' | 'payment' | 'refund' | 'payment_reversed'

/** A line of an account statement; `amount` raises what the partner owes, or lowers it. Decimal strings. */
export interface StatementLine {
  day: string
  kind: StatementKind
  /** Number of the document it is, or is about. */
  number: string
  invoice: string
  reference: string | null
  amount: string
  balance: string
}

export interface Statement extends BillingPeriod {
  partner: string
  currency: string
  opening: string
  lines: StatementLine[]
  closing: string
  sums: { invoiced: string; credited: string; paid: string }
}

interface Entry extends Omit<StatementLine, 'amount' | 'balance'> {
  currency: string
  amount: number
  order: string
}

const DOCUMENTS = `select id, kind, number, issue_day, currency, gross, prepaid from invoices
  where account_id = ? and partner_id = ? and status = 'issued' and kind in ('invoice', 'credit_note')
    and issue_day <= ?`
const PAYMENTS = `select p.id, p.at, p.amount, p.reference, p.reverses_id, p.currency, i.kind, i.number, i.id as invoice
  from payments p join invoices i on i.id = p.invoice_id
  where i.account_id = ? and i.partner_id = ? and i.kind in ('invoice', 'credit_note') and p.at < ?`

/**
 * What a partner owed before a period, what came to it and what it paid, and what it owes after, one statement a currency.
 * Documents stand under their issue date, payments under the date they came, both in the account's zone.
 */
export async function readStatements(
  account: Account,
  partner: { id: string; key: string },
  { from, to }: BillingPeriod
): Promise<Statement[]> {
  const end = startOfLocalDate(account.timeZone, dayNumber(to) + 1)
  const [documents, payments] = await Promise.all([
    store.all(DOCUMENTS, [account.id, partner.id, to]),
    store.all(PAYMENTS, [account.id, partner.id, end]),
  ])
  const entries: Entry[] = []
  for (const row of documents) {
    const credit = row.kind === 'credit_note'
    const of = {
      ...{ day: row.issue_day as string, number: row.number as string, invoice: row.id as string },
      ...{ currency: row.currency as string, reference: null },
    }
    const sign = credit ? -1 : 1
    entries.push({
      ...of,
      ...{ kind: credit ? 'credit_note' : 'invoice', amount: sign * Number(row.gross) },
      order: `0${row.id}`,
    })
    if (Number(row.prepaid))
      entries.push({
        ...of,
        ...{ kind: 'prepaid', amount: -sign * Number(row.prepaid), order: `0${row.id}.` },
      })
  }
  for (const row of payments) {
    const credit = row.kind === 'credit_note'
    entries.push({
      day: dateText(localDay(account.timeZone, Number(row.at))),
      kind: row.reverses_id !== null ? 'payment_reversed' : credit ? 'refund' : 'payment',
      ...{ number: row.number as string, invoice: row.invoice as string },
      ...{ currency: row.currency as string, reference: row.reference as string | null },
      amount: Number(row.amount) * (credit ? 1 : -1),
      order: `1${row.id}`,
    })
  }
  const byCurrency = Map.groupBy(entries, ({ currency }) => currency)
  if (!byCurrency.size) byCurrency.set(account.currency, [])
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, list]) => statementOf(partner.key, currency, list, { from, to }))
}

function statementOf(
  partner: string,
  currency: string,
  entries: Entry[],
  { from, to }: BillingPeriod
): Statement {
  const show = (minor: number) => formatAmount(minor, currency)
  const before = entries.filter(({ day }) => day < from)
  const within = entries
    .filter(({ day }) => day >= from)
    .sort((a, b) => (a.day === b.day ? (a.order < b.order ? -1 : 1) : a.day < b.day ? -1 : 1))
  const opening = before.reduce((sum, { amount }) => sum + amount, 0)
  let balance = opening
  const lines = within.map(({ order, currency: _, amount, ...line }) => ({
    ...line,
    amount: show(amount),
    balance: show((balance += amount)),
  }))
  const sumOf = (...kinds: StatementKind[]) =>
    within.reduce((sum, { kind, amount }) => (kinds.includes(kind) ? sum + amount : sum), 0)
  return {
    ...{ partner, currency, from, to, lines },
    opening: show(opening),
    closing: show(balance),
    sums: {
      invoiced: show(sumOf('invoice')),
      credited: show(-sumOf('credit_note')),
      paid: show(-sumOf('payment', 'payment_reversed', 'refund', 'prepaid')),
    },
  }
}
