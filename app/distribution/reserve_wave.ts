import type { Lock, Work, Write } from '#store/types'
import type { Delivery, OfferState, Run } from '#distribution/run'
import { stateColumns } from '#distribution/run_rows'
import {
  type Claimant,
  type Found,
  type Refused,
  claimantLocks,
  roomFor,
  takeClaimant,
} from '#distribution/take_claimant'

export { type Claimant, liveKey } from '#distribution/take_claimant'

export interface Refusal {
  assignmentKey: string
  reason: Refused
  found: Found
}

/** `offer`: where the offer stands behind it. */
export type Reservation =
  | { type: 'lost' } // another worker owns the run now
  | { type: 'broken'; message: string } // the strategy failed: the lead is held
  | {
      type: 'reserved'
      deliveries: Delivery[]
      refusals: Refusal[]
      /** What was found of those that were not refused as duplicates. */
      found: Record<string, Found>
      offer: OfferState
    }
  | { type: 'none'; refusals: Refusal[]; offer: OfferState }

/**
 * Takes the first of `waves` in which at least one claimant has room: all caps of a claimant or none of them, never the
 * same lead twice to one partner, and the delivery with its first attempt recorded before anything leaves the house.
 * Test leads hold no caps.
 */
export function reserveWave(
  run: Run,
  waves: Claimant[][],
  firstWave: number,
  owner: { id: string; isNew: boolean },
  at: number
): Work<Reservation> {
  const locks: Lock[] = owner.isNew ? [] : [{ table: 'distributions', value: run.id }]
  for (const claimant of waves.flat()) locks.push(...claimantLocks(run, claimant))

  return {
    locks,
    decide(locked) {
      // A run that is written in this very transaction is nobody else's yet.
      const mine = owner.isNew || locked.get('distributions', run.id)?.owner === owner.id
      if (!mine) return { result: { type: 'lost' }, writes: [] }

      const refusals: Refusal[] = []
      for (const [i, wave] of waves.entries()) {
        const writes: Write[] = []
        const deliveries: Delivery[] = []
        const found: Record<string, Found> = {}
        for (const claimant of wave) {
          const key = claimant.assignmentKey
          const room = roomFor(locked, run, claimant, deliveries)
          const { refused } = room
          if (refused !== 'duplicate') found[key] = room.found
          if (refused) {
            refusals.push({ assignmentKey: key, reason: refused, found: room.found })
            continue
          }
          const taken = takeClaimant(locked, run, room, firstWave + i, at)
          deliveries.push(taken.delivery)
          writes.push(...taken.writes)
        }
        if (!deliveries.length) continue
        const offer = { ...run.state.offer!, wave: firstWave + i }
        const after = { ...run, started: true, state: { ...run.state, offer } }
        writes.unshift({ update: 'distributions', id: run.id, set: stateColumns(after, 'running') })
        return {
          result: { type: 'reserved', deliveries, refusals, found, offer },
          writes,
        }
      }
      const offer = { ...run.state.offer!, wave: firstWave + waves.length }
      return { result: { type: 'none', refusals, offer }, writes: [] }
    },
  }
}
