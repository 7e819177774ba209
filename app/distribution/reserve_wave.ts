import { newId } from '#shared/ids'
import { formatAmount } from '#shared/money'
import type { CapKey } from '#routing/cap_windows'
import type { CapTrace, RefusalReason } from '#routing/types'
import { event } from '#store/audit_event'
import type { Lock, Locked, Work, Write } from '#store/types'
import type { Delivery, Hold, Run } from '#distribution/run'
import { type Measured, amountOf, bucketLock, measureCap } from '#distribution/measure_cap'
import { stateColumns } from '#distribution/run_rows'
import { attemptId } from '#distribution/settle_delivery'

/** An assignment about to be offered the lead, with everything its delivery freezes. */
export interface Claimant {
  assignmentId: string
  assignmentKey: string
  partnerId: string
  channel: string
  /** Minor units. */
  price: number
  caps: CapKey[]
}

export interface Refusal {
  assignmentKey: string
  reason: Extract<RefusalReason, 'cap' | 'duplicate'>
  caps: CapTrace[]
}

export type Reservation =
  | { type: 'lost' } // another worker owns the run now
  | {
      type: 'reserved'
      wave: number
      deliveries: Delivery[]
      refusals: Refusal[]
      caps: Record<string, CapTrace[]>
    }
  | { type: 'none'; refusals: Refusal[] }

export const liveKey = (leadId: string, partnerId: string) => `${leadId}:${partnerId}`

/**
 * Takes the first of `waves` in which at least one claimant has room: all caps of a claimant or none of them, never the
 * same lead twice to one partner, and the delivery with its first attempt recorded before anything leaves the house.
 * Test leads hold no caps.
 */
export function reserveWave(
  run: Run,
  waves: Claimant[][],
  firstWave: number,
  owner: { id: string; isNew: boolean },
  at: number
): Work<Reservation> {
  const { accountId } = run
  const test = run.lead.view.test
  const locks: Lock[] = owner.isNew ? [] : [{ table: 'distributions', value: run.id }]
  for (const claimant of waves.flat()) {
    locks.push({
      table: 'deliveries',
      column: 'live_key',
      value: liveKey(run.lead.id, claimant.partnerId),
    })
    if (!test) for (const cap of claimant.caps) locks.push(bucketLock(cap, accountId))
  }

  return {
    locks,
    decide(locked) {
      // A run that is written in this very transaction is nobody else's yet.
      const mine = owner.isNew || locked.get('distributions', run.id)?.owner === owner.id
      if (!mine) return { result: { type: 'lost' }, writes: [] }

      const refusals: Refusal[] = []
      for (const [i, wave] of waves.entries()) {
        const writes: Write[] = []
        const deliveries: Delivery[] = []
        const caps: Record<string, CapTrace[]> = {}
        for (const claimant of wave) {
          const key = claimant.assignmentKey
          if (
            locked.get('deliveries', liveKey(run.lead.id, claimant.partnerId), 'live_key') ||
            deliveries.some((one) => one.partnerId === claimant.partnerId)
          ) {
            refusals.push({ assignmentKey: key, reason: 'duplicate', caps: [] })
            continue
          }
          const traces = test ? [] : traceCaps(locked, claimant, run.currency)
          caps[key] = traces.map((one) => one.trace)
          if (traces.some((one) => one.full)) {
            refusals.push({ assignmentKey: key, reason: 'cap', caps: caps[key] })
            continue
          }
          const holds: Hold[] = test ? [] : take(locked, claimant)
          const delivery = newDelivery(run, claimant, holds, firstWave + i, at)
          deliveries.push(delivery)
          writes.push(...offerWrites(run, claimant, delivery, traces, at))
        }
        if (!deliveries.length) continue
        const offer = { ...run.state.offer!, wave: firstWave + i }
        const after = { ...run, started: true, state: { ...run.state, offer } }
        writes.unshift({ update: 'distributions', id: run.id, set: stateColumns(after, 'running') })
        return {
          result: { type: 'reserved', wave: firstWave + i, deliveries, refusals, caps },
          writes,
        }
      }
      return { result: { type: 'none', refusals }, writes: [] }
    },
  }
}

const traceCaps = (locked: Locked, { caps, price }: Claimant, currency: string): Measured[] =>
  caps.map((cap) =>
    measureCap(cap, Number(locked.get('cap_buckets', cap.id)!.used), price, currency)
  )

function take(locked: Locked, claimant: Claimant): Hold[] {
  return claimant.caps.map((cap) => {
    const amount = amountOf(cap, claimant.price)
    locked.put('cap_buckets', cap.id, {
      used: Number(locked.get('cap_buckets', cap.id)!.used) + amount,
    })
    return [cap.id, amount]
  })
}

function newDelivery(
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
  }
}

function offerWrites(
  run: Run,
  claimant: Claimant,
  delivery: Delivery,
  caps: Measured[],
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
