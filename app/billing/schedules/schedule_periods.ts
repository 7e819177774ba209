import { dayNumber, weekdayOf } from '#shared/local_time'
import { addDays, daysBetween } from '#billing/dates'
import type { BillingPeriod } from '#billing/invoices/types'
import { monthPeriod } from '#billing/invoices/month_period'

export type Every = 'month' | 'week'

/** The month, or the week from Monday to Sunday, that a date is in. */
export function periodOf(every: Every, day: string): BillingPeriod {
  if (every === 'month') return monthPeriod(day.slice(0, 7))!
  const from = addDays(day, -weekdayOf(dayNumber(day)))
  return { from, to: addDays(from, 6) }
}

export const nextPeriod = (every: Every, { to }: BillingPeriod) => periodOf(every, addDays(to, 1))
export const periodBefore = (every: Every, { from }: BillingPeriod) =>
  periodOf(every, addDays(from, -1))

/**
 * The date on which a period is billed: a day of the month that follows, its last where it has not so many, or a day of
 * the week that follows, 1 is Monday.
 */
export function runDay({ every, day = 1 }: { every: Every; day?: number }, period: BillingPeriod) {
  const next = nextPeriod(every, period)
  return addDays(next.from, Math.min(day - 1, daysBetween(next.from, next.to)))
}

/** The last period that was to be billed by a date. */
export function lastBilled(schedule: { every: Every; day?: number }, today: string): BillingPeriod {
  const { every } = schedule
  const before = periodBefore(every, periodOf(every, today))
  return runDay(schedule, before) <= today ? before : periodBefore(every, before)
}
