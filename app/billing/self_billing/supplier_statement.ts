import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { formatAmount } from '#shared/money'
import { csvLine } from '#shared/csv_line'
import { store } from '#store/store'
import type { BillingPeriod } from '#billing/invoices/types'

/** One movement, minor units: `owed` raises what the supplier is owed, `paid` lowers it. */
export interface StatementLine {
  day: string
  kind: 'self_billing' | 'self_billing_credit_note' | 'payment' | 'payment_back'
  number: string
  /** Id of the document it is, or is about. */
  invoice: string
  currency: string
  owed: number
  paid: number
  /** What is owed after it. */
  balance: number
}

export interface Statement {
  /** By currency, before the first day. */
  opening: Map<string, number>
  lines: StatementLine[]
  closing: Map<string, number>
}

/**
 * What a supplier was owed and paid in a period: its documents, their credit notes and the payments of both, by date, with
 * the balance after each. Opening plus all movements is closing.
 */
export async function supplierStatement(
  account: Account,
  supplierId: string,
  { from, to }: BillingPeriod
): Promise<Statement> {
  const [documents, payments] = await Promise.all([
    store.all(
      `select id, kind, number, currency, gross, issue_day from invoices
       where account_id = ? and partner_id = ? and status = 'issued' and issue_day <= ? order by issue_day, id`,
      [account.id, supplierId, to]
    ),
    store.all(
      `select p.id, p.amount, p.at, i.kind, i.number, i.currency, i.id as invoice from payments p join invoices i on i.id = p.invoice_id
       where i.account_id = ? and i.partner_id = ? order by p.at, p.id`,
      [account.id, supplierId]
    ),
  ])
  const moves = [
    ...documents.map((row) => {
      const credit = row.kind === 'self_billing_credit_note'
      return {
        ...{ day: row.issue_day as string, kind: row.kind as StatementLine['kind'] },
        ...{ number: row.number as string, currency: row.currency as string },
        invoice: row.id as string,
        ...{ owed: credit ? -Number(row.gross) : Number(row.gross), paid: 0 },
      }
    }),
    ...payments.map((row) => {
      const back = row.kind === 'self_billing_credit_note'
      return {
        day: dateText(localDay(account.timeZone, Number(row.at))),
        kind: back ? ('payment_back' as const) : ('payment' as const),
        ...{ number: row.number as string, currency: row.currency as string },
        invoice: row.invoice as string,
        ...{ owed: 0, paid: back ? -Number(row.amount) : Number(row.amount) },
      }
    }),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const opening = new Map<string, number>()
  const closing = new Map<string, number>()
  const lines: StatementLine[] = []
  for (const move of moves.filter(({ day }) => day <= to)) {
    const balance = (closing.get(move.currency) ?? 0) + move.owed - move.paid
    closing.set(move.currency, balance)
    if (move.day < from) opening.set(move.currency, balance)
    else lines.push({ ...move, balance })
  }
  return { opening, lines, closing }
}

/** The statement as a table, safe for spreadsheets. */
export function statementCsv({ opening, lines, closing }: Statement, { from, to }: BillingPeriod) {
  const row = (cells: (string | number)[]) => csvLine(cells)
  // Numbers stay numbers, also below zero.
  const show = (minor: number, currency: string) => Number(formatAmount(minor, currency))
  const ends = (word: string, day: string, of: Map<string, number>) =>
    [...of].map(([currency, balance]) =>
      row([day, word, '', '', '', show(balance, currency), currency])
    )
  return [
    row(['date', 'kind', 'number', 'owed', 'paid', 'balance', 'currency']),
    ...ends('opening', from, opening),
    ...lines.map(({ day, kind, number, owed, paid, balance, currency }) =>
      row([
        ...[day, kind, number, show(owed, currency), show(paid, currency)],
        ...[show(balance, currency), currency],
      ])
    ),
    ...ends('closing', to, closing),
  ].join('')
}

/** The statement by currency, as the API has it: decimal strings. */
export function presentStatement(
  supplier: string,
  { opening, lines, closing }: Statement,
  { from, to }: BillingPeriod
) {
  return [...closing]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, balance]) => {
      const show = (minor: number) => formatAmount(minor, currency)
      return {
        ...{ supplier, currency, from, to, opening: show(opening.get(currency) ?? 0) },
        lines: lines
          .filter((line) => line.currency === currency)
          .map(({ day, kind, number, invoice, owed, paid, balance: after }) => ({
            ...{ day, kind, number, invoice },
            ...{ owed: show(owed), paid: show(paid), balance: show(after) },
          })),
        closing: show(balance),
      }
    })
}
