import { parseAmount } from '#shared/money'
import type { CapTrace, Caps } from '#routing/types'
import { dateText, localDay, startOfLocalDate, weekdayOf } from '#shared/local_time'

export type CapWindow = CapTrace['window']

/** One bucket that a delivery of `scope` counts in, at the moment asked. */
export interface CapKey {
  /** `partner:par_1:day:2026-10-25|Europe/Berlin`; a total has the period `all`. Stays the delivery's bucket for good. */
  id: string
  scope: CapTrace['scope']
  window: CapWindow
  unit: 'count' | 'spend'
  /** Deliveries, or minor units of the account's currency. */
  limit: number
  /** First instant of the next period, ms; null for totals. */
  endsAt: number | null
}

export const CAP_WINDOWS = [
  'day',
  'week',
  'month',
  'total',
  'spend_day',
  'spend_week',
  'spend_month',
  'spend_total',
] as const satisfies readonly CapWindow[]

export type Span = 'day' | 'week' | 'month' | 'total'
export const spanOf = (window: CapWindow): Span => window.replace('spend_', '') as Span
export const isSpend = (window: CapWindow): boolean => window.startsWith('spend_')

export interface Period {
  /** `2026-10-25|Europe/Berlin`: the local date the period begins with, and the zone whose midnight it is. */
  key: string
  from: number
  to: number
}

const current = new Map<string, Period>() // by span and zone: the period asked for last

/**
 * The day, week (ISO: from Monday) or month that `at` falls in. Periods run from the first instant of a local date to
 * the first instant of the next one's, so they never overlap, even where a zone goes back across midnight.
 */
export function periodAt(span: Exclude<Span, 'total'>, zone: string, at: number): Period {
  const slot = span + zone
  const last = current.get(slot)
  if (last !== undefined && at >= last.from && at < last.to) return last
  if (current.size > 5000) current.clear()

  let first = firstDay(span, localDay(zone, at))
  let next = nextFirstDay(span, first)
  let from = startOfLocalDate(zone, first)
  let to = startOfLocalDate(zone, next)
  while (at >= to) {
    first = next
    next = nextFirstDay(span, first)
    from = to
    to = startOfLocalDate(zone, next)
  }
  const period = { key: `${dateText(first)}|${zone}`, from, to }
  current.set(slot, period)
  return period
}

function firstDay(span: Span, day: number): number {
  if (span === 'week') return day - weekdayOf(day)
  if (span === 'month') return day - new Date(day * 86_400_000).getUTCDate() + 1
  return day
}

function nextFirstDay(span: Span, first: number): number {
  if (span === 'week') return first + 7
  if (span === 'month') return firstDay('month', first + 31)
  return first + 1
}

interface Limit {
  window: CapWindow
  span: Span
  unit: CapKey['unit']
  limit: number
}
const limits = new WeakMap<Caps, { currency: string; list: Limit[] }>()

function limitsOf(caps: Caps, currency: string): Limit[] {
  const known = limits.get(caps)
  if (known?.currency === currency) return known.list
  const list: Limit[] = []
  for (const window of CAP_WINDOWS) {
    const value = caps[window]
    if (value === undefined || value === null) continue
    const unit = isSpend(window) ? 'spend' : 'count'
    list.push({ window, span: spanOf(window), unit, limit: readLimit(value, unit, currency) })
  }
  limits.set(caps, { currency, list })
  return list
}

function readLimit(value: string | number, unit: CapKey['unit'], currency: string): number {
  if (unit === 'count') return Number(value)
  const amount = parseAmount(value, currency)
  if (!amount.ok) throw new RangeError(`spend cap ${value} ${amount.problem}`)
  return amount.value
}

/**
 * The buckets a delivery made at `at` (ms) counts in, one for each cap, always in the same order. `ownerId` is the id of
 * the partner or assignment, `timeZone` the partner's. Throws RangeError for caps that `capsShape` would have refused.
 */
export function capKeys(
  scope: CapKey['scope'],
  ownerId: string,
  caps: Caps,
  timeZone: string,
  at: number,
  currency: string
): CapKey[] {
  return limitsOf(caps, currency).map(({ window, span, unit, limit }) => {
    const period = span === 'total' ? null : periodAt(span, timeZone, at)
    const id = `${scope}:${ownerId}:${window}:${period?.key ?? 'all'}`
    return { id, scope, window, unit, limit, endsAt: period?.to ?? null }
  })
}
