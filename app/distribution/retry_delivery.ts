import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Row, Write } from '#store/types'
import { engine } from '#distribution/engine'
import { bucketLocks } from '#distribution/holds'
import { saidEvents } from '#distribution/offer_writes'
import { openDelivery } from '#distribution/open_delivery'
import { isFinal, isSold, readDelivery } from '#distribution/run'
import { claimantOf } from '#distribution/run_context'
import { claimantLocks, liveKey, roomOf, take } from '#distribution/take_claimant'

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
  if (!context.config.profiles.has(run.profileId))
    return fail({ type: 'not_retryable', message: 'The profile was deleted' })
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
    ...bucketLocks(before.reserved, accountId),
  ]
  if (claimant) locks.push(...claimantLocks(run, claimant))

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

      let { reserved } = delivery
      let { tier } = locked.get('deliveries', deliveryId)!
      const money: Write[] = []
      if (!reserved) {
        // Its price is frozen; its place on a ladder was given back, so it takes the next one.
        const ladder = claimant.ladder && { ...claimant.ladder, prices: false }
        const room = roomOf(locked, run, { ...claimant, price: delivery.price, ladder })
        if (room.refused === 'balance') return no('its balance has no room for it')
        const full = room.measured.find((one) => one.full)
        if (full) return no(`the ${full.trace.scope}'s ${full.trace.window} cap is reached`)
        const taken = delivery.test ? null : take(locked, room.claimant, at)
        reserved = taken?.holds ?? []
        if (room.found.tier) tier = JSON.stringify(room.found.tier)
        money.push(
          ...(taken?.writes ?? []),
          ...saidEvents(run, room.claimant, taken?.said ?? null, at)
        )
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
        tier,
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
        ...money,
        retried,
        { refreshLead: run.lead.id, at },
      ]
      return { result: ok({ id: deliveryId }), writes }
    },
  })
  if (result.ok) engine.wake({ id: run.id, account: run.accountId })
  return result
}
