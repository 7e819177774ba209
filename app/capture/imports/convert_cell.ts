import type { Field } from '#entities/types'
import { partsOfDate } from '#capture/imports/guess/looks_like'
import type { ColumnFormat, DateOrder, DecimalMark } from '#capture/imports/types'

/**
 * What a cell means where its column says how it is written; what does not fit is handed on as it came, so that the
 * field itself says what is wrong with it. Pure.
 */
export function convertCell(
  cell: unknown,
  field: Field | null,
  { date, decimal }: ColumnFormat
): unknown {
  if (typeof cell !== 'string') return cell
  const text = unprefixed(cell)
  switch (field?.type) {
    case 'date':
      return (date && dateOf(text, date)) ?? text
    case 'datetime':
      return momentOf(text, date ?? null) ?? text
    case 'number':
    case 'money':
      return (decimal && decimalOf(text, decimal)) ?? text
    case 'checkbox':
      return GERMAN.get(text.trim().toLowerCase()) ?? text
    default:
      return text
  }
}

/**
 * Files made for spreadsheets have an apostrophe before what would be read as a formula; it does not belong to the value.
 */
export const unprefixed = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')

const GERMAN = new Map<string, boolean>([
  ['ja', true],
  ['j', true],
  ['wahr', true],
  ['x', true],
  ['nein', false],
  ['falsch', false],
])

/** YYYY-MM-DD, or null where the text is no date of this order. */
function dateOf(text: string, order: DateOrder): string | null {
  const parts = partsOfDate(text)
  if (!parts) return null
  const { first, second, last, yearFirst } = parts
  if (yearFirst) return joined(first, second, last)
  if (order === 'dmy' && second <= 12) return joined(last, second, first)
  if (order === 'mdy' && first <= 12) return joined(last, first, second)
  return null
}

const two = (number: number) => String(number).padStart(2, '0')
const joined = (year: number, month: number, day: number) => `${year}-${two(month)}-${two(day)}`

const TIME = /[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?$/i

/** A date with its time, as a moment without offset: it is one of the account's zone. A date alone is its midnight. */
function momentOf(text: string, order: DateOrder | null): string | null {
  const day = dateOf(text, order ?? 'ymd')
  if (day === null) return null
  const time = TIME.exec(text.trim())
  if (!time) return /\d:\d/.test(text) ? null : `${day} 00:00:00`
  const half = time[4]?.toLowerCase()
  const hour = half ? (Number(time[1]) % 12) + (half === 'pm' ? 12 : 0) : Number(time[1])
  return `${day} ${two(hour)}:${time[2]}:${time[3] ?? '00'}`
}

/** The same number with a point as its mark and without groups; what is around it (a currency) stays. */
function decimalOf(text: string, mark: DecimalMark): string | null {
  const found = /^(\D*?)([+-]?\d[\d.,' \u00a0\u202f’]*)(\D*)$/.exec(text.trim())
  if (!found) return null
  const [before, number, after] = [found[1], found[2].trim(), found[3]]
  const digits = number.replace(/[' \u00a0\u202f’]/g, '')
  const [own, other] = mark === 'comma' ? [',', '.'] : ['.', ',']
  const groups = new RegExp(`^[+-]?(\\d{1,3}(\\${other}\\d{3})+|\\d+)(\\${own}\\d+)?$`)
  if (!groups.test(digits)) return null
  const plain = digits.replaceAll(other, '').replace(own, '.')
  return `${before}${plain}${after === '' ? '' : ` ${after.trim()}`}`.trim()
}
