const pad = (value: number, length: number) => String(value).padStart(length, '0')

/** A day of the Gregorian calendar as YYYY-MM-DD, or null if there is no such day. Years 1000 to 9999. */
export function calendarDate(year: number, month: number, day: number): string | null {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1) return null
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}
