import { dateText, localDay } from '#shared/local_time'
import { formatAmount } from '#shared/money'
import { type EventType, event } from '#store/audit_event'
import { postingId } from '#store/row_ids'
import type { Lock, Locked, Write } from '#store/types'
import { reversalLocks, reverseMovement } from '#billing/balances/reverse_movement'
import type { OpenDelivery } from '#distribution/open_delivery'
import { readDelivery } from '#distribution/run'
import { veilOfRun } from '#distribution/run_context'
import { bucketLocks, giveBack } from '#distribution/settle_delivery'

/** A sale that is taken back: by the seller (`cancellation`), or because the partner gave it back (`return`). */
export interface TakingBack {
  kind: 'cancellation' | 'return'
  reason: string
  note: string | null
  /** Its places in the caps become free again, in the periods they were taken from. */
  restoresCap: boolean
  actor: string | null
  at: number
}

const TOLD: Record<TakingBack['kind'], EventType> = {
  cancellation: 'delivery.cancelled',
  return: 'delivery.returned',
}

/** What has to be held to take a sale back. Both kinds have one id, so a sale is taken back once, whoever does it. */
export function takeBackLocks({ row, run }: OpenDelivery): Lock[] {
  const id = row.id as string
  return [
    { table: 'distributions', value: run.id },
    { table: 'deliveries', value: id },
    { table: 'postings', value: postingId(id, 'cancellation') },
    ...bucketLocks(readDelivery(row).reserved, run.accountId),
    ...reversalLocks({ partnerId: row.partner_id as string, currency: run.currency }, id),
  ]
}

/**
 * Takes a sold delivery back: its status and reason, its caps, and the revenue by a posting of its own beside the
 * sale's, which stays. Its rows are held (`takeBackLocks`), and it was found sold.
 */
export function takeBack(found: OpenDelivery, locked: Locked, taking: TakingBack): Write[] {
  const { run, context } = found
  const { kind, reason, note, restoresCap, actor, at } = taking
  const deliveryId = found.row.id as string
  const delivery = readDelivery(locked.get('deliveries', deliveryId)!)
  const veil = veilOfRun(run, context)
  const subject = {
    accountId: run.accountId,
    leadId: run.lead.id,
    distributionId: run.id,
    deliveryId,
    partnerId: delivery.partnerId,
  }
  if (restoresCap) giveBack(locked, delivery.reserved)
  const writes: Write[] = [
    {
      update: 'deliveries',
      id: deliveryId,
      set: {
        status: 'cancelled',
        cancelled_at: at,
        cancel_reason: reason,
        live_key: null,
        ...(restoresCap && { reserved: null }),
      },
    },
    event(
      TOLD[kind],
      subject,
      { assignment: delivery.assignmentKey, reason: veil(reason), note: veil(note) },
      at,
      actor
    ),
  ]
  // A credit note may have taken the money back already.
  if (delivery.test || locked.get('postings', postingId(deliveryId, 'cancellation'))) return writes
  const { currency, accountId } = run
  const day = dateText(localDay(context.config.account.timeZone, at))
  const owner = { accountId, partnerId: delivery.partnerId, currency }
  const sale = { deliveryId, amount: delivery.price, day, actor }
  writes.push(
    ...reverseMovement(locked, owner, sale, at),
    {
      update: 'distributions',
      id: run.id,
      set: { revenue: Number(locked.get('distributions', run.id)!.revenue) - delivery.price },
    },
    {
      insert: 'postings',
      row: {
        id: postingId(deliveryId, 'cancellation'),
        account_id: run.accountId,
        kind,
        lead_id: run.lead.id,
        delivery_id: deliveryId,
        partner_id: delivery.partnerId,
        profile_id: run.profileId,
        source: run.lead.view.source,
        amount: -delivery.price,
        currency,
        at,
        day,
      },
    },
    event(
      'revenue.reversed',
      subject,
      { amount: formatAmount(-delivery.price, currency), currency },
      at,
      actor
    )
  )
  return writes
}
