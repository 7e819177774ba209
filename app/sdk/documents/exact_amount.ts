/*
 * Decimal strings, exactly: amounts of a document are added up as whole numbers of their smallest part, never as floats.
 */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/
/** Parts of one: enough for all currencies and prices. */
const SCALE = 8

/** As a whole number of 10^-8. */
export function exact(text: string): bigint {
  const match = DECIMAL.exec(text)
  if (!match) throw new RangeError(`"${text}" is no decimal`)
  const [, sign, whole, decimals = ''] = match
  if (decimals.length > SCALE) throw new RangeError(`"${text}" has more than ${SCALE} decimals`)
  const value = BigInt(whole + decimals.padEnd(SCALE, '0'))
  return sign ? -value : value
}

/** Back to a decimal string, with at least so many decimals. */
export function decimalOf(value: bigint, decimals: number): string {
  const digits = String(value < 0n ? -value : value).padStart(SCALE + 1, '0')
  const idle = digits.slice(-SCALE).replace(/0+$/, '')
  const shown = idle.padEnd(decimals, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -SCALE)}${shown === '' ? '' : `.${shown}`}`
}

/** Number of decimals a decimal string shows. */
export const decimalsOf = (text: string): number => DECIMAL.exec(text)?.[3]?.length ?? 0

/** The sum, with as many decimals as the finest of the parts. */
export function sumOf(amounts: readonly string[]): string {
  const finest = Math.max(0, ...amounts.map(decimalsOf))
  return decimalOf(
    amounts.reduce((sum, one) => sum + exact(one), 0n),
    finest
  )
}

export const negated = (text: string): string =>
  text.startsWith('-') ? text.slice(1) : exact(text) === 0n ? text : `-${text}`

/**
 * An amount as EN 16931 takes it, which is two decimals at most in every currency: "1.250" is "1.25". Null where that
 * would change it.
 */
export function twoDecimals(text: string): string | null {
  const decimals = decimalsOf(text)
  if (decimals <= 2) return text
  const cut = text.length - (decimals - 2)
  return /^0+$/.test(text.slice(cut)) ? text.slice(0, cut) : null
}
