import { DAY, dateText, dayNumber, localDay, startOfLocalDate } from '#shared/local_time'

export const CHOICES = ['today', 'yesterday', '7d', '30d', 'month', 'custom'] as const
export type Choice = (typeof CHOICES)[number]

/** Local dates, both included. `until` (ms) cuts the last day; null: it is taken whole. */
export interface DaySpan {
  from: string
  to: string
  until: number | null
}

export interface ChosenPeriod {
  choice: Choice
  days: number
  current: DaySpan
  /** As long and directly before, up to the same time of day: what a day that is not over is fairly compared with. */
  before: DaySpan
}

export const MAX_DAYS = 366

/**
 * The days a person means, in the account's zone. A custom period is put in order, cut at today and at most a year long;
 * without both of its dates it is today.
 */
export function choosePeriod(
  asked: { period?: Choice; from?: string; to?: string },
  timeZone: string,
  now: number
): ChosenPeriod {
  const today = localDay(timeZone, now)
  const [choice, first, last] = daysOf(asked, today)
  const days = last - first + 1
  const beforeLast = choice === 'month' ? sameDayLastMonth(last) : first - 1
  const beforeFirst = choice === 'month' ? firstOfMonth(beforeLast) : first - days
  const open = last === today
  const passed = now - startOfLocalDate(timeZone, today)
  return {
    choice,
    days,
    current: { from: dateText(first), to: dateText(last), until: open ? now : null },
    before: {
      from: dateText(beforeFirst),
      to: dateText(beforeLast),
      until: open ? startOfLocalDate(timeZone, beforeLast) + passed : null,
    },
  }
}

function daysOf(
  { period = 'today', from, to }: { period?: Choice; from?: string; to?: string },
  today: number
): [Choice, number, number] {
  if (period === 'custom' && from && to) {
    const ends = [dayNumber(from), dayNumber(to)].sort((a, b) => a - b)
    const last = Math.min(ends[1], today)
    return ['custom', Math.max(Math.min(ends[0], last), last - MAX_DAYS + 1), last]
  }
  if (period === 'yesterday') return [period, today - 1, today - 1]
  if (period === '7d') return [period, today - 6, today]
  if (period === '30d') return [period, today - 29, today]
  if (period === 'month') return [period, firstOfMonth(today), today]
  return ['today', today, today]
}

const firstOfMonth = (day: number) => day - new Date(day * DAY).getUTCDate() + 1

/** The 31st has no counterpart in a month of 30 days: that month's last day stands for it. */
function sameDayLastMonth(day: number): number {
  const lastOfBefore = firstOfMonth(day) - 1
  const length = new Date(lastOfBefore * DAY).getUTCDate()
  return firstOfMonth(lastOfBefore) + Math.min(new Date(day * DAY).getUTCDate(), length) - 1
}

/** Every date of a span, in order. */
export function datesOf({ from, to }: { from: string; to: string }): string[] {
  const first = dayNumber(from)
  return Array.from({ length: dayNumber(to) - first + 1 }, (_, i) => dateText(first + i))
}

/** Whole days before a date, such as the start of a chart that shows more than the period. */
export const dateBefore = (date: string, days: number): string => dateText(dayNumber(date) - days)
