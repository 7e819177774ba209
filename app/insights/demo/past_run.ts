import { dateText, localDay } from '#shared/local_time'
import type { Outcome } from '#sdk'
import { newId } from '#shared/ids'
import type { Locked, Row, Write } from '#store/types'
import { newDistribution } from '#distribution/new_distribution'
import { newDelivery, offerWrites } from '#distribution/offer_writes'
import { type Delivery, type Run, isSold } from '#distribution/run'
import type { RunContext } from '#distribution/run_context'
import { finishWrites, startedEvent } from '#distribution/run_rows'
import { amountOf } from '#distribution/measure_cap'
import { settleDelivery } from '#distribution/settle_delivery'
import type { LeadFacts } from '#distribution/new_distribution'
import type { VirtualOffer, VirtualWalk } from '#distribution/walk_virtually'
import { walkVirtually } from '#distribution/walk_virtually'
import type { PastWorld } from '#insights/demo/past_world'

/** Whoever holds the rows of a past run: nobody else ever sees them. */
const OWNER = 'past'
const HOUR = 3_600_000

export interface PastRun {
  writes: Write[]
  status: VirtualWalk['status']
  sold: { id: string; partnerId: string; assignmentKey: string; at: number }[]
}

/** Runs a lead through the live version as of back then, and makes the very rows the engine would have left. */
export async function runInThePast(
  context: RunContext,
  world: PastWorld,
  lead: LeadFacts,
  chance: (about: string) => number
): Promise<PastRun> {
  const { config, profile, version } = context
  const begun = lead.createdAt + 15
  const { run, write } = newDistribution(config, profile, lead, 'on_arrival', OWNER, begun)
  Object.assign(run, { versionId: version.id, versionNumber: version.number, startedAt: begun })
  const said = new Map<string, Outcome>()
  const bids = new Map<string, number | null>()
  const hands = world.hands(context, chance, said, bids)
  const walk = await walkVirtually(run, context, lead.createdAt, hands)
  run.path = walk.path
  run.verdicts.caps = mapOf(walk.caps, (traces) => traces())
  run.verdicts.refused = mapOf(walk.refused, ({ reason, explain }) => ({
    reason,
    explanation: explain(),
  }))
  const writes: Write[] = [write, ...startedEvent(run, profile.profile.key, begun)]
  const pings = pingWrites(run, context, bids, walk, begun)
  writes.push(...pings.writes)
  let at = begun + 20
  const sold: PastRun['sold'] = []
  for (const [i, offer] of walk.offers.entries()) {
    const { claimant } = offer
    const outcome = said.get(claimant.assignmentKey)!
    const took = tookMs(claimant.channel, chance(`${claimant.assignmentKey} took`))
    const one = deliver(run, context, offer, outcome, i, { at, took }, pings.of)
    writes.push(...one.writes)
    run.deliveries.set(one.delivery.id, one.delivery)
    at += took
    if (isSold(one.delivery.status)) {
      const { partnerId, assignmentKey } = claimant
      sold.push({ id: one.delivery.id, partnerId, assignmentKey, at })
    }
  }
  const end = { status: walk.status, reason: walk.reason }
  writes.push(...finishWrites(run, end, at + 5).filter((one) => !('refreshLead' in one)))
  return { writes, status: walk.status, sold }
}

const mapOf = <T, R>(map: ReadonlyMap<string, T>, of: (value: T) => R): Record<string, R> =>
  Object.fromEntries([...map].map(([key, value]) => [key, of(value)]))

/** A person in the portal takes hours, a server less than a second. */
const tookMs = (channel: string, chance: number) =>
  channel === 'portal' ? Math.round(HOUR * (0.3 + 5 * chance)) : Math.round(60 + 700 * chance)

function deliver(
  run: Run,
  { config }: RunContext,
  { claimant, price, node }: VirtualOffer,
  outcome: Outcome,
  wave: number,
  { at, took }: { at: number; took: number },
  pings: ReadonlyMap<string, string>
): { delivery: Delivery; writes: Write[] } {
  const { account } = config
  run.state.offer = { node, waves: [], stopAfter: 1, wave }
  const ping = pings.get(claimant.assignmentKey)
  const asked = { ...claimant, price, bid: ping ? { ping, reference: null } : null }
  const holds = claimant.caps.map((cap): [string, number] => [cap.id, amountOf(cap, price)])
  const fresh = newDelivery(run, asked, holds, wave, at)
  const offered = offerWrites(run, asked, fresh, [], { caps: [] }, at)
  run.state.offer = null
  const done = at + took
  const settled = settleDelivery({
    ...{ accountId: run.accountId, leadId: run.lead.id, distributionId: run.id },
    ...{ profileId: run.profileId, source: run.lead.view.source, currency: run.currency },
    day: dateText(localDay(account.timeZone, done)),
    ...{ delivery: fresh, owner: OWNER, actor: null, outcome, nextAttemptAt: null },
    ...{ giveUp: 'next', limits: () => new Map(), balance: null, veil: (text) => text },
    attempt: { request: null, response: null, error: outcome.error ?? null, durationMs: took },
    at: done,
  }).decide(heldAlone(run))
  if (settled.result.type !== 'settled')
    throw new Error(`a past delivery is ${settled.result.type}`)
  return { delivery: settled.result.delivery, writes: [...offered, ...settled.writes] }
}

/** The rows of a run that is written at once, as a settlement looks at them. */
const heldAlone = (run: Run): Locked => ({
  get(table): Row {
    if (table === 'deliveries') return { status: 'sending' }
    if (table !== 'distributions') return { used: 0 }
    const before = [...run.deliveries.values()].filter(({ status }) => isSold(status))
    return { owner: OWNER, revenue: before.reduce((sum, { price }) => sum + price, 0) }
  },
  put() {},
})

function pingWrites(
  run: Run,
  context: RunContext,
  bids: ReadonlyMap<string, number | null>,
  walk: VirtualWalk,
  at: number
): { writes: Write[]; of: Map<string, string> } {
  const of = new Map<string, string>()
  const node = walk.path.findLast(({ detail }) => detail?.asked)?.node ?? ''
  const writes = [...bids].map(([key, bid]): Write => {
    const id = newId('ping', at)
    of.set(key, id)
    const { id: assignmentId, partnerId } = context.profile.assignments.get(key)!
    return {
      insert: 'pings',
      row: {
        ...{ id, account_id: run.accountId, lead_id: run.lead.id, distribution_id: run.id },
        ...{ partner_id: partnerId, assignment_id: assignmentId, assignment_key: key, node },
        ...{ asked_at: at, duration_ms: 120, outcome: bid === null ? 'no_bid' : 'bid', bid },
        currency: run.currency,
      },
    }
  })
  return { writes, of }
}
