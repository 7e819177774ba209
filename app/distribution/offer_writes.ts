import { newId } from '#shared/ids'
import { formatAmount } from '#shared/money'
import { event } from '#store/audit_event'
import { attemptId } from '#store/row_ids'
import type { Write } from '#store/types'
import type { Said } from '#distribution/balance_room'
import type { Measured } from '#distribution/measure_cap'
import type { Delivery, Hold, Run } from '#distribution/run'
import { type Claimant, type Found, liveKey } from '#distribution/take_claimant'

/** A delivery that is about to leave for the first time. */
export function newDelivery(
  run: Run,
  claimant: Claimant,
  reserved: Hold[],
  wave: number,
  at: number
): Delivery {
  return {
    id: newId('dlv', at),
    partnerId: claimant.partnerId,
    assignmentId: claimant.assignmentId,
    assignmentKey: claimant.assignmentKey,
    channel: claimant.channel,
    status: 'sending',
    reason: null,
    price: claimant.price,
    node: run.state.offer!.node,
    wave,
    reserved,
    attempts: 1,
    nextAttemptAt: null,
    deadlineAt: null,
    test: run.lead.view.test,
    pingId: claimant.bid?.ping ?? null,
    pingReference: claimant.bid?.reference ?? null,
  }
}

/** Its row, its first attempt and what the trail says of it. */
export function offerWrites(
  run: Run,
  claimant: Claimant,
  delivery: Delivery,
  caps: Measured[],
  { tier }: Found,
  at: number
): Write[] {
  const subject = {
    accountId: run.accountId,
    leadId: run.lead.id,
    distributionId: run.id,
    deliveryId: delivery.id,
    partnerId: claimant.partnerId,
  }
  const writes: Write[] = [
    {
      insert: 'deliveries',
      row: {
        id: delivery.id,
        account_id: run.accountId,
        lead_id: run.lead.id,
        distribution_id: run.id,
        profile_id: run.profileId,
        partner_id: claimant.partnerId,
        assignment_id: claimant.assignmentId,
        assignment_key: claimant.assignmentKey,
        channel: claimant.channel,
        status: 'sending',
        reason: null,
        duplicate: false,
        price: claimant.price,
        currency: run.currency,
        reference: null,
        node: delivery.node,
        wave: delivery.wave,
        reserved: JSON.stringify(delivery.reserved),
        attempts: 1,
        live_key: liveKey(run.lead.id, claimant.partnerId),
        test: run.lead.view.test,
        created_at: at,
        ...(claimant.bid && { ping_id: claimant.bid.ping, ping_reference: claimant.bid.reference }),
        ...(tier && { tier: JSON.stringify(tier) }),
      },
    },
    {
      insert: 'attempts',
      row: {
        id: attemptId(delivery.id, 1),
        account_id: run.accountId,
        delivery_id: delivery.id,
        number: 1,
        started_at: at,
      },
    },
    event(
      'delivery.offered',
      subject,
      {
        assignment: claimant.assignmentKey,
        channel: claimant.channel,
        price: formatAmount(claimant.price, run.currency),
        currency: run.currency,
        ...(tier && { place: tier.place, from: tier.from, per: tier.per }),
      },
      at
    ),
  ]
  for (const { last, trace } of caps)
    if (last)
      writes.push(
        event(
          'cap.reached',
          subject,
          { assignment: claimant.assignmentKey, ...trace, used: trace.limit },
          at
        )
      )
  return writes
}

/** What is told of a balance that was taken from. */
export function saidEvents(
  run: Run,
  { partnerId, price, balance }: Claimant,
  said: Said | null,
  at: number
) {
  const { accountId, currency } = run
  return (said?.types ?? []).map((type) =>
    event(
      type,
      { accountId, partnerId },
      {
        mode: balance!.mode,
        room: formatAmount(said!.room, currency),
        price: formatAmount(price, currency),
        currency,
        leads: price > 0 ? Math.max(0, Math.floor(said!.room / price)) : null,
      },
      at
    )
  )
}
