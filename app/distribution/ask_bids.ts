import { attemptDelivery } from '#delivery/attempt_delivery'
import type { LeadView, Outcome } from '#sdk'
import { newId } from '#shared/ids'
import { parseAmount } from '#shared/money'
import type { Row, Work, Write } from '#store/types'
import { circuits, pingCircuit } from '#distribution/circuits'
import { deliveryView, maskedValues } from '#distribution/delivery_view'
import type { Asking, Bids, OfferState, Run } from '#distribution/run'
import { type RunContext, deliveryOf, veilOfRun } from '#distribution/run_context'
import { startedEvent, stateColumns } from '#distribution/run_rows'
import type { Claimant } from '#distribution/take_claimant'

/** A bid holds so long: whoever was not offered the lead by then is asked anew. */
const BID_LIFE_MS = 120_000
/** An answer that is on its way when the time is over gets this long to be written down as late. */
const LATE_MS = 100

/** One request for a bid and what came of it. */
interface Asked {
  ping: string
  claimant: Claimant
  outcome: 'bid' | 'no_bid' | 'late' | 'failed'
  bid: number | null
  reference: string | null
  reason: string | null
  /** What is stored beside. */
  columns: Row
  /** Events of its endpoint. */
  endpoint: Write[]
}

/** Writes down who is asked before a request leaves. Requests of a process that died are closed as never answered. */
export function beginAsking(
  run: Run,
  context: RunContext,
  asking: Asking,
  claimants: readonly Claimant[],
  owner: string,
  at: number
): { work: Work<boolean>; asking: Asking } {
  const pings = Object.fromEntries(claimants.map((one) => [one.assignmentKey, newId('ping', at)]))
  const next = { ...asking, pings }
  const offer: OfferState = { ...run.state.offer!, ask: next }
  const lost = Object.values(asking.pings ?? {})
  const work: Work<boolean> = {
    locks: [{ table: 'distributions', value: run.id }],
    decide(locked) {
      if (locked.get('distributions', run.id)?.owner !== owner) return { result: false, writes: [] }
      const after: Run = { ...run, started: true, state: { ...run.state, offer } }
      const writes: Write[] = [
        ...startedEvent(run, context.profile.profile.key, at),
        { update: 'distributions', id: run.id, set: stateColumns(after, 'running') },
        ...lost.map((id): Write => ({
          update: 'pings',
          id,
          set: { outcome: 'failed', reason: 'the process ended before an answer was recorded' },
        })),
        ...claimants.map((one): Write => ({
          insert: 'pings',
          row: {
            id: pings[one.assignmentKey],
            account_id: run.accountId,
            lead_id: run.lead.id,
            distribution_id: run.id,
            partner_id: one.partnerId,
            assignment_id: one.assignmentId,
            assignment_key: one.assignmentKey,
            node: offer.node,
            asked_at: at,
            currency: run.currency,
          },
        })),
      ]
      return { result: true, writes }
    },
  }
  return { work, asking: next }
}

/** Asks everybody at once and is back when all have answered, or the time is over. Never throws. */
export async function askAll(
  run: Run,
  context: RunContext,
  lead: LeadView,
  asking: Asking,
  claimants: readonly Claimant[]
): Promise<Asked[]> {
  const timeoutMs = Math.round(asking.deadlineSeconds * 1000)
  return Promise.all(
    claimants.map((one) =>
      askOne(run, context, lead, one, asking.pings![one.assignmentKey], timeoutMs)
    )
  )
}

/** One request for a bid: back when it was answered, or the time is over. Never throws. */
export async function askOne(
  run: Run,
  context: RunContext,
  lead: LeadView,
  claimant: Claimant,
  ping: string,
  timeoutMs: number
): Promise<Asked> {
  const endpoint = {
    assignmentId: pingCircuit(claimant.assignmentId),
    assignmentKey: claimant.assignmentKey,
    partnerId: claimant.partnerId,
  }
  const began = performance.now()
  circuits.leaving(endpoint.assignmentId, Date.now())
  const late = new Promise<null>((resolve) => setTimeout(resolve, timeoutMs + LATE_MS, null))
  const result = await Promise.race([request(run, context, lead, claimant, ping, timeoutMs), late])
  const at = Date.now()
  const ms = Math.round(result?.durationMs ?? performance.now() - began)
  const isLate = result === null || (ms >= timeoutMs && result.fault === 'endpoint')
  const outcome: Outcome = result?.outcome ?? { status: 'unknown', error: 'too late' }
  const read = isLate
    ? ({
        outcome: 'late',
        bid: null,
        reason: `no answer within ${timeoutMs / 1000} s`,
      } as const)
    : readBid(outcome, claimant.price, run.currency)
  return {
    ping,
    claimant,
    ...read,
    reason: veilOfRun(run, context)(read.reason),
    reference: outcome.reference ?? null,
    columns: {
      duration_ms: ms,
      request: result?.request ? JSON.stringify(result.request) : null,
      response: result?.response ? JSON.stringify(result.response) : null,
    },
    endpoint:
      result?.fault === 'config' ? [] : circuits.record(run.accountId, endpoint, outcome, at),
  }
}

async function request(
  run: Run,
  context: RunContext,
  lead: LeadView,
  claimant: Claimant,
  ping: string,
  timeoutMs: number
) {
  const { delivery, secrets } = await deliveryOf(context, claimant.assignmentKey)
  const { config, profile } = context
  const partner = config.partners.get(claimant.partnerId)!
  const { account } = config
  const sides = { account, entity: profile.entity, profile: profile.profile, partner }
  const view = deliveryView(sides, lead, {
    id: ping,
    price: claimant.price,
    attempts: 1,
    assignmentKey: claimant.assignmentKey,
  })
  return attemptDelivery({
    accountId: run.accountId,
    view: { ...view, delivery: { ...view.delivery, callback_url: '' } },
    delivery,
    secrets,
    signing: partner.signingSecrets,
    maskedValues: maskedValues(profile.entity, lead),
    ping: { timeoutMs },
  })
}

/** What an answer bids. Who accepts without a price bids what its assignment pays. */
export function readBid(
  outcome: Outcome,
  price: number,
  currency: string
): Pick<Asked, 'outcome' | 'bid' | 'reason'> {
  if (outcome.status === 'accepted') {
    if ((outcome.price ?? null) === null) return { outcome: 'bid', bid: price, reason: null }
    const bid = parseAmount(outcome.price, currency)
    return bid.ok
      ? { outcome: 'bid', bid: bid.value, reason: null }
      : { outcome: 'no_bid', bid: null, reason: `the bid ${outcome.price} ${bid.problem}` }
  }
  const failed = outcome.status === 'failed' || outcome.status === 'unknown'
  const reason = outcome.reason ?? outcome.error ?? null
  return { outcome: failed ? 'failed' : 'no_bid', bid: null, reason }
}

/** What came of asking, as the offer keeps it. */
export function bidsOf(asking: Asking, asked: readonly Asked[], at: number): Bids {
  return {
    step: asking.step,
    until: at + BID_LIFE_MS,
    of: Object.fromEntries(
      asked.map(({ claimant, ping, bid, reference, reason }) => [
        claimant.assignmentKey,
        {
          ping,
          bid,
          reference: reference?.slice(0, 250) ?? null,
          reason: reason?.slice(0, 250) ?? null,
        },
      ])
    ),
  }
}

/** Writes the answers down, with where the offer stands behind them. */
export function recordBids(run: Run, asked: readonly Asked[], owner: string): Work<boolean> {
  return {
    locks: [{ table: 'distributions', value: run.id }],
    decide(locked) {
      if (locked.get('distributions', run.id)?.owner !== owner) return { result: false, writes: [] }
      const writes: Write[] = [
        { update: 'distributions', id: run.id, set: stateColumns(run, 'running') },
        ...asked.map(({ ping, outcome, bid, reference, reason, columns }): Write => ({
          update: 'pings',
          id: ping,
          set: {
            ...columns,
            outcome,
            bid,
            reference: reference?.slice(0, 250) ?? null,
            reason: reason?.slice(0, 250) ?? null,
          },
        })),
        ...asked.flatMap((one) => one.endpoint),
      ]
      return { result: true, writes }
    },
  }
}
