import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Row, Write } from '#store/types'
import { engine } from '#distribution/engine'
import { amountOf, bucketLock, measureCap } from '#distribution/measure_cap'
import { openDelivery } from '#distribution/open_delivery'
import { type Hold, isFinal, isSold, readDelivery } from '#distribution/run'
import { claimantOf } from '#distribution/run_context'
import { liveKey } from '#distribution/reserve_wave'

export type RetryProblem = { type: 'not_found' } | { type: 'not_retryable'; message: string }

/**
 * Offers a delivery again by hand, under its first idempotency key. One that is still waiting for its next attempt
 * leaves now; one that had ended takes its caps anew and is tried alone.
 */
export async function retryDelivery(
  accountId: string,
  deliveryId: string,
  actor: string | null
): Promise<Result<{ id: string }, RetryProblem>> {
  const found = await openDelivery(accountId, deliveryId)
  if (!found) return fail({ type: 'not_found' })
  const { run, context } = found
  const at = Date.now()
  const before = readDelivery(found.row)
  const claimant = context.version.compiled.byKey.has(before.assignmentKey)
    ? claimantOf(context, before.assignmentKey, at)
    : null
  const live = liveKey(run.lead.id, before.partnerId)
  const locks: Lock[] = [
    { table: 'distributions', value: run.id },
    { table: 'deliveries', value: deliveryId },
    { table: 'deliveries', column: 'live_key', value: live },
  ]
  for (const cap of claimant?.caps ?? []) locks.push(bucketLock(cap, accountId))

  const result = await store.submit<Result<{ id: string }, RetryProblem>>({
    locks,
    decide(locked) {
      const no = (message: string) => ({
        result: fail<RetryProblem>({ type: 'not_retryable', message }),
        writes: [] as Write[],
      })
      const distribution = locked.get('distributions', run.id)!
      const delivery = readDelivery(locked.get('deliveries', deliveryId)!)
      const open = distribution.status === 'queued' || distribution.status === 'running'
      const retried = event(
        'delivery.retried',
        {
          accountId,
          leadId: run.lead.id,
          distributionId: run.id,
          deliveryId,
          partnerId: delivery.partnerId,
        },
        { assignment: delivery.assignmentKey },
        at,
        actor
      )
      if (isSold(delivery.status)) return no('it is sold')
      if (delivery.status === 'cancelled') return no('it was cancelled')
      if (delivery.status === 'waiting') return no('the partner has it and decides')
      if (!isFinal(delivery)) {
        if (delivery.status === 'sending') return no('an attempt is under way')
        const writes: Write[] = [
          { update: 'deliveries', id: deliveryId, set: { next_attempt_at: at } },
          { update: 'distributions', id: run.id, set: { wake_at: 0 } },
          retried,
        ]
        return { result: ok({ id: deliveryId }), writes }
      }
      if (open) return no('the lead is being offered to other partners; retry when that has ended')
      if (distribution.status === 'sold' && run.state.offer?.stopAfter !== null)
        return no('the lead was sold to another partner meanwhile')
      if (!claimant) return no('its assignment or partner is gone')
      const other = locked.get('deliveries', live, 'live_key')
      if (other && other.id !== deliveryId)
        return no('this partner has the lead from another delivery')

      let reserved = delivery.reserved
      if (!reserved) {
        const holds: Hold[] = []
        for (const cap of delivery.test ? [] : claimant.caps) {
          const used = Number(locked.get('cap_buckets', cap.id)!.used)
          if (measureCap(cap, used, delivery.price, run.currency).full)
            return no(`the ${cap.scope}'s ${cap.window} cap is reached`)
          holds.push([cap.id, amountOf(cap, delivery.price)])
        }
        for (const [id, amount] of holds)
          locked.put('cap_buckets', id, {
            used: Number(locked.get('cap_buckets', id)!.used) + amount,
          })
        reserved = holds
      }
      const state = {
        ...JSON.parse(distribution.state as string),
        phase: 'retry',
        retry: deliveryId,
      }
      const set: Row = {
        status: 'pending',
        next_attempt_at: at,
        finished_at: null,
        reserved: JSON.stringify(reserved),
        live_key: live,
      }
      const writes: Write[] = [
        { update: 'deliveries', id: deliveryId, set },
        {
          update: 'distributions',
          id: run.id,
          set: {
            status: 'running',
            reason: null,
            finished_at: null,
            owner: null,
            wake_at: 0,
            state: JSON.stringify(state),
          },
        },
        retried,
        { refreshLead: run.lead.id, at },
      ]
      return { result: ok({ id: deliveryId }), writes }
    },
  })
  if (result.ok) engine.wake(run.id)
  return result
}
