import { type Result, fail, ok } from '#shared/result'
import type { Outcome } from '#sdk'
import { store } from '#store/store'
import { deliveryOfToken } from '#distribution/callback_token'
import { engine } from '#distribution/engine'
import { openDelivery } from '#distribution/open_delivery'
import { settleDelivery } from '#distribution/settle_delivery'
import { settlementBase } from '#distribution/try_delivery'

/** What a partner or a person says of a delivery that was waiting for it. `price` is a decimal string. */
export interface Answer {
  status: 'accepted' | 'rejected'
  reason: string | null
  price: string | null
  reference: string | null
}

export type SettleProblem = { type: 'not_found' } | { type: 'not_waiting'; status: string }

/** A callback may overtake the answer it belongs to: so long it waits for the attempt to be written. */
const OVERTAKEN_MS = 5_000
const LOOK_MS = 50

/** Settles a waiting delivery by the secret in its callback URL. */
export async function settleCallback(
  token: string,
  answer: Answer
): Promise<Result<{ id: string }, SettleProblem>> {
  const id = deliveryOfToken(token)
  return id ? settle(null, id, answer, 'partner') : fail({ type: 'not_found' })
}

/** Settles a waiting delivery, or one whose partner never answered, by hand. */
export const settleByHand = (
  accountId: string,
  deliveryId: string,
  answer: Answer,
  actor: string | null
) => settle(accountId, deliveryId, answer, actor)

async function settle(
  accountId: string | null,
  deliveryId: string,
  answer: Answer,
  actor: string | null
): Promise<Result<{ id: string }, SettleProblem>> {
  const found = await waitUntilSent(accountId, deliveryId)
  if (!found) return fail({ type: 'not_found' })
  const { row, run, context } = found
  if (row.status !== 'waiting' && row.status !== 'unknown')
    return fail({ type: 'not_waiting', status: row.status as string })
  const delivery = run.deliveries.get(deliveryId)!
  const outcome: Outcome = { ...answer, duplicate: false }
  // What is written about an erased person cannot be told from what names them.
  if (run.lead.erased) outcome.reason = outcome.reference = null
  const work = settleDelivery({
    ...settlementBase(run, context, delivery, Date.now()),
    owner: null,
    actor,
    outcome,
    nextAttemptAt: null,
    giveUp: 'hold',
    attempt: null,
  })
  const settled = await store.submit({
    locks: work.locks,
    decide(locked) {
      const decided = work.decide(locked)
      if (decided.result.type !== 'settled') return decided
      // A run that was held for this very answer goes on: to its end, or to the next partner.
      const held = locked.get('distributions', run.id)?.status === 'held'
      const reopened = { status: 'running', reason: null, finished_at: null, wake_at: 0 }
      const writes = held
        ? [...decided.writes, { update: 'distributions' as const, id: run.id, set: reopened }]
        : decided.writes
      return { result: decided.result, writes }
    },
  })
  if (settled.type === 'not_open') return fail({ type: 'not_waiting', status: settled.status })
  engine.wake({ id: run.id, account: run.accountId })
  return ok({ id: deliveryId })
}

async function waitUntilSent(accountId: string | null, deliveryId: string) {
  for (const until = Date.now() + OVERTAKEN_MS; ;) {
    const found = await openDelivery(accountId, deliveryId)
    const leaving = found?.row.status === 'sending' || found?.row.status === 'pending'
    if (!leaving || Date.now() >= until) return found
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
