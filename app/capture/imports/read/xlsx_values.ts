/* What the numbers of a spreadsheet mean. */

type Kind = 'date' | 'datetime' | null

const DAY_MS = 86_400_000
/** Day 0 of both calendars: the first one counts a 29 February 1900 that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const LAST_DAY = 2_958_465

/** The formats that have a number instead of a text (ECMA-376, 18.8.30). */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const BUILT_IN_TIMES = new Set([22])

/** Whether a format shows a number as a date, and with its time. A time of day alone is no moment. */
export function dateKind(id: number, code: string | null): Kind {
  if (BUILT_IN_DATES.has(id)) return 'date'
  if (BUILT_IN_TIMES.has(id)) return 'datetime'
  if (code === null) return null
  const bare = code
    .toLowerCase()
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .split(';')[0]
  if (!/[yd]/.test(bare) || /general|[#0?]/.test(bare.replace(/\.0+/g, ''))) return null
  return /[hs]/.test(bare) ? 'datetime' : 'date'
}

/** A day number as people would write it for a field: 2026-10-25, or with its time of day. */
export function dateOfSerial(serial: number, kind: Exclude<Kind, null>, from1904: boolean): string {
  if (!(serial >= 0 && serial <= LAST_DAY)) return String(serial)
  const shifted = !from1904 && serial < 60 ? serial + 1 : serial
  const ms = (from1904 ? EPOCH_1904 : EPOCH_1900) + Math.round(shifted * DAY_MS)
  const text = new Date(ms).toISOString()
  return kind === 'date' ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
}

/** Numbers as they are, without the noise of their binary form: 0.1 and not 0.1000000000000000055. */
export const numberText = (text: string): string => {
  const number = Number(text)
  return text.trim() === '' || !Number.isFinite(number) ? text : String(number)
}

/** `AB12` is in column 27, counted from 0. */
export function columnOf(reference: string): number {
  let column = 0
  for (const char of reference) {
    const letter = char.charCodeAt(0) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}
