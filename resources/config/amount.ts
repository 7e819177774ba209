/** Currencies whose minor unit is not 2 (ISO 4217), as far as amounts are typed in them. */
const EXPONENTS: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
      .split(' ')
      .map((code) => [code, 0])
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
}

/**
 * An amount as people type it ("25", "25,5", "1.250,00", "1,250.00") as the decimal text of the API; null: it is none,
 * or has more decimals than the currency.
 */
export function readAmount(typed: string, currency: string): string | null {
  const text = typed.replace(/[\s'’]/g, '')
  const match = /^(\d+|\d{1,3}(?:[.,]\d{3})+)(?:([.,])(\d*))?$/.exec(text)
  if (!match) return null
  const [, whole, , decimals = ''] = match
  const separators = new Set(whole.replace(/\d/g, ''))
  // In "1.250.00" the same sign cannot be both.
  if (separators.size > 1 || (match[2] && separators.has(match[2]))) return null
  const places = EXPONENTS[currency] ?? 2
  if (decimals.replace(/0+$/, '').length > places) return null
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  if (digits.length > 13) return null
  return places ? `${digits}.${decimals.slice(0, places).padEnd(places, '0')}` : digits
}
