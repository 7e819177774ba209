import type { Schedule } from '#routing/types'
import {
  DAY,
  MINUTE,
  type Stretch,
  stretches,
  wallAt,
  weekdayOf,
  weekdayTime,
} from '#shared/local_time'
import { type OpenMinutes, WEEK, readSchedule } from '#routing/parse_schedule'

export { parseSchedule } from '#routing/parse_schedule'

interface Compiled {
  open: OpenMinutes
  // What was asked last: with thousands of assignments the same minute is asked over and over.
  minute: number
  zone: string
  answer: boolean
}
const compiled = new WeakMap<Schedule, Compiled>()

function compile(schedule: Schedule): Compiled {
  const read = readSchedule(schedule, 'schedule')
  if (!read.ok) throw new RangeError(`${read.problem[0].field} ${read.problem[0].message}`)
  const made = { open: read.value, minute: Number.NaN, zone: '', answer: false }
  compiled.set(schedule, made)
  return made
}

/**
 * Is the schedule open at `at` (ms)? Read off the wall clock of its own zone, else of `zone`: an hour that comes twice
 * is open twice, one that is left out never. Ends are exclusive. An absent schedule is always open.
 * Throws RangeError for a schedule that `parseSchedule` would have refused.
 */
export function isOpen(schedule: Schedule | null | undefined, at: number, zone: string): boolean {
  if (!schedule) return true
  const known = compiled.get(schedule) ?? compile(schedule)
  const minute = Math.floor(at / MINUTE)
  const where = schedule.time_zone ?? zone
  if (known.minute !== minute || known.zone !== where) {
    known.answer = isOpenMinute(known.open, weekMinute(wallAt(where, at)))
    known.minute = minute
    known.zone = where
  }
  return known.answer
}

/** The first moment from `at` on (ms) at which it is open; `at` itself if it is. null: no opening is in sight. */
export function nextOpening(
  schedule: Schedule | null | undefined,
  at: number,
  zone: string
): number | null {
  if (!schedule || isOpen(schedule, at, zone)) return at
  const { open } = compiled.get(schedule) ?? compile(schedule)
  const where = schedule.time_zone ?? zone
  // Two weeks: a weekly opening may fall into the hour, or the day, that a zone leaves out.
  for (let day = 0; day < 15; day++)
    for (const stretch of stretches(where, at + day * DAY, at + (day + 1) * DAY)) {
      const opens = openingIn(open, stretch)
      if (opens !== null) return opens
    }
  return null
}

function openingIn(open: OpenMinutes, { from, to, offset }: Stretch): number | null {
  const wall = from + offset
  const monday = (Math.floor(wall / MINUTE) - weekMinute(wall)) * MINUTE
  for (let week = monday; week < to + offset; week += WEEK * MINUTE)
    for (let i = 0; i < open.length; i += 2) {
      const opens = Math.max(week + open[i] * MINUTE, wall)
      if (opens < to + offset && opens < week + open[i + 1] * MINUTE) return opens - offset
    }
  return null
}

/** `closed until Mon 08:00 America/Los_Angeles` */
export function explainClosed(schedule: Schedule, at: number, zone: string): string {
  const where = schedule.time_zone ?? zone
  const opens = nextOpening(schedule, at, zone)
  return opens === null ? 'closed' : `closed until ${weekdayTime(where, opens)} ${where}`
}

function weekMinute(wall: number): number {
  const day = Math.floor(wall / DAY)
  return weekdayOf(day) * 1440 + Math.floor((wall - day * DAY) / MINUTE)
}

function isOpenMinute(open: OpenMinutes, minute: number): boolean {
  for (let i = 0; i < open.length; i += 2)
    if (minute >= open[i] && minute < open[i + 1]) return true
  return false
}
