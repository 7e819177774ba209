import { attemptDelivery } from '#delivery/attempt_delivery'
import { nextAttemptAt } from '#delivery/retry_policy'
import { localDay, dateText } from '#shared/local_time'
import type { LeadView, Outcome } from '#sdk'
import { attemptId } from '#store/row_ids'
import { store } from '#store/store'
import type { Work, Write } from '#store/types'
import { balanceKeyOf } from '#distribution/balance_room'
import { circuits } from '#distribution/circuits'
import { maskedValues } from '#distribution/delivery_view'
import type { Delivery, Run } from '#distribution/run'
import {
  type RunContext,
  claimantOf,
  deliveryOf,
  veilOfRun,
  viewOf,
} from '#distribution/run_context'
import { type Settled, type Settlement, settleDelivery } from '#distribution/settle_delivery'

/**
 * Records that another attempt leaves, before it does: after a crash the row says that the request may have arrived.
 * False when the run is not this worker's any more.
 */
export function beginAttempt(
  run: Run,
  delivery: Delivery,
  owner: string,
  at: number
): Work<boolean> {
  return {
    locks: [
      { table: 'distributions', value: run.id },
      { table: 'deliveries', value: delivery.id },
    ],
    decide(locked) {
      const row = locked.get('deliveries', delivery.id)
      const mine = locked.get('distributions', run.id)?.owner === owner
      if (!mine || !row || !['pending', 'sending', 'unknown'].includes(row.status as string))
        return { result: false, writes: [] }
      const number = delivery.attempts + 1
      const writes: Write[] = [
        {
          update: 'deliveries',
          id: delivery.id,
          set: { status: 'sending', attempts: number, next_attempt_at: null },
        },
        {
          insert: 'attempts',
          row: {
            id: attemptId(delivery.id, number),
            account_id: run.accountId,
            delivery_id: delivery.id,
            number,
            started_at: at,
          },
        },
      ]
      if (delivery.status === 'sending')
        writes.push({
          update: 'attempts',
          id: attemptId(delivery.id, delivery.attempts),
          set: { outcome: 'unknown', error: 'the process ended before an answer was recorded' },
        })
      return { result: true, writes }
    },
  }
}

/** Sends one recorded attempt and writes what came of it, together with what follows from it (`andThen`). */
export async function sendAttempt(
  run: Run,
  context: RunContext,
  lead: LeadView,
  delivery: Delivery,
  owner: string,
  andThen: (settled: Settled) => Write[]
): Promise<Settled> {
  const { delivery: config, secrets } = await deliveryOf(context, delivery.assignmentKey)
  const partner = context.config.partners.get(delivery.partnerId)!
  circuits.leaving(delivery.assignmentId, Date.now())
  const result = await attemptDelivery({
    accountId: run.accountId,
    view: viewOf(context, lead, delivery),
    delivery: config,
    secrets,
    signing: partner.signingSecrets,
    maskedValues: maskedValues(context.profile.entity, lead),
  })
  const at = Date.now()
  const { outcome } = result
  const broadcast = run.state.offer?.stopAfter === null
  const next =
    outcome.status === 'failed' || outcome.status === 'unknown'
      ? nextAttemptAt(
          { plan: broadcast ? 'broadcast' : 'waterfall', attempts: config.retry?.attempts },
          delivery.attempts,
          outcome,
          at,
          Math.random()
        )
      : null
  // A lead or config that could not be sent says nothing about the endpoint.
  const endpoint =
    result.fault === 'config' ? [] : circuits.record(run.accountId, delivery, outcome, at)
  const settlement: Settlement = {
    ...settlementBase(run, context, delivery, at),
    owner,
    actor: null,
    outcome,
    nextAttemptAt: next,
    giveUp: config.on_unknown === 'next' ? 'next' : 'hold',
    attempt: result,
  }
  return store.submit(settleDelivery(settlement, (settled) => [...andThen(settled), ...endpoint]))
}

/** Leaves a delivery for later, when its endpoint may be called again; that costs no attempt. */
export function postponeDelivery(
  run: Run,
  delivery: Delivery,
  owner: string,
  until: number
): Work<boolean> {
  return {
    locks: [{ table: 'distributions', value: run.id }],
    decide(locked) {
      if (locked.get('distributions', run.id)?.owner !== owner) return { result: false, writes: [] }
      return {
        result: true,
        writes: [{ update: 'deliveries', id: delivery.id, set: { next_attempt_at: until } }],
      }
    },
  }
}

/**
 * Ends a delivery without another request: its deadline passed, its endpoint is disabled, the person was erased or is on
 * a suppression list. `recorded`: an attempt was written down already, and did not leave.
 */
export function endDelivery(
  run: Run,
  context: RunContext,
  delivery: Delivery,
  owner: string,
  outcome: Outcome,
  andThen: (settled: Settled) => Write[],
  recorded = false
): Promise<Settled> {
  const unsent = { request: null, response: null, error: 'not sent', durationMs: 0 }
  const settlement: Settlement = {
    ...settlementBase(run, context, delivery, Date.now()),
    owner,
    actor: null,
    outcome,
    nextAttemptAt: null,
    giveUp: 'hold',
    attempt: recorded ? unsent : null,
  }
  return store.submit(settleDelivery(settlement, andThen))
}

/** What every settlement of a delivery says about its run. */
export function settlementBase(run: Run, context: RunContext, delivery: Delivery, at: number) {
  const { account } = context.config
  const partner = context.config.partners.get(delivery.partnerId)
  return {
    accountId: run.accountId,
    leadId: run.lead.id,
    distributionId: run.id,
    profileId: run.profileId,
    source: run.lead.view.source,
    currency: run.currency,
    day: dateText(localDay(account.timeZone, at)),
    delivery,
    limits: () => limitsOf(context, delivery.assignmentKey, at),
    balance: partner ? balanceKeyOf(partner, run.currency) : null,
    veil: veilOfRun(run, context),
    at,
  }
}

function limitsOf(context: RunContext, assignmentKey: string, at: number): Map<string, number> {
  if (!context.version.compiled.byKey.has(assignmentKey)) return new Map()
  const caps = claimantOf(context, assignmentKey, at)?.caps ?? []
  return new Map(caps.map(({ id, limit }) => [id, limit]))
}
