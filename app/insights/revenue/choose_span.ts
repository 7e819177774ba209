import { DAY, dateText, dayNumber, localDay } from '#shared/local_time'
import type { DateRange } from '#insights/revenue/split_span'

export const SPANS = ['30d', 'month', 'last_month', 'quarter', 'year', '12m', 'custom'] as const
export type SpanChoice = (typeof SPANS)[number]
export const COMPARISONS = ['before', 'year', 'none'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** Dates of a report in the account's zone, whole days all, and what they are compared with. */
export interface RevenueSpan extends DateRange {
  choice: SpanChoice
  compare: Comparison
  before: DateRange | null
  /** The last of the dates is not over yet. */
  open: boolean
}

/** A custom period is at most so long. */
const MAX_DAYS = 3 * 366

/**
 * The dates a person means. A custom period is put in order and cut at today; without both of its dates it is the last
 * thirty days. Months, quarters and years are compared with the same stretch of the one before.
 */
export function chooseSpan(
  asked: { period?: SpanChoice; from?: string; to?: string; compare?: Comparison },
  timeZone: string,
  now: number
): RevenueSpan {
  const today = localDay(timeZone, now)
  const { choice, from, to, months } = spanOf(asked, today)
  const compare = asked.compare ?? 'before'
  const before = {
    before: () =>
      months === null
        ? { from: from - (to - from + 1), to: from - 1 }
        : { from: shiftMonths(from, -months), to: shiftMonths(to, -months) },
    year: () => ({ from: shiftMonths(from, -12), to: shiftMonths(to, -12) }),
    none: () => null,
  }[compare]()
  return {
    choice,
    compare,
    ...texts({ from, to }),
    before: before && texts(before),
    open: to === today,
  }
}

const texts = ({ from, to }: { from: number; to: number }) => ({
  from: dateText(from),
  to: dateText(to),
})

/** `months`: how far back the stretch lies that it is compared with; null: as long and directly before. */
function spanOf(
  { period = '30d', from, to }: { period?: SpanChoice; from?: string; to?: string },
  today: number
): { choice: SpanChoice; from: number; to: number; months: number | null } {
  const first = shiftMonths(today, 0, 1)
  const month = new Date(today * DAY).getUTCMonth()
  switch (period) {
    case 'month':
      return { choice: period, from: first, to: today, months: 1 }
    case 'last_month':
      return { choice: period, from: shiftMonths(first, -1), to: first - 1, months: 1 }
    case 'quarter':
      return { choice: period, from: shiftMonths(first, -(month % 3)), to: today, months: 3 }
    case 'year':
      return { choice: period, from: shiftMonths(first, -month), to: today, months: 12 }
    case '12m':
      return { choice: period, from: shiftMonths(first, -11), to: today, months: 12 }
    case 'custom':
      if (from && to) {
        const ends = [dayNumber(from), dayNumber(to)].sort((a, b) => a - b)
        const last = Math.min(ends[1], today)
        const begin = Math.max(Math.min(ends[0], last), last - MAX_DAYS + 1)
        return { choice: period, from: begin, to: last, months: null }
      }
  }
  return { choice: '30d', from: today - 29, to: today, months: null }
}

/** The same day of another month, or that `on`; the last day of a month stays the last. */
function shiftMonths(day: number, by: number, on?: number): number {
  const date = new Date(day * DAY)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const lastOf = (offset: number) => new Date(Date.UTC(year, month + offset + 1, 0)).getUTCDate()
  const own = on ?? date.getUTCDate()
  const last = lastOf(by)
  const isLast = by !== 0 && own === lastOf(0)
  return Math.round(Date.UTC(year, month + by, isLast ? last : Math.min(own, last)) / DAY)
}

const BY_DAY = 92

/** Points of a chart: days, or months where those would be too many. */
export function pointsOf({ from, to }: DateRange): { unit: 'day' | 'month'; keys: string[] } {
  const days = Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, i) =>
    dateText(dayNumber(from) + i)
  )
  return days.length <= BY_DAY
    ? { unit: 'day', keys: days }
    : { unit: 'month', keys: [...new Set(days.map((day) => day.slice(0, 7)))] }
}
