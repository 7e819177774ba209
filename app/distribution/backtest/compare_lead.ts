import { answerOf } from '#distribution/backtest/past_answers'
import type { Basis, ChangeKind, DraftOffer, PastCase } from '#distribution/backtest/types'

export interface Sale {
  partner: string
  /** Minor units. */
  price: number
}

export interface Compared {
  /** Sales that still stand. */
  live: Sale[]
  draft: (Sale & { basis: Basis })[]
  /** Sales that were taken back. */
  cancelled: { live: number; draft: number }
  /** Null where the same partners have it. */
  kind: ChangeKind | null
  /** Same partners, another price. */
  repriced: boolean
}

/** What became of a lead and what the draft makes of it, by the partners that have it in the end. */
export function compareLead(
  one: PastCase,
  profileId: string,
  offers: readonly DraftOffer[],
  partnerOf: (assignment: string) => string,
  partnerKey: (id: string) => string
): Compared {
  const real = one.deliveries.filter((delivery) => delivery.profileId === profileId)
  const live = real
    .filter((delivery) => answerOf(delivery) === 'sold')
    .map(({ partnerId, price }) => ({ partner: partnerKey(partnerId), price }))
  const draft = offers
    .filter(({ answer }) => answer === 'sold')
    .map(({ assignment, price, basis }) => ({ partner: partnerOf(assignment), price, basis }))
  const cancelled = {
    live: real.filter((delivery) => answerOf(delivery) === 'back').length,
    draft: offers.filter(({ answer }) => answer === 'back').length,
  }
  const same = textOf(live) === textOf(draft)
  return {
    live,
    draft,
    cancelled,
    kind: same ? null : !live.length ? 'gained' : !draft.length ? 'lost' : 'moved',
    repriced: same && pricesOf(live) !== pricesOf(draft),
  }
}

const textOf = (sales: Sale[]) =>
  sales
    .map(({ partner }) => partner)
    .sort()
    .join()
const pricesOf = (sales: Sale[]) =>
  sales
    .map(({ partner, price }) => `${partner} ${price}`)
    .sort()
    .join()
