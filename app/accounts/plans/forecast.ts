import { dateText, dayNumber, weekdayOf } from '#shared/local_time'
import { daysIn } from '#accounts/plans/periods'
import type { PlanPeriod } from '#accounts/plans/types'

export interface Forecast {
  /** By the end of the period. */
  leads: number
  /** What it was made of: the days of the week of the last weeks, or the plain average of a day. */
  by: 'weekdays' | 'average'
}

/** Whole days there must be before the days of the week are told apart, and how far back they are looked at. */
const LEAST_DAYS = 14
const MOST_DAYS = 28

/**
 * How many leads a period will have had when it ends. `counts` holds leads by date, missing ones are 0; `since` is the
 * first date of which anything can be known. Null: there is no whole day yet, nor anything today.
 */
export function forecast(
  counts: ReadonlyMap<string, number>,
  { period, today, since }: { period: PlanPeriod; today: string; since: string }
): Forecast | null {
  const now = dayNumber(today)
  const start = Math.max(dayNumber(since), now - MOST_DAYS)
  const history = range(start, now - 1)
  const countOn = (day: number) => counts.get(dateText(day)) ?? 0
  const passed = range(dayNumber(period.from), Math.min(now, dayNumber(period.to)))
  const used = sum(passed.map(countOn))
  if (now > dayNumber(period.to)) return { leads: used, by: 'average' }
  if (!history.length && !countOn(now)) return null

  const byWeekday = history.length >= LEAST_DAYS
  const mean = (days: number[]) => (days.length ? sum(days.map(countOn)) / days.length : 0)
  const average = history.length ? mean(history) : countOn(now)
  const expected = (day: number) =>
    byWeekday ? mean(history.filter((one) => weekdayOf(one) === weekdayOf(day))) : average
  const restOfToday = Math.max(0, expected(now) - countOn(now))
  const left = daysIn(period) - passed.length
  const ahead = sum(range(now + 1, now + left).map(expected))
  return {
    leads: Math.round(used + restOfToday + ahead),
    by: byWeekday ? 'weekdays' : 'average',
  }
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0)
