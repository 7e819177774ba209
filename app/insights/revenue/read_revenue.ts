import type { Grouping } from '#insights/validators/revenue_query'
import { type Grain, grainsFor } from '#insights/revenue/grains'
import { POSTING_SUMS } from '#insights/revenue/posting_sums'
import { type Bounds, type DateRange, splitSpan } from '#insights/revenue/split_span'
import {
  REVENUE_SUMS,
  type RevenueFilter,
  type RevenueLine,
  type RevenueSums,
} from '#insights/revenue/types'
import type { Reader } from '#store/snapshot'
import { store } from '#store/store'
import type { Row, Value } from '#store/types'
import { Where } from '#store/where'

const KEYS: Record<Grouping, { sums: string; postings: string }> = {
  partner: { sums: 'partner_id', postings: 'partner_id' },
  profile: { sums: 'profile_id', postings: 'profile_id' },
  source: { sums: 'source', postings: `coalesce(source, '')` },
  day: { sums: 'span', postings: 'day' },
  month: { sums: 'substr(span, 1, 7)', postings: 'substr(day, 1, 7)' },
}
const ALL = { sums: `''`, postings: `''` }

/**
 * What the ledger comes to within bounds, by key and currency: dates that are summed up from their sums, younger ones
 * from the postings. All of it is one statement, so it is the ledger of one moment, whatever is booked meanwhile.
 */
export async function readRevenue(
  accountId: string,
  bounds: Bounds,
  grouping: Grouping | null,
  filter: RevenueFilter = {},
  reader: Reader = store
): Promise<RevenueLine[]> {
  const [cursor] = await reader.all('select upto from revenue_cursors where account_id = ?', [
    accountId,
  ])
  const parts = partsOf(accountId, bounds, grouping, filter, (cursor?.upto as string) ?? '')
  if (!parts.length) return []
  const rows = await reader.all(
    `select key, currency, ${REVENUE_SUMS.map((name) => `sum(${name}) as ${name}`).join(', ')}
     from (${parts.map(({ sql }) => sql).join(' union all ')}) parts group by key, currency order by key, currency`,
    parts.flatMap(({ params }) => params)
  )
  return rows.map(toLine)
}

interface Part {
  sql: string
  params: Value[]
}

function partsOf(
  accountId: string,
  { whole, edges, from, until }: Bounds,
  grouping: Grouping | null,
  filter: RevenueFilter,
  upto: string
): Part[] {
  const key = grouping === null ? ALL : KEYS[grouping]
  const sums = (grain: Grain, range: DateRange): Part => {
    const where = narrow(new Where('account_id', accountId), filter)
      .is('grain', grain)
      .add('span >= ?', range.from)
      .add('span <= ?', range.to)
    const columns = REVENUE_SUMS.map((name) => `sum(${name}) as ${name}`).join(', ')
    return {
      sql: `select ${key.sums} as key, currency, ${columns} from revenue_sums where ${where} group by 1, 2`,
      params: where.params as Value[],
    }
  }
  const postings = (range: DateRange, moments: boolean): Part => {
    const where = narrow(new Where('account_id', accountId), filter)
      .add('day >= ?', range.from)
      .add('day <= ?', range.to)
    if (moments) where.add('at >= ?', from ?? undefined).add('at < ?', until ?? undefined)
    return {
      sql: `select ${key.postings} as key, currency, ${POSTING_SUMS} from postings where ${where} group by 1, 2`,
      params: where.params as Value[],
    }
  }
  const parts = edges.map((range) => postings(range, true))
  if (!whole) return parts
  const { months, days, ledger } = splitSpan(whole, upto)
  const summed = { from: whole.from, to: whole.to < upto ? whole.to : upto }
  if (summed.from <= summed.to) {
    const grain = grainsFor(grouping, filter)
    if (!grain.month || grouping === 'day') parts.push(sums(grain.day, summed))
    else {
      if (months) parts.push(sums(grain.month, months))
      parts.push(...days.map((range) => sums(grain.day, range)))
    }
  }
  if (ledger) parts.push(postings(ledger, false))
  return parts
}

const narrow = (where: Where, filter: RevenueFilter) => {
  const { partnerId, profileId, profileIds, source, currency } = filter
  where.add('partner_id = ?', partnerId).add('profile_id = ?', profileId)
  where.add('currency = ?', currency)
  if (profileIds) where.add(`profile_id in (${profileIds.map(() => '?')})`, ...profileIds)
  return source === '' ? where.add(`coalesce(source, '') = ?`, '') : where.add('source = ?', source)
}

const toLine = (row: Row): RevenueLine => ({
  key: row.key as string,
  currency: row.currency as string,
  ...(Object.fromEntries(
    REVENUE_SUMS.map((name) => [name, Number(row[name])])
  ) as unknown as RevenueSums),
})
