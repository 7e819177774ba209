import { DAY, dateText, dayNumber, offsetAt, startOfLocalDate, wallAt } from '#shared/local_time'
import { isMoment } from '#shared/list_query'

/* When a task is due: at a moment, or some time on a day of the account's clock. Pure. */

export interface Due {
  /** Ms; of a whole day its beginning. Null: never. */
  at: number | null
  allDay: boolean
}

export const NEVER: Due = { at: null, allDay: false }
/** Where a task without a date stands among the others: a Date goes no further. */
export const END_OF_TIME = 8_640_000_000_000_000

const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/

/**
 * `YYYY-MM-DD` is a whole day, `YYYY-MM-DDTHH:MM` a moment on the account's clock, RFC 3339 a moment of its own zone.
 * Undefined: it is none of these.
 */
export function readDue(text: string, zone: string): Due | undefined {
  const local = LOCAL.exec(text)
  if (local) {
    const [, date, hour, minute] = local
    if (!isMoment(date) || Number(hour) > 23 || Number(minute) > 59) return undefined
    return { at: fromWall(zone, Date.parse(`${text}:00Z`)), allDay: false }
  }
  if (!isMoment(text)) return undefined
  return text.length === 10
    ? { at: startOfLocalDate(zone, dayNumber(text)), allDay: true }
    : { at: Date.parse(text), allDay: false }
}

/** The first moment that shows it; where a clock leaves it out, one as long after the change. */
function fromWall(zone: string, wall: number): number {
  const before = wall - offsetAt(zone, wall - DAY)
  const after = wall - offsetAt(zone, wall + DAY)
  return wallAt(zone, before) !== wall && wallAt(zone, after) === wall ? after : before
}

/** As it is given out: a date, or RFC 3339. */
export const dueText = (zone: string, { at, allDay }: Due): string | null => {
  if (at === null) return null
  return allDay ? dateText(Math.floor(wallAt(zone, at) / DAY)) : new Date(at).toISOString()
}

/** Its day on the account's clock, and its time there unless it is of the whole day. */
export function dueOnClock(zone: string, { at, allDay }: Due) {
  if (at === null) return { day: null, time: null }
  const wall = new Date(wallAt(zone, at)).toISOString()
  return { day: wall.slice(0, 10), time: allDay ? null : wall.slice(11, 16) }
}

/** A stretch of due dates: from the beginning of `from`; a date `to` is included, a time is not. */
export function readDueRange(
  { from, to }: { from?: string; to?: string },
  zone: string
): { from?: number; to?: number } {
  const at = (text: string, days: number) =>
    text.length === 10 ? startOfLocalDate(zone, dayNumber(text) + days) : Date.parse(text)
  return {
    ...(from !== undefined && { from: at(from, 0) }),
    ...(to !== undefined && { to: at(to, 1) }),
  }
}
