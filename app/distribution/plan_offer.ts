import type { CallVerdict } from '#delivery/circuit'
import { plugins } from '#host/registry'
import { blockedFor, explainSuppressed } from '#intake/suppression_lists'
import type { CompiledAssignment, CompiledProfile, PluginSource } from '#routing/compile_profile'
import { type JudgeFacts, judge } from '#routing/judge'
import type { Step } from '#routing/run_route'
import type { Candidate, LeadView } from '#sdk'
import { type Result, ok } from '#shared/result'
import { isObject } from '#shared/shape'
import { askForPlan, askWhom, strategyOf } from '#distribution/call_strategy'
import { circuits, pingCircuit } from '#distribution/circuits'
import { lastSeenPlace, priceAt } from '#distribution/claimant_price'
import type { OfferState, Run, Verdicts } from '#distribution/run'
import { type RunContext, basePriceOf, ladderIn, ruledPriceOf } from '#distribution/run_context'
import { type TurnBook, lastSeen, turnsId, turnsOf } from '#distribution/turns'

/** Turns are shared among so many at most; of more eligible ones those behind come when all of them declined. */
export const MOST_IN_TURN = 500

export type OfferStep = Extract<Step, { kind: 'offer' }>

/** What is switched at once and therefore no part of a version: pauses as they are now. */
export function factsOf({ config, profile }: RunContext): JudgeFacts {
  const pausedPartners = new Set<string>()
  const pausedThemselves = new Set<string>()
  for (const partner of config.partnersByKey.values())
    if (partner.paused) {
      pausedPartners.add(partner.key)
      // Where the team paused it too, that is what counts: it alone can end it.
      if (partner.own?.paused && !partner.pausedByTeam) pausedThemselves.add(partner.key)
    }
  const pausedAssignments = new Set<string>()
  for (const row of profile.assignments.values()) if (row.paused) pausedAssignments.add(row.key)
  return {
    pausedPartners,
    pausedThemselves,
    pausedAssignments,
    zoneOf: (key) => config.partnersByKey.get(key)?.timeZone ?? config.account.timeZone,
    nameOf: (key) => config.partnersByKey.get(key)?.name ?? key,
  }
}

/** What planning asks of the world: a walk that only tries brings its own. */
export interface PlanHands {
  plugins: PluginSource
  /** May the endpoint of an assignment be called? */
  mayCall(assignmentId: string, at: number): CallVerdict
  /** The place the next lead would get on a ladder of prices. */
  placeOf(ladder: string): number
}

const live = (): PlanHands => ({
  plugins: plugins(),
  mayCall: (assignmentId, at) => circuits.verdict(assignmentId, at),
  placeOf: lastSeenPlace,
})

/**
 * Judges the lead by the assignments of an offer node and asks its strategy for an order of attempts. Fails with a
 * sentence when the strategy is not there or broken: the lead is then held, never dropped.
 *
 * Where bids have to be asked for first, the offer comes back with `ask` and without waves; it is planned again with
 * `bids` (minor units, null: none) by assignment. Where turns are dealt, the order is as this process knows the turns:
 * the reservation settles it (see reserve_turn.ts).
 */
export function planOffer(
  run: Run,
  context: RunContext,
  step: OfferStep,
  lead: LeadView,
  at: number,
  hands: PlanHands = live(),
  bids?: ReadonlyMap<string, number | null>
): Result<{ offer: OfferState; verdicts: Verdicts }, string> {
  const { strategy } = step
  const found = strategyOf(strategy, hands.plugins)
  if (!found.ok) return found
  const by = found.value.plugin.turns
  const book = by ? lastSeen(turnsId(context.profile.profile.id, step.node)) : null
  const { candidates, verdicts, prices, laddered } = judgeOffer(
    run,
    context,
    step,
    lead,
    at,
    hands,
    book
  )
  const offer: OfferState = { node: step.node, waves: [], stopAfter: 1, wave: 0 }
  if (Object.keys(prices).length > 0) offer.prices = prices
  if (laddered && found.value.plugin.prices && !bids) offer.pricing = { strategy }

  if (!bids) {
    const ask = askWhom(strategy, candidates, hands.plugins)
    if (!ask.ok) return ask
    if (ask.value) {
      const { assignments, deadlineSeconds } = ask.value
      const asking = { step, assignments, deadlineSeconds, pings: null }
      return ok({ verdicts, offer: { ...offer, ask: asking } })
    }
  }
  const all = by ? candidates.slice(0, MOST_IN_TURN) : candidates
  const able = bids ? withBids(all, bids) : all
  const plan = askForPlan(strategy, able, run.lead.id, run.currency, hands.plugins)
  if (!plan.ok) return plan
  const { stopAfter } = plan.value
  const behind = candidates.slice(all.length).map((one) => [one.assignment])
  offer.waves = [...plan.value.waves, ...behind]
  offer.stopAfter = stopAfter === 'never' ? null : stopAfter
  if (by) offer.dealing = { by, strategy, told: null }
  for (const [key, bid] of bids ?? [])
    if (bid !== null) offer.prices = { ...offer.prices, [key]: bid }
  return ok({ verdicts, offer })
}

const withBids = (all: readonly Candidate[], bids: ReadonlyMap<string, number | null>) =>
  all.map((one) => {
    const bid = bids.get(one.assignment)
    return bid === undefined ? one : { ...one, bid }
  })

/** Who may be offered the lead at this node, at which price, and why others may not. */
function judgeOffer(
  run: Run,
  context: RunContext,
  step: OfferStep,
  lead: LeadView,
  at: number,
  hands: PlanHands,
  book: TurnBook | null
) {
  const { compiled } = context.version
  const named = step.assignments && new Set(step.assignments)
  const facts = factsOf(context)
  const verdicts: Verdicts = {
    ...run.verdicts,
    paused: {
      partners: [...facts.pausedPartners],
      ...(facts.pausedThemselves?.size && { themselves: [...facts.pausedThemselves] }),
      assignments: [...facts.pausedAssignments],
    },
    refused: { ...run.verdicts.refused },
  }
  const candidates: Candidate[] = []
  const prices: Record<string, number> = {}
  let laddered = false
  for (const place of judge(compiled, lead, facts, at).eligible) {
    const one = compiled.assignments[place]
    const { key, partner } = one
    if (named && !named.has(key)) continue
    const row = context.profile.assignments.get(key)
    if (!row || !context.config.partnersByKey.has(partner)) continue
    const hit = run.hits?.length ? suppressionOf(run, context, partner) : null
    if (hit) {
      verdicts.refused[key] = { reason: 'filter', explanation: explainSuppressed(hit) }
      continue
    }
    const pings = canPing(one, hands.plugins)
    const silent =
      silence(hands.mayCall(row.id, at)) ??
      (pings ? silence(hands.mayCall(pingCircuit(row.id), at)) : null)
    if (silent) {
      verdicts.refused[key] = { reason: 'paused', explanation: silent }
      continue
    }
    const base = basePriceOf(context, one.document)
    const ruled = one.prices.length > 0 ? ruledPriceOf(context, one, lead, at) : null
    const ladder = one.document.tiers ? ladderIn(context, key, one.document, at) : null
    if (ruled !== null && (ruled !== base || ladder)) prices[key] = ruled
    let price = ruled ?? base
    if (ladder && ruled === null) {
      price = priceAt({ ...ladder, prices: true }, hands.placeOf(ladder.id), base)
      laddered = true
    }
    candidates.push(candidateOf(context, one, price, pings, book))
  }
  return { candidates, verdicts, prices, laddered }
}

/** What keeps the lead from a partner in this profile, as it was looked up last. */
export const suppressionOf = (run: Run, { config, profile }: RunContext, partnerKey: string) =>
  blockedFor(run.hits ?? [], {
    partnerId: config.partnersByKey.get(partnerKey)?.id ?? '',
    partnerKey,
    profileKey: profile.profile.key,
  })

function silence(verdict: CallVerdict): string | null {
  if (verdict.type === 'disabled') return `its endpoint is not called (${verdict.reason})`
  return verdict.type === 'wait'
    ? `its endpoint is not called until ${new Date(verdict.until).toISOString()} after repeated failures`
    : null
}

export function candidateOf(
  context: RunContext,
  { key, partner, priority, document }: CompiledAssignment,
  price: number,
  pings: boolean,
  book: TurnBook | null
): Candidate {
  const weight = document.weight ?? 1
  const candidate = { assignment: key, partner, priority, price, weight }
  if (pings) return { ...candidate, pings }
  if (!book) return candidate
  return { ...candidate, turns: turnsOf(book, context.profile.assignments.get(key)?.id ?? '') }
}

const places = new WeakMap<CompiledProfile, Map<string, number>>()

/** Keys in the order candidates come in: of priority, then of definition. */
export function inPriority(compiled: CompiledProfile, keys: readonly string[]): string[] {
  let known = places.get(compiled)
  if (!known) {
    known = new Map(compiled.assignments.map(({ key }, i) => [key, i]))
    places.set(compiled, known)
  }
  const place = (key: string) => known.get(key) ?? Infinity
  return keys.toSorted((a, b) => place(a) - place(b))
}

/** Its channel can ask for bids, and its config says how. */
const canPing = ({ document: { delivery } }: CompiledAssignment, source: PluginSource): boolean =>
  isObject(delivery.ping) && source.get('channel', delivery.use)?.ping !== undefined
