import { dayNumber } from '#shared/local_time'
import { daysIn } from '#accounts/plans/periods'
import type { PlanPeriod, Segment, Terms } from '#accounts/plans/types'

/** What a period costs, minor units: the plan by the days it held, and leads beyond those included. */
export interface PeriodPrice {
  base: { name: string; from: string; to: string; amount: number }[]
  overage: { leads: number; each: number; amount: number } | null
  total: number
}

/**
 * Days are priced at the share of the month they are of, rounded so that the parts of one price add up to it. Included
 * are the leads of the terms the period ends on: an upgrade raises them for all of it.
 */
export function pricePeriod(
  segments: readonly Segment[],
  period: PlanPeriod,
  leads: number
): PeriodPrice {
  const days = daysIn(period)
  const first = dayNumber(period.from)
  const base = segments.map((segment, i) => {
    const begin = Math.max(0, dayNumber(segment.from) - first)
    const next = segments[i + 1]
    const end = next ? dayNumber(next.from) - first : days
    const until = (day: number) => Math.round((segment.price * day) / days)
    const dates = { from: dateAt(first + begin), to: dateAt(first + end - 1) }
    return { name: segment.name, ...dates, amount: until(end) - until(begin) }
  })
  const overage = overageOf(segments.at(-1)!, leads)
  const total = base.reduce((sum, { amount }) => sum + amount, overage?.amount ?? 0)
  return { base, overage, total }
}

export function overageOf({ included, overage, at_limit: atLimit }: Terms, leads: number) {
  if (atLimit !== 'overage' || included === null || !overage || leads <= included) return null
  const beyond = leads - included
  return { leads: beyond, each: overage, amount: beyond * overage }
}

const dateAt = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
