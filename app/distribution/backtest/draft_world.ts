import { type CapKey, capKeys } from '#routing/cap_windows'
import type { PluginSource } from '#routing/compile_profile'
import { explainCap } from '#routing/explain_verdict'
import type { Ladder } from '#routing/ladder'
import { priceAt, tierOf } from '#distribution/claimant_price'
import type { Claimant } from '#distribution/reserve_wave'
import { measureCap } from '#distribution/measure_cap'
import { type RunContext, ladderIn } from '#distribution/run_context'
import { turnsInMemory } from '#distribution/see_offer'
import type { VirtualAnswer, VirtualHands, VirtualRoom } from '#distribution/walk_virtually'
import { Agenda } from '#distribution/backtest/agenda'
import {
  type AnswerRates,
  type PastAnswer,
  answerOf,
  drawAnswer,
  knownAnswer,
  knownBid,
} from '#distribution/backtest/past_answers'
import type { DraftOffer, PastCase, PastDelivery } from '#distribution/backtest/types'
import { VirtualCaps, lineOf } from '#distribution/backtest/virtual_caps'
import { type PlaceTaken, VirtualLadders } from '#distribution/backtest/virtual_ladders'

/** What the world of a backtest takes from outside of it. */
export interface OutsideWorld {
  plugins: PluginSource
  transform: VirtualHands['transform']
  rates: AnswerRates
  /** What the partner was offered a lead for by a version; null where that is not known any more. */
  offeredPrice(delivery: PastDelivery, one: PastCase): number | null
}

/** What a delivery takes of caps, in which of the two worlds. */
interface Taking {
  caps: CapKey[]
  price: number
  draft: boolean
  live: boolean
  /** Its place on a ladder of prices, in the draft. */
  ladder?: Ladder | null
  place?: PlaceTaken | null
}

/**
 * The caps of the tested version, twice: as the tested version would have used them, and as real sales did. What other
 * profiles really took counts in both.
 */
export class DraftWorld {
  readonly draft = new VirtualCaps()
  readonly live = new VirtualCaps()
  /** Offers that found a cap full, by its line. */
  readonly full = new Map<string, number>()
  readonly ladders = new VirtualLadders()
  #places = new Map<string, PlaceTaken | null>()
  #takings = new Agenda<Taking>()
  #back = new Agenda<Taking>()
  #nextForget = 0
  // How turns stood when the range began is not known any more: they are dealt from the start.
  #turns = turnsInMemory()

  constructor(
    private context: RunContext,
    private outside: OutsideWorld
  ) {}

  /** The caps a delivery counts in, as the tested version and the partners have them. */
  capsOf(delivery: PastDelivery): CapKey[] {
    const { config, profile, version } = this.context
    const { currency } = config.account
    const { partnerId, assignmentKey, assignmentId, createdAt } = delivery
    const partner = config.partners.get(partnerId)
    if (!partner) return []
    const document = version.compiled.byKey.get(assignmentKey)?.document
    const own = profile.assignments.get(assignmentKey)?.id === assignmentId && document?.caps
    return [
      ...(own
        ? capKeys('assignment', assignmentId, own, partner.timeZone, createdAt, currency)
        : []),
      ...capKeys('partner', partnerId, partner.caps, partner.timeZone, createdAt, currency),
    ]
  }

  /**
   * A delivery that is none of the leads judged here. What it took before `from` is taken in both worlds. Later it may
   * find a cap of the draft full, which it would have been refused for: then it takes nothing there.
   */
  takeOutside(delivery: PastDelivery, from: number) {
    const { cancelledAt, createdAt, price } = delivery
    if (cancelledAt !== null && cancelledAt <= from) return
    const caps = this.capsOf(delivery).filter(({ endsAt }) => endsAt === null || endsAt > from)
    const ladder = this.#ladderOf(delivery, from)
    if (!caps.length && !ladder) return
    const taking: Taking = { caps, price, draft: true, live: true, ladder }
    if (createdAt < from) this.#take(taking)
    else this.#takings.add(createdAt, taking)
    if (cancelledAt !== null) this.#back.add(cancelledAt, taking)
  }

  #ladderOf({ assignmentKey, assignmentId, createdAt }: PastDelivery, from: number) {
    const { profile, version } = this.context
    const document = version.compiled.byKey.get(assignmentKey)?.document
    if (!document || profile.assignments.get(assignmentKey)?.id !== assignmentId) return null
    const ladder = ladderIn(this.context, assignmentKey, document, createdAt)
    return ladder && (ladder.endsAt === null || ladder.endsAt > from) ? ladder : null
  }

  /** What really was sold of a lead that is judged here. */
  takeLive(delivery: PastDelivery) {
    const taking = {
      caps: this.capsOf(delivery),
      price: delivery.price,
      draft: false,
      live: true,
    }
    this.#take(taking)
    if (delivery.cancelledAt !== null) this.#back.add(delivery.cancelledAt, taking)
  }

  /** Brings both worlds to `at`. */
  advance(at: number) {
    for (const one of this.#takings.due(at)) {
      one.draft = this.draft.full(one.caps, one.price) === null
      this.#take(one)
    }
    for (const { caps, price, draft, live, place } of this.#back.due(at)) {
      if (draft) this.draft.giveBack(caps, price)
      if (draft && place) this.ladders.giveBack(place)
      if (live) this.live.giveBack(caps, price)
    }
    if (at < this.#nextForget) return
    this.draft.forget(at)
    this.live.forget(at)
    this.ladders.forget(at)
    this.#nextForget = at + 3_600_000
  }

  #take(taking: Taking) {
    const { caps, price, draft, live, ladder } = taking
    if (draft && ladder) taking.place = this.ladders.take(ladder)
    if (draft) {
      this.draft.take(caps, price)
      this.draft.keep(caps)
    }
    if (live) {
      this.live.take(caps, price)
      this.live.keep(caps)
    }
  }

  /** The hands of one walk. `offers` is filled with what is asked, `had` are the partners that have the lead. */
  hands(
    one: PastCase,
    had: ReadonlySet<string>,
    offers: DraftOffer[],
    full: Map<string, CapKey>
  ): VirtualHands {
    const { plugins, transform } = this.outside
    return {
      plugins,
      // An endpoint that rests now may have answered then; one that is switched off is a matter of pauses.
      mayCall: () => ({ type: 'call' }),
      placeOf: (ladder) => this.ladders.next(ladder),
      transform,
      turns: this.#turns,
      bid: bidsOf(this.context, one),
      has: (partnerId) => had.has(partnerId),
      reserve: (claimant) => this.#reserve(claimant, full),
      answer: (claimant) => this.#answer(claimant, one, offers),
    }
  }

  /** Balances are not part of it: what partners would have paid in is not known. */
  #reserve(claimant: Claimant, full: Map<string, CapKey>): VirtualRoom {
    const { caps, ladder, assignmentKey, partnerId } = claimant
    const { account, partners } = this.context.config
    const place = ladder && this.ladders.next(ladder.id)
    const price = priceAt(ladder, place ?? 1, claimant.price)
    const cap = this.draft.full(caps, price)
    // What is used is remembered only where it decides: the traces of a backtest are told again from that.
    const trace = (of: CapKey) => measureCap(of, this.draft.used(of), price, account.currency).trace
    if (cap) {
      full.set(assignmentKey, cap)
      this.full.set(lineOf(cap), (this.full.get(lineOf(cap)) ?? 0) + 1)
    } else {
      this.draft.take(caps, price)
      this.#places.set(assignmentKey, ladder ? this.ladders.take(ladder) : null)
    }
    return {
      refused: cap ? 'cap' : null,
      price,
      ...(ladder && { tier: tierOf(ladder, place!, price, account.currency) }),
      traces: () => caps.map(trace),
      explain: () => (cap ? explainCap(trace(cap), partners.get(partnerId)!.timeZone) : ''),
    }
  }

  #answer(claimant: Claimant, one: PastCase, offers: DraftOffer[]): VirtualAnswer {
    const { caps, price: offered, assignmentKey: assignment } = claimant
    const { answer, basis, own, backAt } = this.#answerOf(claimant, one)
    const place = this.#places.get(assignment) ?? null
    const price = answer === 'no' || own === null ? offered : this.draft.reprice(caps, offered, own)
    offers.push({ assignment, answer, basis, price })
    if (answer === 'no') {
      this.draft.giveBack(caps, offered)
      if (place) this.ladders.giveBack(place)
      return { answer, price }
    }
    this.draft.keep(caps)
    if (answer === 'back' && backAt !== null)
      this.#back.add(backAt, { caps, price, draft: true, live: false, place })
    return { answer: answer === 'open' ? 'open' : 'sold', price }
  }

  #answerOf(claimant: Claimant, one: PastCase): PastAnswer {
    const { partnerId, assignmentId, assignmentKey } = claimant
    const asked = { partnerId, assignmentId, runId: one.run?.id ?? null }
    const known = knownAnswer(one.deliveries, asked)
    if (!known) {
      const rate = this.outside.rates.of(partnerId, assignmentId)
      return drawAnswer(rate, one.lead.id, assignmentKey)
    }
    const offered = this.outside.offeredPrice(known, one)
    // Another price than was offered is one that the partner named.
    const own = offered === null || offered === known.price ? null : known.price
    return { answer: answerOf(known)!, basis: 'known', own, backAt: known.cancelledAt }
  }
}

/** Bids as they were; whoever was never asked is taken to bid what its assignment pays. */
export const bidsOf =
  ({ profile }: RunContext, { bids, run }: PastCase) =>
  (assignment: string, price: number): number | null => {
    const known = knownBid(bids, profile.assignments.get(assignment)?.id ?? '', run?.id ?? null)
    return known === undefined ? price : known
  }
