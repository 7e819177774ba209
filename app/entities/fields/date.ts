import { calendarDate } from '#entities/calendar'
import { cleanLine } from '#entities/clean_text'
import { type Flaw, type Reader, flaw } from '#entities/fields/reader'
import { type Result, ok } from '#shared/result'

const YEAR_FIRST = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[Tt ]\d{2}:\d{2}.*)?$/
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/

const refused = () => flaw('date', 'must be a date such as 2026-10-25')
const found = (date: string | null): Result<string, Flaw> => (date === null ? refused() : ok(date))

/** 3/4/2026: month first in the US; elsewhere only where one of the two cannot be a month, or both are the same. */
function slashed(first: number, second: number, year: number, country: string | null) {
  if (country === 'US' && first <= 12) return found(calendarDate(year, first, second))
  if (first > 12 || first === second) return found(calendarDate(year, second, first))
  if (second > 12) return found(calendarDate(year, first, second))
  return flaw('date', 'is ambiguous (day or month first?); write it as 2026-10-25')
}

/**
 * YYYY-MM-DD. Also read: YYYY/MM/DD, YYYYMMDD, the date part of an ISO date-time as it is written, DD.MM.YYYY, and
 * D/M/YYYY or M/D/YYYY where it has one meaning (the account's country decides between the two only in the US).
 */
export const readDate: Reader = (value, _field, context) => {
  if (typeof value !== 'string') return refused()
  const line = cleanLine(value)
  if (!line.ok) return line
  const iso = YEAR_FIRST.exec(line.value)
  if (iso) return found(calendarDate(Number(iso[1]), Number(iso[3]), Number(iso[4])))
  const dotted = DOTTED.exec(line.value)
  if (dotted) return found(calendarDate(Number(dotted[3]), Number(dotted[2]), Number(dotted[1])))
  const slash = SLASHED.exec(line.value)
  if (slash) return slashed(Number(slash[1]), Number(slash[2]), Number(slash[3]), context.country)
  return refused()
}
