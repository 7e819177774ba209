/*
 * Local time is kept as "wall ms": ms since 1970-01-01T00:00 read off the clock on the wall, so that calendar
 * arithmetic is plain arithmetic. Only the offset of a zone is asked of luxon; where a local date begins is ours,
 * because luxon picks the later midnight where there are two (America/Havana, 2026-11-01).
 */
import { IANAZone } from 'luxon'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

// By zone and minute: since 1972 zones have changed on whole minutes (St. John's at 00:01).
const offsets = new Map<string, Map<number, number>>()

/** What has to be added to `at` (ms, UTC) to get wall ms in the zone. Throws RangeError for an unknown zone. */
export function offsetAt(zone: string, at: number): number {
  let known = offsets.get(zone)
  if (known === undefined) {
    if (offsets.size > 1000) offsets.clear()
    offsets.set(zone, (known = new Map()))
  }
  const minute = Math.floor(at / MINUTE)
  let offset = known.get(minute)
  if (offset === undefined) {
    if (known.size > 5000) known.clear()
    known.set(minute, (offset = measureOffset(zone, minute * MINUTE)))
  }
  return offset
}

function measureOffset(zone: string, at: number): number {
  const minutes = IANAZone.create(zone).offset(at)
  if (Number.isNaN(minutes)) throw new RangeError(`unknown time zone: ${zone}`)
  return Math.round(minutes * MINUTE)
}

export const wallAt = (zone: string, at: number): number => at + offsetAt(zone, at)

/** Days since 1970-01-01 of the local date. */
export const localDay = (zone: string, at: number): number => Math.floor(wallAt(zone, at) / DAY)

/** 0 is Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/** `YYYY-MM-DD` of days since 1970-01-01. */
export const dateText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** Days since 1970-01-01 of `YYYY-MM-DD`. */
export const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY)

/** A stretch of time in which the zone's clock runs evenly. */
export interface Stretch {
  from: number
  to: number
  offset: number
}

const PROBE = 3 * HOUR

/** Cuts [from, to) where the zone's offset changes. Two changes within three hours would be missed; no zone has them. */
export function stretches(zone: string, from: number, to: number): Stretch[] {
  const found: Stretch[] = []
  let start = from
  let offset = offsetAt(zone, from)
  for (let left = from; left < to; left += PROBE) {
    const right = Math.min(left + PROBE, to)
    const next = offsetAt(zone, right)
    if (next === offset) continue
    const change = firstWith(zone, next, left, right)
    found.push({ from: start, to: change, offset })
    start = change
    offset = next
  }
  if (start < to) found.push({ from: start, to, offset })
  return found
}

function firstWith(zone: string, offset: number, left: number, right: number): number {
  let before = Math.floor(left / MINUTE)
  let after = Math.floor(right / MINUTE)
  while (after - before > 1) {
    const middle = (before + after) >> 1
    if (offsetAt(zone, middle * MINUTE) === offset) after = middle
    else before = middle
  }
  return after * MINUTE
}

/**
 * The first instant (ms) at which the zone's calendar shows `day` (days since 1970-01-01) or, where that date was left
 * out altogether, a later one. Right where midnight is skipped, where it comes twice and where a day is missing.
 */
export function startOfLocalDate(zone: string, day: number): number {
  const wall = day * DAY
  for (const { from, to, offset } of stretches(zone, wall - 18 * HOUR, wall + 30 * HOUR)) {
    const at = Math.max(from, wall - offset)
    if (at < to) return at
  }
  throw new RangeError(`no local date ${dateText(day)} in ${zone}`)
}

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `Mon 08:00` on the clock of the zone. */
export function weekdayTime(zone: string, at: number): string {
  const wall = wallAt(zone, at)
  return `${NAMES[weekdayOf(Math.floor(wall / DAY))]} ${new Date(wall).toISOString().slice(11, 16)}`
}

/** `2026-11-24 00:00` on the clock of the zone. */
export const dateTime = (zone: string, at: number): string =>
  new Date(wallAt(zone, at)).toISOString().slice(0, 16).replace('T', ' ')
