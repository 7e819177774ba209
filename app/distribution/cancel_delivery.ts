import { dateText, localDay } from '#routing/local_time'
import { newId } from '#shared/ids'
import { formatAmount } from '#shared/money'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Write } from '#store/types'
import { openDelivery } from '#distribution/open_delivery'
import { isSold, readDelivery } from '#distribution/run'
import { veilOfRun } from '#distribution/run_context'
import { bucketLocks, giveBack } from '#distribution/settle_delivery'

export type CancelProblem = { type: 'not_found' } | { type: 'not_sold'; status: string }

/**
 * Takes a sale back: the delivery is cancelled, its caps are given back to the periods they were taken from, and the
 * revenue is reversed by a posting of its own. The sale's posting stays.
 */
export async function cancelDelivery(
  accountId: string,
  deliveryId: string,
  cancel: { reason: string; note: string | null; actor: string | null }
): Promise<Result<{ id: string }, CancelProblem>> {
  const found = await openDelivery(accountId, deliveryId)
  if (!found) return fail({ type: 'not_found' })
  const { run, context } = found
  const at = Date.now()
  const subject = {
    accountId,
    leadId: run.lead.id,
    distributionId: run.id,
    deliveryId,
    partnerId: found.row.partner_id as string,
  }
  const before = readDelivery(found.row)
  const veil = veilOfRun(run, context)
  return store.submit<Result<{ id: string }, CancelProblem>>({
    locks: [
      { table: 'distributions', value: run.id },
      { table: 'deliveries', value: deliveryId },
      ...bucketLocks(before.reserved, accountId),
    ],
    decide(locked) {
      const row = locked.get('deliveries', deliveryId)!
      const delivery = readDelivery(row)
      if (!isSold(delivery.status))
        return { result: fail({ type: 'not_sold', status: delivery.status }), writes: [] }
      giveBack(locked, delivery.reserved)
      const writes: Write[] = [
        {
          update: 'deliveries',
          id: deliveryId,
          set: {
            status: 'cancelled',
            cancelled_at: at,
            cancel_reason: cancel.reason,
            reserved: null,
            live_key: null,
          },
        },
        event(
          'delivery.cancelled',
          subject,
          {
            assignment: delivery.assignmentKey,
            reason: veil(cancel.reason),
            note: veil(cancel.note),
          },
          at,
          cancel.actor
        ),
      ]
      if (!delivery.test) {
        const distribution = locked.get('distributions', run.id)!
        const currency = run.currency
        writes.push(
          {
            update: 'distributions',
            id: run.id,
            set: { revenue: Number(distribution.revenue) - delivery.price },
          },
          {
            insert: 'postings',
            row: {
              id: newId('pst', at),
              account_id: accountId,
              kind: 'cancellation',
              lead_id: run.lead.id,
              delivery_id: deliveryId,
              partner_id: delivery.partnerId,
              profile_id: run.profileId,
              source: run.lead.view.source,
              amount: -delivery.price,
              currency,
              at,
              day: dateText(localDay(context.config.account.timeZone, at)),
            },
          },
          event(
            'revenue.reversed',
            subject,
            { amount: formatAmount(-delivery.price, currency), currency },
            at,
            cancel.actor
          )
        )
      }
      return { result: ok({ id: deliveryId }), writes }
    },
  })
}
