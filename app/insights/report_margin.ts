import type { Infer } from '@vinejs/vine/types'
import type { MarginGrouping, marginQuery } from '#insights/validators/margin_query'
import { readPeriod } from '#routing/period'
import { money } from '#shared/money'
import { store } from '#store/store'
import { Where } from '#store/where'

/** Of a posting `p` of either ledger. Revenue is a supplier's by the source it has today; a cost by who was booked. */
const REVENUE_KEYS: Record<MarginGrouping, string> = {
  supplier: `(select u.key from supplier_sources s join suppliers u on u.id = s.supplier_id
    where s.account_id = p.account_id and s.source = p.source)`,
  source: 'p.source',
  day: 'p.day',
  month: 'substr(p.day, 1, 7)',
}
const COST_KEYS: Record<MarginGrouping, string> = {
  ...REVENUE_KEYS,
  supplier: '(select u.key from suppliers u where u.id = p.supplier_id)',
}

export interface MarginSums {
  revenue: number
  cost: number
}

/** Minor units of one key (null: no source, or nobody's) and currency. */
export interface MarginRow extends MarginSums {
  key: string | null
  currency: string
}

/**
 * What leads brought and what they cost in a period: revenue net of reversals from the ledger, costs net of what was
 * given back, each on the day it was booked. Sorted by key.
 */
export async function readMargin(
  account: { id: string; timeZone: string },
  { group_by: grouping = 'supplier', ...bounds }: Infer<typeof marginQuery>
): Promise<MarginRow[]> {
  const { from, to } = readPeriod(bounds, account.timeZone)
  const where = new Where('p.account_id', account.id).add('p.at >= ?', from).add('p.at < ?', to)
  const sums = (table: string, key: string) =>
    store.all(
      `select ${key} as key, p.currency, sum(p.amount) as amount from ${table} p where ${where} group by 1, 2`,
      where.params
    )
  const [revenue, costs] = await Promise.all([
    sums('postings', REVENUE_KEYS[grouping]),
    sums('supplier_postings', COST_KEYS[grouping]),
  ])
  const rows = new Map<string, MarginRow>()
  const rowOf = (key: string | null, currency: string) => {
    const id = JSON.stringify([key, currency])
    let row = rows.get(id)
    if (!row) rows.set(id, (row = { key, currency, revenue: 0, cost: 0 }))
    return row
  }
  for (const one of revenue)
    rowOf(one.key as string | null, one.currency as string).revenue += Number(one.amount)
  for (const one of costs)
    rowOf(one.key as string | null, one.currency as string).cost += Number(one.amount)
  return [...rows.values()].sort(byKey)
}

const byKey = (a: MarginRow, b: MarginRow) =>
  (a.key ?? '') < (b.key ?? '')
    ? -1
    : (a.key ?? '') > (b.key ?? '')
      ? 1
      : a.currency < b.currency
        ? -1
        : 1

/** The report of the API: other currencies than the account's of today have lines of their own and are in no total. */
export async function reportMargin(
  account: { id: string; currency: string; timeZone: string },
  query: Infer<typeof marginQuery>
) {
  const rows = await readMargin(account, query)
  const total = { revenue: 0, cost: 0 }
  for (const row of rows) {
    if (row.currency !== account.currency) continue
    total.revenue += row.revenue
    total.cost += row.cost
  }
  return {
    data: rows.map((row) => ({ key: row.key, ...presentMargin(row, row.currency) })),
    total: presentMargin(total, account.currency),
  }
}

export const presentMargin = ({ revenue, cost }: MarginSums, currency: string) => ({
  revenue: money(revenue, currency),
  cost: money(cost, currency),
  margin: money(revenue - cost, currency),
  margin_percent: marginPercent({ revenue, cost }),
})

/** Margin of revenue in percent with one decimal, as text; null without revenue. */
export function marginPercent({ revenue, cost }: MarginSums): string | null {
  if (revenue <= 0) return null
  return (((revenue - cost) / revenue) * 100).toFixed(1)
}
