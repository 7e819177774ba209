/*
 * A moment as somebody types it, in the account's zone, and as rules keep it: RFC 3339 in UTC.
 */

/** Day (YYYY-MM-DD) and time (HH:MM) of a moment in a zone; a mere day has no time. */
export function localParts(value: string, timeZone: string): { day: string; time: string } {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { day: value, time: '' }
  const at = new Date(value)
  if (value === '' || Number.isNaN(at.getTime())) return { day: '', time: '' }
  const text = wallClock(at.getTime(), timeZone)
  return { day: text.slice(0, 10), time: text.slice(11, 16) }
}

/** The moment a zone's clock shows this. In the hour a clock skips it is the time after it. */
export function momentOf(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(wanted)) return day
  const offset = (at: number) => Date.parse(`${wallClock(at, timeZone)}Z`) - at
  const first = wanted - offset(wanted)
  return new Date(wanted - offset(first)).toISOString()
}

/** What a clock in the zone shows, as `2026-10-25T02:30:00`. */
function wallClock(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return format.format(at).replace(' ', 'T')
}
