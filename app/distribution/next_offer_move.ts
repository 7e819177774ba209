import type { OfferState, Run } from '#distribution/run'
import { isFinal, isSold } from '#distribution/run'

/** What the offer a run stands at needs next. Pure: read off the deliveries alone, so a resumed run goes on the same. */
export type OfferMove =
  | { type: 'ask'; assignments: string[]; behind: number } // for bids; waves before `behind` are done
  | { type: 'reserve'; firstWave: number }
  | { type: 'attempt'; deliveries: string[] }
  | { type: 'sleep'; until: number }
  | { type: 'leave'; port: 'sold' | 'unsold' }
  | { type: 'hold'; reason: string }

/**
 * Deliveries in doubt come first: a lead whose request may have arrived is settled before the next partner is asked,
 * otherwise capacity freed in between would sell it twice.
 */
export function nextOfferMove(run: Run, at: number): OfferMove {
  const offer = run.state.offer!
  const mine = [...run.deliveries.values()].filter((one) => one.node === offer.node)
  const open = mine.filter((one) => !isFinal(one))

  const due = open.filter((one) => isDue(one, at))
  if (due.length) return { type: 'attempt', deliveries: due.map((one) => one.id) }
  if (open.length) {
    const times = open.map((one) => one.nextAttemptAt ?? one.deadlineAt ?? at + 60_000)
    return { type: 'sleep', until: Math.min(...times) }
  }
  const sold = mine.filter((one) => isSold(one.status)).length
  const doubtful = mine.some((one) => one.status === 'unknown' && one.reserved)
  const next = mine.some((one) => one.wave === offer.wave) ? offer.wave + 1 : offer.wave
  const enough = offer.stopAfter !== null && sold >= offer.stopAfter
  const over = enough || next >= offer.waves.length
  // A lead that may be sold already is offered to nobody else, unless everybody gets it anyway.
  if (doubtful && !enough && (offer.stopAfter !== null || (over && !sold)))
    return { type: 'hold', reason: 'a partner never answered: the lead may be sold' }
  if (offer.ask && !enough) return { type: 'ask', assignments: offer.ask.assignments, behind: next }
  if (over) return { type: 'leave', port: sold ? 'sold' : 'unsold' }
  const stale = staleBids(offer, next, at)
  if (stale.length) return { type: 'ask', assignments: stale, behind: next }
  return { type: 'reserve', firstWave: next }
}

/** Whoever is still to be offered the lead at a bid that holds no longer. */
function staleBids({ waves, bids }: OfferState, next: number, at: number): string[] {
  if (!bids || bids.until > at) return []
  return waves
    .slice(next)
    .flat()
    .filter((key) => (bids.of[key]?.bid ?? null) !== null)
}

function isDue(
  delivery: { status: string; nextAttemptAt: number | null; deadlineAt: number | null },
  at: number
) {
  if (delivery.status === 'sending') return true
  if (delivery.status === 'waiting')
    return delivery.deadlineAt !== null && delivery.deadlineAt <= at
  return delivery.nextAttemptAt !== null && delivery.nextAttemptAt <= at
}
