import { DateTime } from 'luxon'
import { calendarDate } from '#entities/calendar'
import { cleanLine } from '#entities/clean_text'
import { type Flaw, type Reader, flaw } from '#entities/fields/reader'
import { type Result, ok } from '#shared/result'

const FORM =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}:?\d{2})?$/

const refused = () => flaw('datetime', 'must be a time such as 2026-10-25T10:00:00Z')

/** Minutes east of UTC, or null where the offset cannot be. */
function offsetOf(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(-2))
  if (hours > 23 || minutes > 59) return null
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** RFC 3339 in UTC with ms. Without an offset it is local time of `timeZone`; without that, refused. */
export function datetimeOf(value: unknown, timeZone?: string): Result<string, Flaw> {
  if (typeof value !== 'string') return refused()
  const line = cleanLine(value)
  if (!line.ok) return line
  const match = FORM.exec(line.value)
  if (!match) return refused()
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number)
  const second = Number(match[6] ?? 0)
  if (calendarDate(year, month, day) === null || hour > 23 || minute > 59 || second > 59)
    return refused()
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  let at: number
  if (match[8]) {
    const offset = offsetOf(match[8])
    if (offset === null) return refused()
    at = Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset * 60_000
  } else {
    if (!timeZone)
      return flaw('datetime', 'must say its offset from UTC, such as 2026-10-25T10:00:00Z')
    at = DateTime.fromObject(
      { year, month, day, hour, minute, second, millisecond },
      { zone: timeZone }
    ).toMillis()
  }
  const text = Number.isFinite(at) ? new Date(at).toISOString() : ''
  // An offset may carry the first or last hours of the era out of it.
  return /^[1-9]\d{3}-/.test(text) ? ok(text) : refused()
}

export const readDatetime: Reader = (value, _field, context) => datetimeOf(value, context.timeZone)
