import { percentOf } from '#shared/money'

/** Tax on the total of a category, minor units: `rate` is a percent as a decimal string, null is none. */
export const taxOn = (net: number, rate: string | null): number =>
  rate === null ? 0 : percentOf(net, rate)

/**
 * Tax of a credit: that of its own net, but never more than is left of the original, and with the last of the net the
 * last of the tax goes. So credits of parts add up to the original to the cent.
 */
export function creditedTax(
  net: number,
  rate: string | null,
  left: { net: number; tax: number }
): number {
  if (net === left.net) return left.tax
  const tax = taxOn(net, rate)
  return left.tax < 0 ? Math.max(tax, left.tax) : Math.min(tax, left.tax)
}
