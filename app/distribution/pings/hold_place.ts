import type { AccountKey } from '#entities/field_crypto'
import type { Entity } from '#entities/types'
import type { Work } from '#store/types'
import { saidEvents } from '#distribution/offer_writes'
import { type Place, placeRow } from '#distribution/pings/place'
import type { Run } from '#distribution/run'
import { type Claimant, type Taken, claimantLocks, roomOf, take } from '#distribution/take_claimant'

const NOTHING: Taken = { holds: [], writes: [], said: null }

/**
 * Holds all that a claimant needs for a lead that is still to come: its caps, its place on a ladder and its balance, or none
 * of them. Null where there is no room any more.
 */
export function holdPlace(
  run: Run,
  asked: Claimant,
  wish: Omit<Place, 'holds' | 'price' | 'tier'>,
  { key, entity }: { key: AccountKey; entity: Entity },
  at: number
): Work<Place | null> {
  // There is no lead yet that the partner could have already.
  const [, ...locks] = claimantLocks(run, asked)
  return {
    locks,
    decide(locked) {
      const { refused, claimant, found } = roomOf(locked, run, asked)
      if (refused) return { result: null, writes: [] }
      const taken = wish.test ? NOTHING : take(locked, claimant, at)
      const place: Place = {
        ...wish,
        price: claimant.price,
        holds: taken.holds,
        tier: found.tier ?? null,
      }
      return {
        result: place,
        writes: [
          { insert: 'ping_places', row: placeRow(place, key, entity, at) },
          ...taken.writes,
          ...saidEvents(run, claimant, taken.said, at),
        ],
      }
    },
  }
}
