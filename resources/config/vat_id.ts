import { PREFIXES, normalVatId, patternOf } from '../../app/shared/vat_id_form.js'

export type VatIdVerdict =
  | { type: 'good'; country: string }
  /** The prefix is of a known country and the rest is not as that country writes it. */
  | { type: 'format'; country: string }
  /** It is of another country than the address. */
  | { type: 'other_country'; country: string }
  /** Nothing is known of its form. */
  | { type: 'unknown' }

/** What can be said of a VAT id by its form alone; `country` is that of the address (ISO 3166). */
export function readVatId(text: string, country?: string): VatIdVerdict {
  const id = normalVatId(text)
  const prefix = id.slice(0, 2)
  const pattern = patternOf(prefix)
  if (!pattern) return { type: 'unknown' }
  if (!pattern.test(id.slice(2))) return { type: 'format', country: prefix }
  const expected = country && (PREFIXES[country] ?? country)
  if (expected && expected !== prefix && !(prefix === 'XI' && expected === 'GB'))
    return { type: 'other_country', country: prefix }
  return { type: 'good', country: prefix }
}
