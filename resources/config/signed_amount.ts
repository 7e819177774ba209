import { readAmount } from './amount'

/** An amount that may be less than nothing, as people type it; null: it is none. */
export function readSigned(typed: string, currency: string): string | null {
  const text = typed.trim()
  const unsigned = text.replace(/^[−-]/, '')
  const read = readAmount(unsigned, currency)
  return read !== null && unsigned !== text ? `-${read}` : read
}
