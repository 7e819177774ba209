import { isTimeZone } from '#shared/codes'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { at, isObject, refuseUnknownKeys } from '#shared/shape'
import type { Schedule } from '#routing/types'

export const WEEK = 7 * 24 * 60
const DAY_MINUTES = 24 * 60
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Opening times as minutes of the week from Monday 00:00, sorted, apart: [from, to, from, to, ...]. */
export type OpenMinutes = readonly number[]

/**
 * Reads a schedule out of untrusted JSON. Keys of `hours` are days, ranges or lists of them (`mon-fri`, `sat,sun`),
 * values lists of windows `HH:MM-HH:MM`; a window that ends before it begins runs past midnight; several keys for one
 * day add up; `24:00` ends a day. Gives the schedule as it was written. Problems carry `path`.
 */
export function parseSchedule(value: unknown, path: string): Result<Schedule, Problem[]> {
  const read = readSchedule(value, path)
  return read.ok ? ok(value as Schedule) : read
}

/** The same, with the opening times worked out. */
export function readSchedule(value: unknown, path: string): Result<OpenMinutes, Problem[]> {
  const problems: Problem[] = []
  const add = (field: string, rule: string, message: string) =>
    problems.push({ field, rule, message })
  if (!isObject(value)) {
    add(path, 'object', 'must be an object such as { hours: { mon-fri: ["08:00-18:00"] } }')
    return fail(problems)
  }
  refuseUnknownKeys(value, ['time_zone', 'hours'], path, problems)
  const zone = value.time_zone
  if (zone !== undefined && zone !== null && !(typeof zone === 'string' && isTimeZone(zone)))
    add(at(path, 'time_zone'), 'time_zone', 'must be an IANA time zone such as "Europe/Berlin"')

  const hours = value.hours
  const open: [number, number][] = []
  if (!isObject(hours)) {
    add(at(path, 'hours'), 'object', 'must be an object such as { mon-fri: ["08:00-18:00"] }')
    return fail(problems)
  }
  for (const [key, windows] of Object.entries(hours)) {
    const field = at(at(path, 'hours'), key)
    const days = readDays(key)
    if (!days) {
      add(field, 'days', 'must be days such as "mon", "mon-fri" or "sat,sun"')
      continue
    }
    if (!Array.isArray(windows)) {
      add(field, 'array', 'must be a list such as ["08:00-18:00"]')
      continue
    }
    windows.forEach((text, i) => {
      const window = readWindow(text)
      if (typeof window === 'string') add(at(field, i), 'hours', window)
      else for (const day of days) open.push(...spread(day * DAY_MINUTES, window))
    })
  }
  if (problems.length === 0 && open.length === 0)
    add(at(path, 'hours'), 'required', 'must have at least one window, or it would never be open')
  return problems.length > 0 ? fail(problems) : ok(merge(open))
}

function readDays(key: string): number[] | null {
  const days = new Set<number>()
  for (const part of key.toLowerCase().split(',')) {
    const [from, to = from, more] = part.split('-').map((name) => DAYS.indexOf(name.trim()))
    if (from === undefined || from < 0 || to < 0 || more !== undefined) return null
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day)
      if (day === to) break
    }
  }
  return [...days]
}

const WINDOW = /^\s*([01]\d|2[0-4]):([0-5]\d)\s*-\s*([01]\d|2[0-4]):([0-5]\d)\s*$/

function readWindow(text: unknown): [number, number] | string {
  const match = typeof text === 'string' ? WINDOW.exec(text) : null
  if (!match) return 'must be a window such as "08:00-18:00"'
  const from = Number(match[1]) * 60 + Number(match[2])
  const to = Number(match[3]) * 60 + Number(match[4])
  if (from >= DAY_MINUTES || to > DAY_MINUTES) return 'must be within 00:00 and 24:00'
  if (from === to) return 'must not end when it begins; a whole day is "00:00-24:00"'
  return [from, to > from ? to : to + DAY_MINUTES]
}

/** What runs out of Sunday goes on on Monday. */
function spread(midnight: number, [from, to]: [number, number]): [number, number][] {
  const [start, end] = [midnight + from, midnight + to]
  if (end <= WEEK) return [[start, end]]
  return [
    [start, WEEK],
    [0, end - WEEK],
  ]
}

function merge(open: [number, number][]): number[] {
  const merged: number[] = []
  for (const [from, to] of open.sort((a, b) => a[0] - b[0])) {
    const last = merged.length - 1
    if (last > 0 && from <= merged[last]) merged[last] = Math.max(merged[last], to)
    else merged.push(from, to)
  }
  return merged
}
