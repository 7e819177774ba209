import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { dialect } from '#config/database'
import { DAY, dateText } from '#shared/local_time'
import type { BillingPeriod, DaySum } from '#billing/invoices/types'
import type { Row, Value } from '#store/types'

/** The posting that takes a sale's back: ids are made of the delivery (see store/row_ids.ts). */
export const REVERSAL = `replace(p.id, '.sale', '.cancellation')`

/** SQLite would read the days of all partners for one of them: grouping by day looks cheaper to it than it is. */
const OF_PARTNER =
  dialect === 'sqlite'
    ? 'postings p indexed by postings_account_id_partner_id_day_index'
    : 'postings p'

/** The account's time zone may have moved between a sale and its reversal: by a day and a bit at most. */
const ZONES_APART = 2

/**
 * The sales of a partner that were taken back: few, and found through an index of their own where a look for each sale
 * would cost as much as the sale. Every reversal is booked after its sale.
 */
export const TAKEN_BACK = `select replace(c.id, '.cancellation', '.sale') as id from postings c
  where c.account_id = ? and c.partner_id = ? and c.kind in ('cancellation', 'return') and c.day >= ?`

/** Params of `TAKEN_BACK` for sales from a day on. */
export const takenBackParams = (owner: { accountId: string; partnerId: string }, from: string) => [
  ...[owner.accountId, owner.partnerId],
  dateText(Math.round(Date.parse(`${from}T00:00:00Z`) / DAY) - ZONES_APART),
]

/**
 * Sales of a partner that are on no document and were not taken back. The date is the one they were booked under, in
 * the account's time zone of then: changing the zone moves no sale into another invoice.
 */
const unbilled = ({ draftIds }: Scope) => `from ${OF_PARTNER}
  where p.account_id = ? and p.partner_id = ? and p.kind = 'sale' and p.day >= ? and p.day <= ?
    and p.id not in (${TAKEN_BACK})
    and not exists (select 1 from invoice_postings b where b.id = p.id${
      draftIds.length ? ` and b.invoice_id not in (${draftIds.map(() => '?').join(', ')})` : ''
    })${
      draftIds.length
        ? ` and not exists (select 1 from draft_removals r where r.posting_id = p.id
             and r.invoice_id in (${draftIds.map(() => '?').join(', ')}))`
        : ''
    }`

interface Scope extends BillingPeriod {
  accountId: string
  partnerId: string
  /** Sales on these drafts count as unbilled, unless they were taken off by hand: they are made anew. */
  draftIds: readonly string[]
}

const scopeParams = (scope: Scope): Value[] => [
  ...[scope.accountId, scope.partnerId, scope.from, scope.to],
  ...takenBackParams(scope, scope.from),
  ...scope.draftIds,
  ...scope.draftIds,
]

/** Rows of a query in a client's transaction, the same for both databases. */
export async function rowsOf(
  client: QueryClientContract,
  sql: string,
  params: Value[]
): Promise<Row[]> {
  const found = await client.rawQuery(sql, params as never[])
  return client.dialect.name === 'postgres' ? found.rows : found
}

/** Sums per day, profile and price, by currency. Currencies whose sums are nothing at all are left out. */
export async function unbilledSums(
  read: (sql: string, params: Value[]) => Promise<Row[]>,
  scope: Scope
): Promise<Map<string, DaySum[]>> {
  const rows = await read(
    `select p.currency, p.day, p.profile_id, p.amount, count(*) as n ${unbilled(scope)}
     group by p.currency, p.day, p.profile_id, p.amount
     order by p.currency, p.day, p.profile_id, p.amount`,
    scopeParams(scope)
  )
  const sums = new Map<string, DaySum[]>()
  for (const row of rows) {
    const list = sums.get(row.currency as string) ?? []
    sums.set(row.currency as string, list)
    list.push(daySum(row))
  }
  for (const [currency, list] of sums)
    if (list.every(({ amount }) => amount === 0)) sums.delete(currency)
  return sums
}

export const daySum = (row: Row): DaySum => ({
  day: row.day as string,
  profileId: row.profile_id as string,
  amount: Number(row.amount),
  count: Number(row.n),
})

/** Puts the unbilled sales of a currency on the lines of a draft, all by one statement. */
export const linkSales = (
  trx: QueryClientContract,
  scope: Scope,
  draftId: string,
  currency: string
) =>
  trx.rawQuery(
    `insert into invoice_postings (id, account_id, invoice_id, line_id)
     select u.id, u.account_id, l.invoice_id, l.id from
       (select p.id, p.account_id, p.profile_id, p.amount, p.day ${unbilled(scope)} and p.currency = ?) u
       join invoice_lines l on l.invoice_id = ? and l.profile_id = u.profile_id
         and l.unit_amount = u.amount and u.day >= l.from_day and u.day <= l.to_day`,
    [...scopeParams(scope), currency, draftId] as never[]
  )

/** Every line has as many sales as it says: none was made or taken back between counting and linking. */
export async function isComplete(trx: QueryClientContract, invoiceId: string): Promise<boolean> {
  const wrong = await rowsOf(
    trx,
    `select l.id from invoice_lines l left join
       (select line_id, count(*) as n from invoice_postings where invoice_id = ? group by line_id) b on b.line_id = l.id
     where l.invoice_id = ? and l.adjustment_id is null and coalesce(b.n, 0) <> l.quantity limit 1`,
    [invoiceId, invoiceId]
  )
  return wrong.length === 0
}
