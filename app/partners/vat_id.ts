import { checkVAT, countries } from 'jsvat-next'
import { PREFIXES, normalVatId, patternOf } from '#shared/vat_id_form'

export { normalVatId } from '#shared/vat_id_form'

export type VatIdVerdict =
  /** As its country writes it, and the check digits are right where it has any. */
  | { type: 'good'; country: string }
  | { type: 'format'; country: string }
  | { type: 'check_digits'; country: string }
  /** It is of another country than the address. */
  | { type: 'other_country'; country: string }
  /** Of a country whose ids are not known here. */
  | { type: 'unknown' }

/** What can be said of a VAT id without asking anybody; `country` is that of the address (ISO 3166). */
export function readVatId(text: string, country?: string): VatIdVerdict {
  const id = normalVatId(text, country)
  const prefix = id.slice(0, 2)
  const pattern = patternOf(prefix)
  if (!pattern) return { type: 'unknown' }
  if (!pattern.test(id.slice(2))) return { type: 'format', country: prefix }
  if (!hasGoodDigits(id, prefix)) return { type: 'check_digits', country: prefix }
  const expected = country && (PREFIXES[country] ?? country)
  if (expected && expected !== prefix && !(prefix === 'XI' && expected === 'GB'))
    return { type: 'other_country', country: prefix }
  return { type: 'good', country: prefix }
}

/** Forms the library does not know are taken as they are: the register decides. */
function hasGoodDigits(id: string, prefix: string): boolean {
  if (prefix === 'NO') return hasNorwegianDigit(id.slice(2, 11))
  if (prefix === 'CH') return hasSwissDigit(id.slice(3, 12))
  const { isValid, isValidFormat } = checkVAT(id, countries)
  return isValid || !isValidFormat
}

/** Modulus 11 of an organisation number (Brønnøysundregistrene). */
function hasNorwegianDigit(digits: string): boolean {
  const sum = weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2])
  return (11 - (sum % 11)) % 11 === Number(digits[8])
}

/** Modulus 11 of a UID (eCH-0097). */
function hasSwissDigit(digits: string): boolean {
  const sum = weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4])
  return (11 - (sum % 11)) % 11 === Number(digits[8])
}

const weighted = (digits: string, weights: number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)
