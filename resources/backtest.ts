/* Backtests as their page knows them. */
import type { Step, Trace } from '~/story/types'
import type { Money } from '~/types'

export type BacktestStatus = 'running' | 'done' | 'stopped' | 'failed'
export type ChangeKind = 'moved' | 'gained' | 'lost'
export type Basis = 'known' | 'rate' | 'assumed'

export interface BacktestHead {
  id: string
  status: BacktestStatus
  reason: string | null
  source: 'draft' | 'version' | 'route'
  version: number | null
  from: string
  to: string
  phase: 'waiting' | 'reading' | 'judging'
  done: number
  total: number | null
  created_by: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
}

export type BacktestRow = BacktestHead & { changed: number | null }

export interface Both<T = number> {
  live: T
  draft: T
}

export interface CapLine {
  scope: 'partner' | 'assignment'
  assignment: string | null
  window: string
  limit: number | string
  live: number | string
  draft: number | string
  full: number
}

export interface PartnerLine {
  partner: string
  live: number
  draft: number
  revenue_live: Money
  revenue_draft: Money
  caps: CapLine[]
}

export interface BacktestResult {
  leads: number
  changed: number
  repriced: number
  kinds: Record<ChangeKind, number>
  sold: Both
  sales: Both
  revenue: Both<Money>
  held: Both
  cancelled: Both
  not_run: number
  left_out: { tests: number; erased: number; under_way: number }
  bases: { sales: Record<Basis, number>; offers: Record<Basis, number> }
  versions: { version: number; leads: number }[]
  partners: PartnerLine[]
}

/** One that is opened: with its result once it is done. */
export interface OpenBacktest extends BacktestHead {
  result: BacktestResult | null
  names: Record<string, string>
}

export interface Why {
  side: 'lost' | 'won'
  partner: string
  code: string
  by?: string
  window?: string
}

export interface ChangeRow {
  lead: string
  title: string | null
  erased: boolean
  at: string
  kind: ChangeKind
  live: string[]
  draft: string[]
  revenue_live: Money
  revenue_draft: Money
  why: Why
}

export interface ToldRow {
  assignment: string
  partner: string
  code: string
  reason: string | null
  price: Money | null
  basis: Basis | null
  conditions: Trace[]
  cap: {
    scope: string
    window: string
    limit: number | string
    used: number | string
    resets_at: string | null
  } | null
}

export interface ToldRun {
  at: string
  version: number | null
  status: string
  reason: string | null
  path: Step[]
  rows: ToldRow[]
}

export interface ToldChange {
  erased: boolean
  live: ToldRun[]
  draft: ToldRun[]
}

type Translate = (key: string, values?: Record<string, unknown>) => string

/** Why a lead changed hands, in a sentence. */
export const sayWhy = (why: Why, nameOf: (key: string) => string, t: Translate): string =>
  t(`backtest.why.${why.side}.${why.code}`, {
    partner: nameOf(why.partner),
    by: why.by ? nameOf(why.by) : '',
    window: why.window ? t(`backtest.cap.${why.window}`) : '',
  })

/** From one amount to another of the same currency, with the decimals both have. */
export function moneyDifference(from: Money, to: Money): Money {
  const decimals = from.amount.split('.')[1]?.length ?? 0
  const minor = (amount: string) => Math.round(Number(amount) * 10 ** decimals)
  const difference = minor(to.amount) - minor(from.amount)
  return { amount: (difference / 10 ** decimals).toFixed(decimals), currency: from.currency }
}

/** The cap that came closest to its limit in the draft; null where there are none. */
export function fullestCap(caps: readonly CapLine[]): CapLine | null {
  const share = ({ draft, limit }: CapLine) => (Number(limit) ? Number(draft) / Number(limit) : 1)
  return caps.reduce<CapLine | null>(
    (most, one) =>
      !most || one.full > most.full || (one.full === most.full && share(one) > share(most))
        ? one
        : most,
    null
  )
}

/** A local date of a zone, so many days before `now`: "2026-11-24". */
export function dateBefore(days: number, timeZone: string, now = Date.now()): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
  const noon = Date.parse(`${today}T12:00:00Z`)
  return new Date(noon - days * 86_400_000).toISOString().slice(0, 10)
}
