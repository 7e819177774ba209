import { type Flaw, flaw } from '#entities/fields/reader'
import { type Result, ok } from '#shared/result'

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)$/
const SPACED = /^[+-]?\d{1,3}([ \u00a0\u202f'’])\d{3}(?:\1\d{3})*(?:[.,]\d+)?$/
const COMMA_GROUPS = /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$|^[+-]?\d{1,3}(?:,\d{3}){2,}$/
const DOT_GROUPS = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$|^[+-]?\d{1,3}(?:\.\d{3}){2,}$/
const ONE_COMMA = /^[+-]?\d+,\d+$/
const EITHER = /^[+-]?[1-9]\d{0,2},\d{3}$/

/** What a numeric text means with a point as decimal mark and no grouping; null: it is no number. */
function plainOf(text: string): string | null | 'ambiguous' {
  if (PLAIN.test(text)) return text
  if (SPACED.test(text)) return text.replace(/[ \u00a0\u202f'’]/g, '').replace(',', '.')
  if (COMMA_GROUPS.test(text)) return text.replaceAll(',', '')
  if (DOT_GROUPS.test(text)) return text.replaceAll('.', '').replace(',', '.')
  if (EITHER.test(text)) return 'ambiguous'
  return ONE_COMMA.test(text) ? text.replace(',', '.') : null
}

/**
 * Reads people's decimals without guessing: "1,234.5", "1.234,5", "1 234", "12,5" have one meaning; "1,234" has two
 * and is refused; "1.234" is a decimal, as in JSON. Gives a plain decimal such as "-1234.5".
 */
export function readDecimal(text: string): Result<string, Flaw> {
  const plain = plainOf(text.replace('\u2212', '-'))
  if (plain === 'ambiguous')
    return flaw('number', 'is ambiguous: write 1234 or 1.234 instead of 1,234')
  const match = plain === null ? null : /^([+-]?)0*(\d*)(?:\.(\d*))?$/.exec(plain)
  if (!match) return flaw('number', 'must be a number such as 240 or 1234.5')
  const digits = `${match[2] || '0'}${match[3] ? `.${match[3]}` : ''}`
  return ok(match[1] === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits)
}
