/*
 * The shapes of the revenue page, as the server sends them, and its addresses.
 */
import type { Money } from './types'

export type SpanChoice = '30d' | 'month' | 'last_month' | 'quarter' | 'year' | '12m' | 'custom'
export const SPANS: Exclude<SpanChoice, 'custom'>[] = [
  ...(['30d', 'month', 'last_month', 'quarter', 'year', '12m'] as const),
]
export type Comparison = 'before' | 'year' | 'none'
export type Split = 'partner' | 'profile' | 'source'

interface Dates {
  from: string
  to: string
}

export interface RevenueSpan extends Dates {
  choice: SpanChoice
  compare: Comparison
  before: Dates | null
  open: boolean
}

/** Decimal strings of the page's currency. */
export interface RevenueSums {
  delivered: number
  cancelled: number
  returned: number
  gross: string
  reversed: string
  adjusted: string
  net: string
  /** Where suppliers are paid and costs can be told: what they get, and what is left of net. */
  cost?: string
  margin?: string
}

export interface SplitLine extends RevenueSums {
  key: string
  name: string
  before: string | null
}

export interface RevenuePoint extends RevenueSums {
  key: string
}

export interface Revenue {
  span: RevenueSpan
  currency: string
  currencies: string[]
  filter: {
    partner?: { key: string; name: string }
    profile?: { key: string; name: string }
    source?: string
  }
  now: RevenueSums
  before: RevenueSums | null
  series: { unit: 'day' | 'month'; points: RevenuePoint[]; before: RevenuePoint[] | null }
  splits: Record<Split, { lines: SplitLine[]; others: number; rest: RevenueSums }>
  movers: SplitLine[]
}

export interface Proof {
  at: string
  took_ms: number
  faults: string[]
  sums: {
    currency: string
    ledger: string
    invoices: string
    credits: string
    unbilled: string
    reports: string
  }[]
}

export interface Posting {
  id: string
  kind: string
  day: string
  at: string
  lead: string
  delivery: string
  partner: { key: string; name: string }
  profile: { key: string; name: string } | null
  source: string | null
  amount: Money
}

export type Query = Record<string, string | undefined>

/** How an address says "without a source". */
const NO_SOURCE = '-'

/** What a page is narrowed to, as its address has it. */
export const filterQuery = ({ filter }: Revenue): Query => ({
  partner: filter.partner?.key,
  profile: filter.profile?.key,
  source: filter.source === '' ? NO_SOURCE : filter.source,
})

/** The whole address of a page, with changes to it. */
export function revenueHref(revenue: Revenue, change: Query = {}): string {
  const { span, currency, currencies } = revenue
  return withQuery('/revenue', {
    period: span.choice === '30d' ? undefined : span.choice,
    ...(span.choice === 'custom' && { from: span.from, to: span.to }),
    compare: span.compare === 'before' ? undefined : span.compare,
    currency: currencies.length > 1 ? currency : undefined,
    ...filterQuery(revenue),
    ...change,
  })
}

export const splitQuery = (split: Split, key: string): Query => ({
  [split]: split === 'source' && key === '' ? NO_SOURCE : key,
})

export function withQuery(path: string, filters: Query): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value)
  return query.size ? `${path}?${query}` : path
}

/** Margin of net as a share; null without either. */
export const marginShare = ({ net, margin }: { net: string; margin?: string }): number | null =>
  margin === undefined || Number(net) <= 0
    ? null
    : Math.round((Number(margin) / Number(net)) * 1000) / 1000

/** Changes against the time before, as a share; null where there is nothing to compare. */
export function changeOf(now: string, before: string | null): number | null {
  if (before === null || Number(before) === 0) return null
  return (Number(now) - Number(before)) / Math.abs(Number(before))
}
