import { lineOf } from '#entities/clean_text'
import { readDecimal } from '#entities/read_decimal'
import { type Flaw, type Reader, flaw } from '#entities/fields/reader'
import { type Result, ok } from '#shared/result'

const EXPONENT = /^[+-]?\d+(?:\.\d+)?e[+-]?\d{1,3}$/i

/** A number, or text that means exactly one. Beyond 2^53 digits would be lost, so it is refused. */
export function numberOf(value: unknown): Result<number, Flaw> {
  let number: number
  if (typeof value === 'number') {
    number = value
  } else if (typeof value === 'string') {
    const line = lineOf(value)
    if (!line.ok) return line
    const decimal = EXPONENT.test(line.value) ? line : readDecimal(line.value)
    if (!decimal.ok) return decimal
    number = Number(decimal.value)
  } else {
    return flaw('number', 'must be a number')
  }
  if (!Number.isFinite(number)) return flaw('number', 'must be a finite number')
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER)
    return flaw(
      'number',
      'is too large for a number (more than 9007199254740991); use a text field'
    )
  return ok(number === 0 ? 0 : number)
}

export const readNumber: Reader = (value) => numberOf(value)
