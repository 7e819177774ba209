import { type Ladder, type Places, nextPlace, stepAt } from '#routing/ladder'
import type { TierTrace } from '#routing/types'
import { formatAmount } from '#shared/money'

/** The ladder of a claimant; where a rule or a bid names the price, its lead is counted all the same. */
export interface ClaimedLadder extends Ladder {
  prices: boolean
}

/** What a lead costs that takes this place; `otherwise` is what it costs without a ladder. Minor units. */
export const priceAt = (ladder: ClaimedLadder | null, place: number, otherwise: number): number =>
  ladder?.prices ? (stepAt(ladder, place)?.price ?? otherwise) : otherwise

export function tierOf(
  { per, count, steps }: Ladder,
  place: number,
  price: number,
  currency: string
): TierTrace {
  const from = stepAt({ steps }, place)?.from ?? null
  return { per, count, place, from, price: formatAmount(price, currency) }
}

/** Places as this process saw them last: enough to put candidates in order, never to price one. */
const seen = new Map<string, number>()
const MAX_SEEN = 10_000

/** The place the next lead would get. */
export const lastSeenPlace = (id: string): number => seen.get(id) ?? 1

export function rememberPlaces(id: string, places: Places) {
  if (seen.size >= MAX_SEEN && !seen.has(id)) seen.clear()
  seen.set(id, nextPlace(places))
}
