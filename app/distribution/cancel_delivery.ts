import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { Write } from '#store/types'
import { openDelivery } from '#distribution/open_delivery'
import { closeByCancelling } from '#distribution/returns/close_by_cancelling'
import { cancelReasons } from '#distribution/returns/terms_of'
import { isSold, readDelivery } from '#distribution/run'
import { takeBack, takeBackLocks } from '#distribution/take_back'

export type CancelProblem =
  | { type: 'not_found' }
  | { type: 'not_sold'; status: string }
  | { type: 'unknown_reason'; reasons: readonly string[] }

/**
 * Takes a sale back by the seller's own will, whatever the terms of returns say: the delivery is cancelled, its caps are
 * given back to the periods they were taken from, and the revenue is reversed by a posting of its own. The sale's
 * posting stays. A return somebody asked for is closed with it.
 */
export async function cancelDelivery(
  accountId: string,
  deliveryId: string,
  cancel: { reason: string; note: string | null; actor: string | null },
  at: number = Date.now()
): Promise<Result<{ id: string }, CancelProblem>> {
  const found = await openDelivery(accountId, deliveryId)
  if (!found) return fail({ type: 'not_found' })
  const before = readDelivery(found.row)
  if (!isSold(before.status)) return fail({ type: 'not_sold', status: before.status })
  const reasons = cancelReasons(found.context.config.partners.get(before.partnerId))
  if (reasons && !reasons.includes(cancel.reason)) return fail({ type: 'unknown_reason', reasons })
  return store.submit<Result<{ id: string }, CancelProblem>>({
    locks: [...takeBackLocks(found), { table: 'returns', column: 'live_key', value: deliveryId }],
    decide(locked) {
      const { status } = readDelivery(locked.get('deliveries', deliveryId)!)
      if (!isSold(status)) return { result: fail({ type: 'not_sold', status }), writes: [] }
      const writes: Write[] = [
        ...takeBack(found, locked, { kind: 'cancellation', restoresCap: true, at, ...cancel }),
        ...closeByCancelling(locked.get('returns', deliveryId, 'live_key'), cancel.actor, at),
      ]
      return { result: ok({ id: deliveryId }), writes }
    },
  })
}
