import { plugins } from '#host/registry'
import { nodeDecider, startRoute } from '#routing/decide_node'
import { type Advance, resumeRun } from '#routing/run_route'
import type { PathStep } from '#routing/types'
import type { Write } from '#store/types'
import { newDelivery, offerWrites } from '#distribution/offer_writes'
import { type OfferStep, planOffer } from '#distribution/plan_offer'
import { OVER, type Place } from '#distribution/pings/place'
import type { Delivery, Run } from '#distribution/run'
import { type RunContext, claimantOf } from '#distribution/run_context'
import { startedEvent, stateColumns } from '#distribution/run_rows'

/** Bids hold as long as those of a lead that is here (ask_bids.ts). */
const BID_LIFE_MS = 120_000
/** No route is longer; one that goes in circles ends here. */
const MOST_OFFERS = 1_000

/** The way of a run to an offer, past those before it; null where it does not lead there, or leads through code. */
export function wayTo(
  run: Run,
  context: RunContext,
  node: string,
  at: number
): { path: PathStep[]; step: OfferStep } | null {
  const { compiled } = context.version
  const lead = run.lead.view
  const moment = { at, seed: run.lead.id, timeZone: context.config.account.timeZone }
  const decide = nodeDecider(compiled, lead, moment, plugins())
  const path: PathStep[] = []
  let walk: Advance = startRoute(compiled, lead, at, decide)
  for (let i = 0; i < MOST_OFFERS; i++) {
    path.push(...walk.path)
    const { next } = walk
    if (next.kind !== 'offer') return null
    if (next.node === node) return { path, step: next }
    const detail = { offered: [], sold: [], passed: 'a place is held further on' }
    walk = resumeRun(compiled.program, next.node, 'unsold', decide, detail)
  }
  return null
}

/**
 * Begins a run at the place that is held for its lead: the delivery takes over what is held, at the price that was told, and
 * the offer goes on behind it as it would have. Null, and the run untouched, where the lead does not fit the place.
 */
export function beginClaimed(
  run: Run,
  context: RunContext,
  place: Place,
  at: number
): { writes(): Write[] } | null {
  const way = wayTo(run, context, place.node, at)
  if (!way) return null
  const key = place.assignmentKey
  const bids = new Map(place.bids.map(({ assignment, bid }) => [assignment, bid]))
  const lead = run.lead.view
  const known = bids.size > 0 ? bids : undefined
  const plan = planOffer(run, context, way.step, lead, at, undefined, known)
  const claimant = claimantOf(context, key, at)
  if (!plan.ok || !claimant || claimant.partnerId !== place.partnerId) return null
  const { offer, verdicts } = plan.value
  if (!offer.waves.flat().includes(key)) return null

  const rest = offer.waves
    .map((wave) => wave.filter((one) => one !== key))
    .filter((wave) => wave.length > 0)
  const { id, number } = context.version
  Object.assign(run, { startedAt: at, versionId: id, versionNumber: number, path: way.path })
  run.verdicts = verdicts
  run.state = {
    ...run.state,
    phase: 'offer',
    node: place.node,
    offer: {
      ...offer,
      waves: [[key], ...rest],
      wave: 0,
      prices: { ...offer.prices, [key]: place.price },
      ...(known && { bids: bidsOf(place, way.step, at) }),
    },
  }
  const won = place.bids.find(({ assignment }) => assignment === key)
  // Priced by a ping: the answer to the post names no other price.
  const bid = { ping: won?.ping ?? place.id, reference: won?.reference ?? null }
  const priced = { ...claimant, price: place.price, bid }
  // Not sent yet: whoever takes the run first begins its first attempt, as with one that was put off.
  const delivery: Delivery = {
    ...newDelivery(run, priced, place.holds, 0, at),
    ...{ status: 'pending', attempts: 0, nextAttemptAt: at },
  }
  const started = startedEvent(run, context.profile.profile.key, at)
  const columns = stateColumns({ ...run, started: true }, 'running')
  run.started = true
  run.deliveries.set(delivery.id, delivery)
  return {
    writes: () => [
      ...started,
      { update: 'distributions', id: run.id, set: columns },
      ...offerWrites(run, priced, delivery, [], { caps: [], ...tierOf(place) }, at).flatMap(unsent),
      ...place.bids.map((one): Write => ({ insert: 'pings', row: pingRow(run, place, one) })),
      {
        update: 'ping_places',
        id: place.id,
        set: { ...OVER, status: 'claimed', lead_id: run.lead.id },
      },
    ],
  }

  function unsent(write: Write): Write[] {
    if (!('insert' in write)) return [write]
    if (write.insert === 'attempts') return []
    if (write.insert !== 'deliveries') return [write]
    const row = { ...write.row, status: 'pending', attempts: 0, next_attempt_at: at }
    return [{ insert: 'deliveries', row }]
  }
}

const tierOf = ({ tier }: Place) => (tier ? { tier } : {})

const bidsOf = (place: Place, step: OfferStep, at: number) => ({
  step,
  until: at + BID_LIFE_MS,
  of: Object.fromEntries(
    place.bids.map(({ assignment, ping, bid, reference, reason }) => [
      assignment,
      { ping, bid, reference, reason },
    ])
  ),
})

const pingRow = (run: Run, place: Place, one: Place['bids'][number]) => ({
  ...one.columns,
  id: one.ping,
  account_id: run.accountId,
  lead_id: run.lead.id,
  distribution_id: run.id,
  partner_id: one.partnerId,
  assignment_id: one.assignmentId,
  assignment_key: one.assignment,
  node: place.node,
  asked_at: one.askedAt,
  currency: run.currency,
  outcome: one.outcome,
  bid: one.bid,
  reference: one.reference,
  reason: one.reason,
})
