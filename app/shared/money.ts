import { type Result, fail, ok } from '#shared/result'

/** An amount as the API shows it: a decimal string and an ISO 4217 code. */
export type Money = {
  amount: string
  currency: string
}

/** Integer minor units (cents, yen, fils): the only form amounts are stored and calculated in. */
export type Minor = number

// ISO 4217 (list one, 2026): currencies whose minor unit is not 2. Intl differs (HUF), so it is not asked.
const EXPONENTS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

export const currencyExponent = (currency: string): number => EXPONENTS[currency] ?? 2

/** Reads "25.00" (or 25) as minor units; more decimals than the currency has, signs of a float or NaN are refused. */
export function parseAmount(input: unknown, currency: string): Result<Minor, string> {
  const text =
    typeof input === 'number' ? String(input) : typeof input === 'string' ? input.trim() : ''
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text)
  if (!match) return fail('must be a decimal amount such as "25.00"')
  const exponent = currencyExponent(currency)
  const decimals = (match[3] ?? '').replace(/0+$/, '')
  if (decimals.length > exponent)
    return fail(`must have at most ${exponent} decimals in ${currency}`)
  const minor = Number(match[2]) * 10 ** exponent + Number(decimals.padEnd(exponent, '0') || '0')
  if (!Number.isSafeInteger(minor)) return fail('is too large')
  return ok(match[1] && minor !== 0 ? -minor : minor)
}

/** Minor units as the decimal string of the API: 2500 USD is "25.00". */
export function formatAmount(minor: Minor, currency: string): string {
  const exponent = currencyExponent(currency)
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const sign = minor < 0 ? '-' : ''
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

export const money = (minor: Minor, currency: string): Money => ({
  amount: formatAmount(minor, currency),
  currency,
})

/**
 * A percentage (decimal string, such as "25.5") of an amount in minor units, rounded half away from zero: how EN 16931
 * wants the VAT of a category's total.
 */
export function percentOf(minor: Minor, percent: string): Minor {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(percent)
  if (!match) throw new RangeError(`"${percent}" is no percentage`)
  const decimals = match[2] ?? ''
  const scale = 100n * 10n ** BigInt(decimals.length)
  const product = BigInt(Math.abs(minor)) * BigInt(match[1] + decimals)
  const rounded = Number((2n * product + scale) / (2n * scale))
  return minor < 0 && rounded !== 0 ? -rounded : rounded
}
