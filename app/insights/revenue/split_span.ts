import { DAY, HOUR, dateText, dayNumber } from '#shared/local_time'

/** Dates, both included. */
export interface DateRange {
  from: string
  to: string
}

export const EARLIEST = '0000-01-01'
export const LATEST = '9999-12-31'

/** A date is over nowhere earlier than this before, and nowhere later than this after, it is in UTC. */
const EAST = 14 * HOUR
const WEST = 12 * HOUR

/** A stretch of the ledger: dates that count whole, and dates around them of which only some moments do. */
export interface Bounds {
  whole: DateRange | null
  edges: DateRange[]
  /** What moments of `edges` count, in ms; null: from, or until, whenever. `until` is not included. */
  from: number | null
  until: number | null
}

const isDate = (text: string) => text.length === 10

/**
 * Reads bounds that are dates or RFC 3339 times. A date means the date a posting was booked under, in the account's
 * zone of then. Around a time the moments decide: zones lie up to 14 hours ahead and 12 behind, so no zone is asked.
 */
export function readBounds({ from, to }: { from?: string; to?: string }): Bounds {
  const after = from === undefined || isDate(from) ? null : Date.parse(from)
  const until = to === undefined || isDate(to) ? null : Date.parse(to)
  const first = after === null ? (from ?? EARLIEST) : dateText(Math.ceil((after + EAST) / DAY))
  const last = until === null ? (to ?? LATEST) : dateText(Math.floor((until - WEST) / DAY) - 1)
  const lowest = after === null ? first : dateText(Math.floor((after - WEST) / DAY))
  const highest = until === null ? last : dateText(Math.floor((until + EAST) / DAY))
  const whole = first <= last ? { from: first, to: last } : null
  const edges = whole
    ? [
        { from: lowest, to: nextDate(first, -1) },
        { from: nextDate(last, 1), to: highest },
      ]
    : [{ from: lowest, to: highest }]
  return {
    whole,
    edges: after === null && until === null ? [] : edges.filter((one) => one.from <= one.to),
    from: after,
    until,
  }
}

/** Where each date of a range is read: in the sums of months, in those of days, or in the ledger itself. */
export interface Parts {
  /** First and last month, `2026-10`. */
  months: DateRange | null
  days: DateRange[]
  ledger: DateRange | null
}

/** Cuts a range at `upto`, the last date that is summed up; whole months are taken as such. */
export function splitSpan({ from, to }: DateRange, upto: string): Parts {
  const last = to < upto ? to : upto
  const ledger = to <= upto ? null : { from: from > upto ? from : nextDate(upto, 1), to }
  if (last < from) return { months: null, days: [], ledger }
  const first = from.endsWith('-01') ? monthOf(from) : nextMonth(monthOf(from), 1)
  const end = isMonthEnd(last) ? monthOf(last) : nextMonth(monthOf(last), -1)
  if (first > end) return { months: null, days: [{ from, to: last }], ledger }
  const days = [
    { from, to: nextDate(`${first}-01`, -1) },
    { from: `${nextMonth(end, 1)}-01`, to: last },
  ].filter((one) => one.from <= one.to)
  return { months: { from: first, to: end }, days, ledger }
}

const monthOf = (date: string) => date.slice(0, 7)

function nextMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number)
  const months = year * 12 + number - 1 + by
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
}

const isMonthEnd = (date: string) => date === LATEST || nextDate(date, 1).endsWith('-01')

/** The date some days later; the ends of time stay where they are. */
export function nextDate(date: string, days: number): string {
  if (date === '' || date <= EARLIEST) return days > 0 ? EARLIEST : ''
  if (date >= LATEST) return days > 0 ? '~' : LATEST
  return dateText(dayNumber(date) + days)
}
