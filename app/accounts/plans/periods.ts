import { dateText, dayNumber } from '#shared/local_time'
import type { PlanPeriod } from '#accounts/plans/types'

/*
 * Periods are months of local dates that begin on the day of the month the first began on, its last where it has not so
 * many. Dates alone: summer time and zones move no border.
 */

export const anchorOf = (day: string): number => Number(day.slice(8))

/** The month that begins on `from`. */
export const monthFrom = (from: string, anchor: number): PlanPeriod => ({
  from,
  to: dateText(dayNumber(nextStart(from, anchor)) - 1),
})

export function nextStart(from: string, anchor: number): string {
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]
  const [nextYear, next] = month === 12 ? [year + 1, 1] : [year, month + 1]
  const last = new Date(Date.UTC(nextYear, next, 0)).getUTCDate()
  return `${nextYear}-${two(next)}-${two(Math.min(anchor, last))}`
}

/** A trial of so many days beside the one it begins on, which is seldom whole. */
export const trialFrom = (from: string, days: number): PlanPeriod => ({
  from,
  to: dateText(dayNumber(from) + days),
})

/** How many dates a period has. */
export const daysIn = ({ from, to }: PlanPeriod): number => dayNumber(to) - dayNumber(from) + 1

/** Days that are left after `today`. */
export const daysLeft = ({ to }: PlanPeriod, today: string): number =>
  Math.max(0, dayNumber(to) - dayNumber(today))

const two = (n: number) => String(n).padStart(2, '0')
