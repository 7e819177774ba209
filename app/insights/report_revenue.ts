import type { Infer } from '@vinejs/vine/types'
import type { revenueQuery } from '#insights/validators/revenue_query'
import { readNames } from '#insights/read_names'
import { readRevenueFilter } from '#insights/revenue/read_filter'
import { readRevenue } from '#insights/revenue/read_revenue'
import { readBounds } from '#insights/revenue/split_span'
import {
  REVENUE_SUMS,
  type RevenueLine,
  type RevenueSums,
  netOf,
  noRevenue,
} from '#insights/revenue/types'
import { money } from '#shared/money'

/**
 * Revenue of a period from the ledger: a sale counts where it was booked, its cancellation or return where it was
 * taken back.
 * Lines are sorted by key; sales under another currency than the account's of today have lines of their own, and are
 * not in the total, unless it is the one that is asked for.
 */
export async function reportRevenue(
  account: { id: string; currency: string },
  { group_by: grouping = 'partner', from, to, currency, ...asked }: Infer<typeof revenueQuery>
) {
  const { filter } = await readRevenueFilter(account.id, asked)
  const bounds = readBounds({ from, to })
  const lines = await readRevenue(account.id, bounds, grouping, { ...filter, currency })
  const keyOf = await keysOf(account.id, grouping)
  const data = lines
    .map((line) => ({ key: keyOf(line), currency: line.currency, sums: line }))
    .sort((a, b) => inOrder(a.key ?? '', b.key ?? '') || inOrder(a.currency, b.currency))
  const totalIn = currency ?? account.currency
  const total = addUp(lines.filter((line) => line.currency === totalIn))
  return {
    data: data.map(({ key, sums, currency: of }) => ({ key, ...present(sums, of) })),
    total: present(total, totalIn),
  }
}

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

async function keysOf(
  accountId: string,
  grouping: NonNullable<Infer<typeof revenueQuery>['group_by']>
): Promise<(line: RevenueLine) => string | null> {
  if (grouping !== 'partner' && grouping !== 'profile') return ({ key }) => key || null
  const names = await readNames(accountId)
  return ({ key }) => (key === '' ? null : names[grouping](key).key)
}

export function addUp(lines: readonly RevenueSums[]): RevenueSums {
  const total = noRevenue()
  for (const line of lines) for (const name of REVENUE_SUMS) total[name] += line[name]
  return total
}

const present = (sums: RevenueSums, currency: string) => ({
  delivered: sums.delivered,
  cancelled: sums.cancelled,
  returned: sums.returned,
  gross: money(sums.gross, currency),
  reversed: money(sums.reversed, currency),
  net: money(netOf(sums), currency),
})
