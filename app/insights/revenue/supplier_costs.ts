import type { RevenueSpan } from '#insights/revenue/choose_span'
import type { DateRange } from '#insights/revenue/split_span'
import type { RevenueFilter } from '#insights/revenue/types'
import { store } from '#store/store'
import { Where } from '#store/where'

/** What suppliers get for leads of a date and source, net of what was given back. Minor units. */
export interface CostLine {
  day: string
  source: string
  currency: string
  amount: number
}

/** Costs of a span and of the one it is compared with, in one currency. */
export interface SpanCosts {
  now: CostLine[]
  before: CostLine[] | null
}

/** Whether somebody is paid for leads here, also where the supplier is deleted. */
async function paysSuppliers(accountId: string): Promise<boolean> {
  const rows = await store.all(
    `select 1 as found from suppliers where account_id = ? and terms <> '[]' limit 1`,
    [accountId]
  )
  return rows.length > 0
}

/**
 * Costs are known by source, not by who bought: narrowed to a partner or a profile there is no margin to tell. Null
 * there, and where nobody is paid for leads.
 */
export async function readSpanCosts(
  accountId: string,
  span: Pick<RevenueSpan, 'from' | 'to' | 'before'>,
  filter: RevenueFilter,
  currency: string
): Promise<SpanCosts | null> {
  const { partnerId, profileId, profileIds, source } = filter
  if (partnerId !== undefined || profileId !== undefined || profileIds) return null
  if (!(await paysSuppliers(accountId))) return null
  const read = (range: DateRange) => readCosts(accountId, range, { source, currency })
  return { now: await read(span), before: span.before && (await read(span.before)) }
}

/** Each cost on the date it was booked, as revenue is. */
async function readCosts(
  accountId: string,
  { from, to }: DateRange,
  { source, currency }: { source?: string; currency: string }
): Promise<CostLine[]> {
  // The suppliers are named, for the index begins with them.
  const where = new Where('p.account_id', accountId)
    .add('p.supplier_id in (select id from suppliers where account_id = ?)', accountId)
    .add('p.day >= ?', from)
    .add('p.day <= ?', to)
    .add('p.currency = ?', currency)
    .add('p.source = ?', source)
  const rows = await store.all(
    `select p.day, p.source, sum(p.amount) as amount from supplier_postings p
     where ${where} group by 1, 2`,
    where.params
  )
  return rows.map((row) => ({
    day: row.day as string,
    source: row.source as string,
    currency,
    amount: Number(row.amount),
  }))
}

export const sumCosts = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0)

/** Sums by whatever a line is of. */
export function costsBy(
  lines: readonly CostLine[],
  keyOf: (line: CostLine) => string
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const line of lines) {
    const key = keyOf(line)
    sums.set(key, (sums.get(key) ?? 0) + line.amount)
  }
  return sums
}
