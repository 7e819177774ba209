import type { Basis, DraftAnswer, PastBid, PastDelivery } from '#distribution/backtest/types'

/** What a partner is taken to answer. `own`: the price it named itself, minor units. */
export interface PastAnswer {
  answer: DraftAnswer
  basis: Basis
  own: number | null
  /** When a sale was taken back, ms. */
  backAt: number | null
}

/** Fewer answers than this say nothing of an assignment: then those of its partner are asked. */
const ENOUGH = 20

/** How many offers were answered, sold, and sold for good. */
interface Answers {
  answered: number
  sold: number
  kept: number
}

/** What partners answered over time. Rates are shares of the offers that came to an end. */
export class AnswerRates {
  #partners = new Map<string, Answers>()
  #assignments = new Map<string, Answers>()

  add(delivery: PastDelivery) {
    const answer = answerOf(delivery)
    if (answer === null || answer === 'open') return
    count(this.#partners, delivery.partnerId, answer)
    count(this.#assignments, delivery.assignmentId, answer)
  }

  /** Null where the partner never answered. */
  of(partnerId: string, assignmentId: string): { sold: number; kept: number; of: number } | null {
    const own = this.#assignments.get(assignmentId)
    const known = own && own.answered >= ENOUGH ? own : this.#partners.get(partnerId)
    if (!known?.answered) return null
    const { answered, sold, kept } = known
    return { sold: sold / answered, kept: kept / answered, of: answered }
  }
}

function count(all: Map<string, Answers>, id: string, answer: DraftAnswer) {
  const one = all.get(id) ?? { answered: 0, sold: 0, kept: 0 }
  one.answered++
  if (answer !== 'no') one.sold++
  if (answer === 'sold') one.kept++
  all.set(id, one)
}

/** How a delivery ended; null while it has not. */
export function answerOf({ status, held }: PastDelivery): DraftAnswer | null {
  if (status === 'accepted' || status === 'sent') return 'sold'
  if (status === 'cancelled') return 'back'
  if (status === 'rejected' || status === 'failed') return 'no'
  if (status === 'unknown') return held ? 'open' : 'no'
  return null
}

/**
 * The partner's own answer for this very lead, if it was ever asked: in the same run first, then by the same assignment,
 * then the partner's newest.
 */
export function knownAnswer(
  deliveries: readonly PastDelivery[],
  asked: { partnerId: string; assignmentId: string; runId: string | null }
): PastDelivery | null {
  let best: PastDelivery | null = null
  let weight = 0
  for (const one of deliveries) {
    if (one.partnerId !== asked.partnerId || answerOf(one) === null) continue
    const same = one.assignmentId === asked.assignmentId
    const mine = (same && one.runId === asked.runId ? 4 : 0) + (same ? 2 : 0) + 1
    if (mine >= weight) {
      best = one
      weight = mine
    }
  }
  return best
}

/** What an assignment bid for this lead: in the same run first, then the newest; undefined where it was never asked. */
export function knownBid(
  bids: readonly PastBid[],
  assignmentId: string,
  runId: string | null
): number | null | undefined {
  const mine = bids.filter((one) => one.assignmentId === assignmentId)
  return (mine.findLast((one) => one.runId === runId) ?? mine.at(-1))?.bid
}

/** Draws an answer by the partner's rates; the same lead and assignment always draw the same. */
export function drawAnswer(
  rate: { sold: number; kept: number } | null,
  leadId: string,
  assignmentKey: string
): PastAnswer {
  if (!rate) return { answer: 'sold', basis: 'assumed', own: null, backAt: null }
  const drawn = chance(`${leadId}:${assignmentKey}`)
  const answer = drawn < rate.kept ? 'sold' : drawn < rate.sold ? 'back' : 'no'
  return { answer, basis: 'rate', own: null, backAt: null }
}

/** A number in [0, 1) from a text, evenly spread: FNV-1a with the finish of MurmurHash3. */
function chance(seed: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
