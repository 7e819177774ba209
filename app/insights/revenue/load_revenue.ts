import type { Account } from '#accounts/types'
import type { Scope } from '#entities/entity_scope'
import { readNames } from '#insights/read_names'
import { addUp } from '#insights/report_revenue'
import { type RevenueSpan, pointsOf } from '#insights/revenue/choose_span'
import { type AskedFilter, readRevenueFilter } from '#insights/revenue/read_filter'
import { readRevenue } from '#insights/revenue/read_revenue'
import { type DateRange, readBounds } from '#insights/revenue/split_span'
import { type CostLine, costsBy, readSpanCosts, sumCosts } from '#insights/revenue/supplier_costs'
import {
  type RevenueFilter,
  type RevenueLine,
  type RevenueSums,
  netOf,
  noRevenue,
} from '#insights/revenue/types'
import { formatAmount } from '#shared/money'

export type Split = 'partner' | 'profile' | 'source'
const SPLITS = ['partner', 'profile', 'source'] as const
/** Most lines of a split a page has; the file has all. */
const SHOWN = 50
const MOVERS = 5

/** Decimal strings of the page's currency. */
export interface ShownSums {
  delivered: number
  cancelled: number
  returned: number
  gross: string
  reversed: string
  adjusted: string
  net: string
  /** What suppliers get for it, and what is left of net; absent where nobody is paid or it cannot be told. */
  cost?: string
  margin?: string
}

export interface SplitLine extends ShownSums {
  /** Key of the partner or profile, the source itself; '' for none. */
  key: string
  name: string
  /** Net of the time it is compared with; null: nothing is compared. */
  before: string | null
}

/** What the account earned in a span, in one currency: never summed with another. */
export async function loadRevenue(
  account: Account,
  span: RevenueSpan,
  asked: AskedFilter & { currency?: string },
  scope: Scope = null
) {
  const { filter, names } = await readRevenueFilter(account.id, asked, scope)
  const totals = await readRevenue(account.id, readBounds(span), null, filter)
  const earlier =
    span.before && (await readRevenue(account.id, readBounds(span.before), null, filter))
  const found = new Set([...totals, ...(earlier ?? [])].map(({ currency }) => currency))
  const currencies = [
    ...new Set([
      ...(found.has(account.currency) || !found.size ? [account.currency] : []),
      ...found,
    ]),
  ]
  const currency =
    asked.currency && currencies.includes(asked.currency) ? asked.currency : currencies[0]
  const only = (lines: RevenueLine[]) => lines.filter((line) => line.currency === currency)
  const show = (sums: RevenueSums, cost?: number) => shownSums(sums, currency, cost)
  const costs = await readSpanCosts(account.id, span, filter, currency)

  const called = await readNames(account.id)
  const splits = {} as Record<Split, { lines: SplitLine[]; others: number; rest: ShownSums }>
  let movers: SplitLine[] = []
  for (const split of SPLITS) {
    const now = only(await readRevenue(account.id, readBounds(span), split, filter))
    const was =
      span.before && only(await readRevenue(account.id, readBounds(span.before), split, filter))
    const paid = split === 'source' && costs ? costsBy(costs.now, ({ source }) => source) : null
    const lines = joined(now, was, [...(paid?.keys() ?? [])])
    const costOf = (some: Joined[]) =>
      paid ? some.reduce((sum, { key }) => sum + (paid.get(key) ?? 0), 0) : undefined
    const shown = (line: Joined): SplitLine => ({
      ...namedAs(split, line.key, called),
      ...show(line.now, costOf([line])),
      before: line.before === null ? null : formatAmount(line.before, currency),
    })
    splits[split] = {
      lines: lines.slice(0, SHOWN).map(shown),
      others: Math.max(0, lines.length - SHOWN),
      rest: show(addUp(lines.slice(SHOWN).map((line) => line.now)), costOf(lines.slice(SHOWN))),
    }
    if (split === 'partner' && was) movers = mostMoved(lines).map(shown)
  }
  const seriesOf = (range: DateRange, paid: CostLine[] | null | undefined) =>
    readSeries(account.id, range, filter, currency, paid ?? null)
  const earlierSeries = span.before && (await seriesOf(span.before, costs?.before))
  return {
    span,
    currency,
    currencies,
    filter: names,
    now: show(addUp(only(totals)), costs ? sumCosts(costs.now) : undefined),
    before:
      earlier && show(addUp(only(earlier)), costs?.before ? sumCosts(costs.before) : undefined),
    series: {
      ...(await seriesOf(span, costs?.now)),
      before: earlierSeries && earlierSeries.points,
    },
    splits,
    movers,
  }
}

export type RevenuePage = Awaited<ReturnType<typeof loadRevenue>>

export const shownSums = (sums: RevenueSums, currency: string, cost?: number): ShownSums => ({
  delivered: sums.delivered,
  cancelled: sums.cancelled,
  returned: sums.returned,
  gross: formatAmount(sums.gross, currency),
  reversed: formatAmount(sums.reversed, currency),
  adjusted: formatAmount(sums.adjusted, currency),
  net: formatAmount(netOf(sums), currency),
  ...(cost !== undefined && {
    cost: formatAmount(cost, currency),
    margin: formatAmount(netOf(sums) - cost, currency),
  }),
})

async function readSeries(
  accountId: string,
  span: DateRange,
  filter: RevenueFilter,
  currency: string,
  costs: CostLine[] | null
) {
  const { unit, keys } = pointsOf(span)
  const lines = await readRevenue(accountId, readBounds(span), unit, filter)
  const byKey = new Map(
    lines.filter((line) => line.currency === currency).map((line) => [line.key, line])
  )
  const paid = costs && costsBy(costs, ({ day }) => (unit === 'month' ? day.slice(0, 7) : day))
  const costOf = (key: string) => (paid ? (paid.get(key) ?? 0) : undefined)
  return {
    unit,
    points: keys.map((key) => ({
      key,
      ...shownSums(byKey.get(key) ?? noRevenue(), currency, costOf(key)),
    })),
  }
}

interface Joined {
  key: string
  now: RevenueSums
  before: number | null
}

/** Lines of now and before by key, most money first; who earned only before, or only cost, has a line too. */
function joined(
  now: RevenueLine[],
  was: RevenueLine[] | null,
  costing: readonly string[]
): Joined[] {
  const before = new Map(was?.map((line) => [line.key, netOf(line)]))
  const known = new Set(now.map(({ key }) => key))
  const gone = [...new Set([...before.keys(), ...costing])].filter((key) => !known.has(key))
  return [
    ...now.map((line): Joined => ({
      key: line.key,
      now: line,
      before: was && (before.get(line.key) ?? 0),
    })),
    ...gone.map((key): Joined => ({
      key,
      now: noRevenue(),
      before: was && (before.get(key) ?? 0),
    })),
  ].sort((a, b) => netOf(b.now) - netOf(a.now) || (b.before ?? 0) - (a.before ?? 0))
}

const moveOf = ({ now, before }: Joined) => netOf(now) - (before ?? 0)

/** Those that gained most, then those that lost most, each the furthest first. */
function mostMoved(lines: Joined[]): Joined[] {
  const sorted = [...lines].sort((a, b) => moveOf(b) - moveOf(a))
  return [
    ...sorted.filter((line) => moveOf(line) > 0).slice(0, MOVERS),
    ...sorted
      .filter((line) => moveOf(line) < 0)
      .slice(-MOVERS)
      .reverse(),
  ]
}

function namedAs(
  split: Split,
  key: string,
  names: Awaited<ReturnType<typeof readNames>>
): { key: string; name: string } {
  if (split === 'source' || key === '') return { key, name: key }
  return names[split](key)
}
