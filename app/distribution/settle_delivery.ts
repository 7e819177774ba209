import { formatAmount, parseAmount } from '#shared/money'
import type { Veil } from '#entities/veil_values'
import type { Outcome } from '#sdk'
import { event } from '#store/audit_event'
import { attemptId, postingId } from '#store/row_ids'
import type { Lock, Locked, Row, Work, Write } from '#store/types'
import type { BalanceKey } from '#distribution/balance_room'
import { bucketLocks, giveBack, isBalance, isSpend } from '#distribution/holds'
import { type Delivery, type Hold, isSold } from '#distribution/run'
import {
  balanceLocks,
  heldMoney,
  keepsHolds,
  moveMoney,
  namesPrice,
} from '#distribution/settle_money'

export { bucketLocks, giveBack } from '#distribution/holds'

/** Who settles: the worker that owns the run (fenced by `owner`), or a partner or person from outside (`owner` null). */
export interface Settlement {
  accountId: string
  leadId: string
  distributionId: string
  profileId: string
  source: string | null
  currency: string
  /** Local date in the account's zone: the day revenue is booked on. */
  day: string
  delivery: Delivery
  owner: string | null
  actor: string | null
  outcome: Outcome
  /** Set while the delivery will be tried again: caps stay held. */
  nextAttemptAt: number | null
  /** Unknown and never answered: give the caps back (`next`), or keep them and hold the lead (`hold`). */
  giveUp: 'hold' | 'next'
  /** Limits of the spend buckets held, minor units: a price the partner answers never takes more than is left. */
  limits: () => ReadonlyMap<string, number>
  /** Of the partner as it is configured now. */
  balance: BalanceKey | null
  /** What is stored of the attempt; null when the answer came by another way (callback, portal, deadline). */
  attempt: { request: unknown; response: unknown; error: string | null; durationMs: number } | null
  /** Takes the lead's values out of what is never erased. */
  veil: Veil
  at: number
}

export type Settled =
  | { type: 'lost' }
  | { type: 'not_open'; status: string } // somebody settled it before
  | { type: 'settled'; delivery: Delivery; booked: number }

const OPEN = new Set(['pending', 'sending', 'waiting', 'unknown'])

/** Writes the outcome of an attempt: status, attempt, caps kept or given back, and for a sale exactly one posting. */
export function settleDelivery(
  s: Settlement,
  andThen?: (settled: Settled) => Write[]
): Work<Settled> {
  const locks: Lock[] = [
    { table: 'distributions', value: s.distributionId },
    { table: 'deliveries', value: s.delivery.id },
    ...bucketLocks(touchedHolds(s), s.accountId),
    ...balanceLocks(s),
  ]
  return {
    locks,
    decide(locked) {
      const run = locked.get('distributions', s.distributionId)
      if (s.owner !== null && run?.owner !== s.owner)
        return { result: { type: 'lost' }, writes: [] }
      const row = locked.get('deliveries', s.delivery.id)
      if (!row || !OPEN.has(row.status as string))
        return {
          result: { type: 'not_open', status: String(row?.status ?? 'missing') },
          writes: [],
        }

      const { delivery, columns } = settledDelivery(s, locked)
      const booked = isSold(delivery.status) && !delivery.test ? delivery.price : 0
      const settled: Settled = { type: 'settled', delivery, booked }
      const writes: Write[] = [
        { update: 'deliveries', id: delivery.id, set: columns },
        outcomeEvent(s, delivery),
      ]
      writes.push(...moveMoney(s, locked, delivery))
      if (s.attempt) writes.push(attemptWrite(s, delivery))
      if (isSold(delivery.status) && !delivery.test) {
        const revenue = Number(run?.revenue ?? 0) + booked
        writes.push({ update: 'distributions', id: s.distributionId, set: { revenue } })
        writes.push(...saleWrites(s, delivery))
      }
      // Settled from outside while the run sleeps or works on others: wake_at 0 tells its owner to look again.
      if (s.owner === null)
        writes.push({ update: 'distributions', id: s.distributionId, set: { wake_at: 0 } })
      if (andThen) writes.push(...andThen(settled))
      return { result: settled, writes }
    },
  }
}

/** The buckets a settlement writes. A sale at its price leaves them alone: everybody waits for the fullest of them. */
function touchedHolds(s: Settlement): Hold[] | null {
  if (!keepsHolds(s)) return s.delivery.reserved
  if (!isSold(s.outcome.status) || !namesPrice(s.outcome)) return null
  return s.delivery.reserved?.filter(([id]) => isSpend(id)) ?? null
}

function settledDelivery(s: Settlement, locked: Locked): { delivery: Delivery; columns: Row } {
  const { outcome, delivery, at } = s
  const again = s.nextAttemptAt !== null
  const sold = isSold(outcome.status)
  const keeps = keepsHolds(s)
  const final = sold || !keeps
  const status = outcome.status === 'failed' && again ? 'pending' : outcome.status
  const price = sold ? soldPrice(s, locked) : delivery.price
  if (!keeps) giveBack(locked, delivery.reserved)
  const reserved = keeps ? repriced(delivery.reserved, delivery.price, price, sold) : null
  const deadlineAt =
    outcome.status === 'waiting' ? at + (outcome.deadlineSeconds ?? 86_400) * 1000 : null
  const reason = outcome.reason ?? outcome.error ?? null

  return {
    delivery: {
      ...delivery,
      status,
      reason,
      price,
      reserved,
      deadlineAt,
      nextAttemptAt: s.nextAttemptAt,
    },
    columns: {
      status,
      reason: reason?.slice(0, 250) ?? null,
      duplicate: outcome.duplicate ?? false,
      price,
      reference: outcome.reference?.slice(0, 250) ?? null,
      reserved: reserved ? JSON.stringify(reserved) : null,
      next_attempt_at: s.nextAttemptAt,
      deadline_at: deadlineAt,
      finished_at: final ? at : null,
      ...(keeps ? {} : { live_key: null }),
    },
  }
}

/** The partner's own price when it named one, but never above what its spend caps still hold. */
function soldPrice(s: Settlement, locked: Locked): number {
  const { delivery, outcome, currency } = s
  // Whoever won with a bid pays it.
  if (!namesPrice(outcome) || delivery.pingId) return delivery.price
  const parsed = parseAmount(outcome.price!, currency)
  if (!parsed.ok || parsed.value < 0) return delivery.price
  const spends = (delivery.reserved ?? []).filter(([id]) => isSpend(id))
  const usedOf = (id: string) => Number(locked.get('cap_buckets', id)!.used)
  const limits = s.limits()
  let price = parsed.value
  for (const [id, amount] of spends) {
    const limit = limits.get(id)
    if (limit !== undefined) price = Math.max(0, Math.min(price, limit - usedOf(id) + amount))
  }
  if (s.balance && !delivery.test) {
    const row = locked.get('balances', s.balance.id)
    const held = heldMoney(s)?.[1] ?? 0
    if (row) price = Math.max(0, Math.min(price, Number(row.available) + held - s.balance.floor))
  }
  for (const [id, amount] of spends)
    locked.put('cap_buckets', id, { used: usedOf(id) - amount + price })
  return price
}

/** What a sold delivery keeps is what a cancellation gives back: its money has moved, and comes back as a movement. */
function repriced(holds: Hold[] | null, from: number, to: number, sold: boolean): Hold[] | null {
  const kept = sold ? holds?.filter(([id]) => !isBalance(id)) : holds
  if (!kept || from === to) return kept ?? null
  return kept.map(([id, amount]) => [id, isSpend(id) ? to : amount])
}

function attemptWrite(s: Settlement, delivery: Delivery): Write {
  const attempt = s.attempt!
  return {
    update: 'attempts',
    id: attemptId(delivery.id, delivery.attempts),
    set: {
      duration_ms: Math.round(attempt.durationMs),
      outcome: s.outcome.status,
      request: attempt.request ? JSON.stringify(attempt.request) : null,
      response: attempt.response ? JSON.stringify(attempt.response) : null,
      error: attempt.error,
    },
  }
}

function outcomeEvent(s: Settlement, delivery: Delivery): Write {
  return event(
    `delivery.${s.outcome.status}`,
    subjectOf(s),
    {
      assignment: delivery.assignmentKey,
      attempt: delivery.attempts,
      reason: s.veil(delivery.reason),
      reference: s.veil(s.outcome.reference ?? null),
      duration_ms: s.attempt ? Math.round(s.attempt.durationMs) : null,
      retry_at: s.nextAttemptAt === null ? null : new Date(s.nextAttemptAt).toISOString(),
    },
    s.at,
    s.actor
  )
}

const subjectOf = (s: Settlement) => ({
  accountId: s.accountId,
  leadId: s.leadId,
  distributionId: s.distributionId,
  deliveryId: s.delivery.id,
  partnerId: s.delivery.partnerId,
})

function saleWrites(s: Settlement, delivery: Delivery): Write[] {
  return [
    {
      insert: 'postings',
      row: {
        id: postingId(delivery.id, 'sale'),
        account_id: s.accountId,
        kind: 'sale',
        lead_id: s.leadId,
        delivery_id: delivery.id,
        partner_id: delivery.partnerId,
        profile_id: s.profileId,
        source: s.source,
        amount: delivery.price,
        currency: s.currency,
        at: s.at,
        day: s.day,
      },
    },
    event(
      'revenue.booked',
      subjectOf(s),
      { amount: formatAmount(delivery.price, s.currency), currency: s.currency },
      s.at
    ),
  ]
}
