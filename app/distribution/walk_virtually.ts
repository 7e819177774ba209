import { nodeDecider, startRoute } from '#routing/decide_node'
import { type Advance, type Decide, resumeRun } from '#routing/run_route'
import type { BalanceTrace, CapTrace, PathStep, RefusalReason, TierTrace } from '#routing/types'
import type { LeadView } from '#sdk'
import type { Result } from '#shared/result'
import { planOffer } from '#distribution/plan_offer'
import type { Claimant } from '#distribution/reserve_wave'
import type { Run } from '#distribution/run'
import { type RunContext, claimantOf } from '#distribution/run_context'
import { type SeeingHands, type SeenOffer, seeOffer } from '#distribution/see_offer'

/** What a partner makes of an offer. `open`: it may have bought, and will not say. Price in minor units. */
export interface VirtualAnswer {
  answer: 'sold' | 'no' | 'open'
  price: number
}

/** The room for an offer: taken, or there is none and nothing is. */
export interface VirtualRoom {
  refused: 'cap' | 'balance' | null
  /** As its place on a ladder prices it; minor units. */
  price: number
  tier?: TierTrace
  balance?: BalanceTrace
  /** As they were found; worked out when somebody asks. */
  traces(): CapTrace[]
  /** Why there is no room, in a sentence. */
  explain(): string
}

type Awaitable<T> = T | Promise<T>

/** What a walk asks of the world it is walked in: that of now, or that of a lead of last week. */
export interface VirtualHands extends SeeingHands {
  /** Resolves when the leads before this one have taken what they take; asked before the first offer. */
  turn?(): Promise<void>
  transform(code: string, values: Record<string, unknown>): Promise<Result<Values, string>>
  /** The partner has this lead from elsewhere. */
  has(partnerId: string): boolean
  /** Takes the caps of an offer, all or none. */
  reserve(claimant: Claimant): Awaitable<VirtualRoom>
  /** The partner's answer, with its caps kept or given back. */
  answer(claimant: Claimant): Awaitable<VirtualAnswer>
}
type Values = Record<string, unknown>

export interface VirtualOffer extends VirtualAnswer {
  claimant: Claimant
  node: string
}

export interface VirtualWalk {
  status: 'sold' | 'unsold' | 'held'
  reason: string | null
  path: PathStep[]
  /** As it was behind the last transform. */
  lead: LeadView
  offers: VirtualOffer[]
  /** By key of the assignment: why it was not offered the lead although its filter lets it. */
  refused: Map<string, { reason: RefusalReason; explain(): string }>
  caps: Map<string, () => CapTrace[]>
  /** Of those with a ladder of prices or a balance, as they were found. */
  money: Map<string, Pick<VirtualRoom, 'tier' | 'balance'>>
}

/** Waves behind which a simulated offer gives up looking, as a route's path would be of no use to anyone. */
const MAX_STEPS = 1_000

/**
 * Takes a lead through a version as `advance_run.ts` does, with other hands: nothing is sent, stored or counted. The
 * whole walk is judged at one moment, and partners answer at once.
 */
export async function walkVirtually(
  run: Run,
  context: RunContext,
  at: number,
  hands: VirtualHands
): Promise<VirtualWalk> {
  const { compiled } = context.version
  const moment = { at, seed: run.lead.id, timeZone: context.config.account.timeZone }
  const decider = (of: LeadView): Decide => nodeDecider(compiled, of, moment, hands.plugins)
  const walk: VirtualWalk = {
    status: 'unsold',
    reason: null,
    path: [],
    lead: run.lead.view,
    offers: [],
    refused: new Map(),
    caps: new Map(),
    money: new Map(),
  }
  const end = (status: VirtualWalk['status'], reason: string | null) => {
    // Sold is sold, wherever the route led to afterwards.
    const sold = walk.offers.some((one) => one.answer === 'sold')
    walk.status = sold ? 'sold' : status === 'sold' ? 'unsold' : status
    walk.reason = sold && status !== 'held' ? null : reason
    return walk
  }
  let decide = decider(walk.lead)
  let advance: Advance = startRoute(compiled, walk.lead, at, decide)
  let waited = false

  for (let i = 0; i < MAX_STEPS; i++) {
    walk.path.push(...advance.path)
    const { next } = advance
    if (next.kind === 'end') return end(next.status, next.reason)
    if (next.kind === 'transform') {
      const done = await hands.transform(next.code, { ...walk.lead.values })
      if (!done.ok) return end('held', `transform "${next.node}" failed: ${done.problem}`)
      walk.lead = { ...walk.lead, values: done.value }
      decide = decider(walk.lead)
      advance = resumeRun(compiled.program, next.node, 'out', decide)
      continue
    }
    if (!waited && hands.turn) await hands.turn()
    waited = true
    const plan = planOffer(run, context, next, walk.lead, at, hands)
    if (!plan.ok) return end('held', plan.problem)
    for (const [key, { reason, explanation }] of Object.entries(plan.value.verdicts.refused))
      walk.refused.set(key, { reason, explain: () => explanation })
    const offer = await seeOffer(run, context, next, walk.lead, at, plan.value.offer, hands)
    if (!offer.ok) return end('held', offer.problem)
    const { stopAfter, detail: seen } = offer.value
    const asked = await askWaves(walk, context, offer.value, at, hands)
    const sold = asked.filter((one) => one.answer === 'sold')
    const enough = stopAfter !== null && sold.length >= stopAfter
    // A lead that may be sold already is offered to nobody else, unless everybody gets it anyway.
    if (
      asked.some((one) => one.answer === 'open') &&
      !enough &&
      (stopAfter !== null || !sold.length)
    )
      return end('held', 'a partner never answered: the lead may be sold')
    const keys = (list: VirtualOffer[]) => list.map((one) => one.claimant.assignmentKey)
    const detail = { offered: keys(asked), sold: keys(sold), ...seen }
    const port = sold.length ? 'sold' : 'unsold'
    advance = resumeRun(compiled.program, next.node, port, decide, detail)
  }
  return end('held', 'the route does not end')
}

/** Offers the lead wave by wave, until enough have bought or somebody may have. */
async function askWaves(
  walk: VirtualWalk,
  context: RunContext,
  offer: SeenOffer,
  at: number,
  hands: VirtualHands
): Promise<VirtualOffer[]> {
  const { node, waves, stopAfter } = offer
  const asked: VirtualOffer[] = []
  let sold = 0
  for (const wave of waves) {
    if (stopAfter !== null && (sold >= stopAfter || asked.some((one) => one.answer === 'open')))
      break
    const reserved: Claimant[] = []
    for (const key of wave) {
      const claimant = claimantOf(context, key, at, offer)
      if (!claimant) continue
      const { partnerId } = claimant
      const mine = (one: VirtualOffer) =>
        one.claimant.partnerId === partnerId && one.answer !== 'no'
      if (
        hands.has(partnerId) ||
        walk.offers.some(mine) ||
        reserved.some((one) => one.partnerId === partnerId)
      ) {
        const explain = () => 'its partner has this lead already'
        walk.refused.set(key, { reason: 'duplicate', explain })
        continue
      }
      const room = await hands.reserve(claimant)
      walk.caps.set(key, room.traces)
      const { refused, price, tier, balance } = room
      if (tier || balance)
        walk.money.set(key, { ...(tier && { tier }), ...(balance && { balance }) })
      if (refused) walk.refused.set(key, { reason: refused, explain: room.explain })
      else reserved.push({ ...claimant, price })
    }
    const keys = reserved.map((one) => one.assignmentKey)
    offer.dealt(keys, new Set(wave.filter((key) => !keys.includes(key))))
    for (const claimant of reserved) {
      const one = { ...(await hands.answer(claimant)), claimant, node }
      if (one.answer === 'sold') sold++
      asked.push(one)
      walk.offers.push(one)
    }
  }
  return asked
}
