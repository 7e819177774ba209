import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { Locked, Row, Write } from '#store/types'
import { openDelivery } from '#distribution/open_delivery'
import { decisionWrites, freeCount, returnSale } from '#distribution/returns/decision_writes'
import type { ReturnActor, ReturnFacts, ReturnStatus } from '#distribution/returns/types'
import { isSold, readDelivery } from '#distribution/run'
import { veilOfRun } from '#distribution/run_context'
import { takeBackLocks } from '#distribution/take_back'

export type DecideProblem =
  | { type: 'not_found' }
  /** Somebody decided before, or it was withdrawn. */
  | { type: 'decided'; status: ReturnStatus }
  | { type: 'not_sold'; status: string }

type Answer = Result<{ id: string; status: ReturnStatus }, DecideProblem>

/** Approves a request: the sale is taken back in the same transaction, exactly once whoever else decides. */
export const approveReturn = (
  accountId: string,
  id: string,
  wish: { note: string | null; actor: string | null },
  at: number = Date.now()
): Promise<Answer> => decide(accountId, id, 'approved', wish.note, wish.actor, null, at)

/** Refuses a request, with a reason the partner is told. Its place of the month is free again. */
export const refuseReturn = (
  accountId: string,
  id: string,
  wish: { reason: string; actor: string | null },
  at: number = Date.now()
): Promise<Answer> => decide(accountId, id, 'refused', wish.reason, wish.actor, null, at)

/** Takes a request back that is not decided yet: a partner its own, the team any. */
export const withdrawReturn = (
  accountId: string,
  id: string,
  actor: ReturnActor,
  at: number = Date.now()
): Promise<Answer> =>
  decide(
    accountId,
    id,
    'withdrawn',
    null,
    actor.name,
    actor.kind === 'partner' ? actor.partnerId : null,
    at
  )

async function decide(
  accountId: string,
  id: string,
  status: 'approved' | 'refused' | 'withdrawn',
  reason: string | null,
  actor: string | null,
  partnerId: string | null,
  at: number
): Promise<Answer> {
  const asked = await store.first('select * from returns where id = ? and account_id = ?', [
    id,
    accountId,
  ])
  if (!asked || (partnerId !== null && asked.partner_id !== partnerId))
    return fail({ type: 'not_found' })
  if (asked.status !== 'waiting')
    return fail({ type: 'decided', status: asked.status as ReturnStatus })
  const found = await openDelivery(accountId, asked.delivery_id as string)
  if (!found) return fail({ type: 'not_found' })
  const facts = JSON.parse(asked.facts as string) as ReturnFacts
  const countId = `${asked.partner_id as string}:${asked.month as string}`
  const veiled = veilOfRun(found.run, found.context)(reason)
  return store.submit<Answer>({
    locks: [
      ...takeBackLocks(found),
      { table: 'returns', value: id },
      {
        table: 'return_counts',
        value: countId,
        seed: { id: countId, account_id: accountId, used: 0 },
      },
    ],
    decide(locked: Locked): { result: Answer; writes: Write[] } {
      const row = locked.get('returns', id) as Row
      if (row.status !== 'waiting')
        return {
          result: fail({ type: 'decided', status: row.status as ReturnStatus }),
          writes: [],
        }
      const sold = readDelivery(locked.get('deliveries', asked.delivery_id as string)!).status
      if (status === 'approved' && !isSold(sold))
        return { result: fail({ type: 'not_sold', status: sold }), writes: [] }
      const writes = decisionWrites(row, { status, how: 'person', reason, actor, at }, veiled)
      if (status === 'approved') {
        const restoresCap = facts.terms?.restoresCap ?? true
        writes.push(...returnSale(found, locked, row, { restoresCap, actor, at }))
      } else if (row.counted) freeCount(locked, countId)
      return { result: ok({ id, status }), writes }
    },
  })
}
