import { countryCode } from '#entities/countries'
import { readDecimal } from '#entities/read_decimal'
import type { DateOrder, DecimalMark } from '#capture/imports/types'

/* What the values of a column look like, whatever it is called. */

export type Look = 'email' | 'phone' | 'date' | 'number' | 'url' | 'postal_code' | 'country'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/
const URL_LIKE = /^https?:\/\/\S+\.\S+/i
const PHONE = /^\+?[\d\s()/.-]{7,20}$/
const CODE =
  /^(\d{4,5}(-\d{4})?|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\d{4} ?[a-z]{2}|[a-z]{1,2}-\d{4,5})$/i
const SPLIT_DATE = /^(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})(?:[T ,]+\d{1,2}:\d{2}.*)?$/
const SIGNED_NUMBER = /^[+-]?[\d.,' \u00a0\u202f’]*\d$/

const LOOKS: Record<Look, (text: string) => boolean> = {
  email: (text) => EMAIL.test(text),
  url: (text) => URL_LIKE.test(text),
  date: (text) => partsOfDate(text) !== null,
  postal_code: (text) => CODE.test(text),
  phone: (text) => PHONE.test(text) && phoneDigits(text) && partsOfDate(text) === null,
  number: (text) => SIGNED_NUMBER.test(text) && !/^[+-]?0\d/.test(text),
  country: (text) => text.length > 1 && countryCode(text) !== null,
}

const phoneDigits = (text: string) => {
  const digits = text.replace(/\D/g, '').length
  return digits >= 7 && digits <= 15 && (/^[+0(]/.test(text.trim()) || digits >= 9)
}

/** A share of values that leaves room for those that are simply wrong. */
const ENOUGH = 0.8

/** What nearly all values of a column look like; the most telling look first. Empty where there are none. */
export function looksOf(values: readonly string[]): Look[] {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  if (filled.length === 0) return []
  return (Object.keys(LOOKS) as Look[]).filter(
    (look) => filled.filter(LOOKS[look]).length >= filled.length * ENOUGH
  )
}

/** A value that names nothing: a header has none of these. */
export const isDataLike = (text: string): boolean =>
  LOOKS.email(text) || LOOKS.url(text) || LOOKS.date(text) || /^[+-]?\d[\d.,\s()/-]*$/.test(text)

interface DateParts {
  first: number
  second: number
  last: number
  yearFirst: boolean
  dotted: boolean
}

export function partsOfDate(text: string): DateParts | null {
  const match = SPLIT_DATE.exec(text.trim())
  if (!match) return null
  const [first, second, last] = [match[1], match[3], match[4]].map(Number)
  const yearFirst = match[1].length === 4
  if (yearFirst === (match[4].length === 4) || match[1].length === 3) return null
  const [one, other] = yearFirst ? [second, last] : [first, second]
  if (one < 1 || other < 1 || one > 31 || other > 31 || (one > 12 && other > 12)) return null
  return { first, second, last, yearFirst, dotted: match[2] === '.' }
}

/**
 * The order of day, month and year that all values allow; null where there is no date, or where day and month could be
 * either and nothing says which (points do: they are written where the day comes first).
 */
export function dateOrderOf(values: readonly string[], country: string | null): DateOrder | null {
  const dates = values.map(partsOfDate).filter((date) => date !== null)
  if (dates.length === 0) return null
  if (dates.every(({ yearFirst }) => yearFirst)) return 'ymd'
  const open = dates.filter(({ yearFirst }) => !yearFirst)
  const dmy = open.every(({ second }) => second <= 12)
  const mdy = open.every(({ first }) => first <= 12)
  if (dmy && !mdy) return 'dmy'
  if (mdy && !dmy) return 'mdy'
  if (open.every(({ dotted }) => dotted)) return 'dmy'
  return dmy ? (country === 'US' ? 'mdy' : 'dmy') : null
}

/** The decimal mark that all values allow; null where there is no number, or none of them has a mark. */
export function decimalMarkOf(values: readonly string[]): DecimalMark | null {
  const numbers = values
    .map((value) => value.replace(/[^\d.,]/g, ''))
    .filter((value) => /\d/.test(value) && /[.,]/.test(value))
  if (numbers.length === 0) return null
  const fits = (pattern: RegExp) => numbers.filter((value) => pattern.test(value)).length
  const comma = fits(/^(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/)
  const point = fits(/^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/)
  if (comma !== point) return comma > point ? 'comma' : 'point'
  // Groups of three behind every mark say nothing of themselves.
  return numbers.every((value) => readDecimal(value).ok) ? 'point' : null
}
