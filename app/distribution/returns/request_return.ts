import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { postingId } from '#store/row_ids'
import { store } from '#store/store'
import type { Lock, Locked, Row, Write } from '#store/types'
import { type OpenDelivery, openDelivery } from '#distribution/open_delivery'
import { decisionWrites, returnSale } from '#distribution/returns/decision_writes'
import { dropEvidence, storeEvidence } from '#distribution/returns/evidence'
import { type Breach, judgeReturn } from '#distribution/returns/judge_return'
import { proofOfDuplicate } from '#distribution/returns/proof_of_duplicate'
import { type ReturnSetting, returnSetting } from '#distribution/returns/return_facts'
import { PROVABLE, teamReasons } from '#distribution/returns/terms_of'
import type {
  ReturnActor,
  ReturnFacts,
  ReturnStatus,
  ReturnWish,
} from '#distribution/returns/types'
import { isSold, readDelivery } from '#distribution/run'
import { takeBackLocks } from '#distribution/take_back'

export type RequestProblem =
  | { type: 'not_found' }
  | { type: 'not_sold'; status: string }
  /** Tests are not sold, so there is nothing to give back. */
  | { type: 'test' }
  /** The partner has no terms, or the assignment takes nothing back. */
  | { type: 'no_terms' }
  | { type: 'unknown_reason'; reasons: readonly string[] }
  | { type: 'evidence_missing' }
  | { type: 'window_closed'; lastDay: string; timeZone: string }
  | { type: 'limit_reached'; used: number; limit: number; month: string }
  /** It was asked for before. */
  | { type: 'asked'; id: string; status: ReturnStatus }
  /** The money went back with a credit note already. */
  | { type: 'credited' }

export interface Requested {
  id: string
  status: 'waiting' | 'approved'
}

const DAY_MS = 86_400_000

/**
 * Asks for a sale to be taken back. The terms bind everybody; the team may waive them, and then it is decided by a
 * person. Within the terms it is approved at once where they say so, in the same transaction: the place of the month is
 * counted on a held row, so of two requests for the last one only one gets it.
 */
export async function requestReturn(
  accountId: string,
  deliveryId: string,
  wish: ReturnWish,
  actor: ReturnActor,
  at: number = Date.now()
): Promise<Result<Requested, RequestProblem>> {
  const found = await openDelivery(accountId, deliveryId)
  if (!found || !isTheirs(found, actor)) return fail({ type: 'not_found' })
  const { test, status } = readDelivery(found.row)
  if (test) return fail({ type: 'test' })
  const waived = wish.waive && actor.kind !== 'partner'
  const setting = await returnSetting(found, at)
  const { terms } = setting
  if (!terms && !waived && isSold(status)) return fail({ type: 'no_terms' })
  const reasons = actor.kind === 'partner' ? terms?.reasons : teamReasons(terms?.reasons ?? [])
  const known = waived ? reasons! : (terms?.reasons ?? [])
  if (isSold(status) && !known.includes(wish.reason))
    return fail({ type: 'unknown_reason', reasons: known })
  const provenBy = wish.reason === PROVABLE ? await proofOfDuplicate(found) : null

  const id = newId('ret', at)
  const files = await storeEvidence(accountId, id, wish.evidence, at)
  try {
    const done = await store.submit(
      requestWork({ found, setting, wish, waived, actor, provenBy, files, id, at })
    )
    if (!done.ok) await dropEvidence(files)
    return done
  } catch (error) {
    await dropEvidence(files)
    throw error
  }
}

const isTheirs = ({ row }: OpenDelivery, actor: ReturnActor) =>
  actor.kind !== 'partner' || actor.partnerId === row.partner_id

interface Asked {
  found: OpenDelivery
  setting: ReturnSetting
  wish: ReturnWish
  waived: boolean
  actor: ReturnActor
  provenBy: string | null
  files: Row[]
  id: string
  at: number
}

function requestWork(asked: Asked) {
  const { found, setting, wish, waived, actor, provenBy, files, id, at } = asked
  const { run } = found
  const deliveryId = found.row.id as string
  const { terms, countId, limit } = setting
  const locks: Lock[] = [
    ...takeBackLocks(found),
    { table: 'returns', column: 'live_key', value: deliveryId },
    {
      table: 'return_counts',
      value: countId,
      seed: { id: countId, account_id: run.accountId, used: 0 },
    },
  ]
  return {
    locks,
    decide(locked: Locked): {
      result: Result<Requested, RequestProblem>
      writes: Write[]
    } {
      const no = (problem: RequestProblem) => ({ result: fail(problem), writes: [] })
      const earlier = locked.get('returns', deliveryId, 'live_key')
      if (earlier)
        return no({
          type: 'asked',
          id: earlier.id as string,
          status: earlier.status as ReturnStatus,
        })
      const delivery = readDelivery(locked.get('deliveries', deliveryId)!)
      if (!isSold(delivery.status)) return no({ type: 'not_sold', status: delivery.status })
      if (locked.get('postings', postingId(deliveryId, 'cancellation')))
        return no({ type: 'credited' })

      const used = Number(locked.get('return_counts', countId)!.used)
      const proven = wish.reason === PROVABLE ? provenBy !== null : null
      const one = {
        ...{ reason: wish.reason, evidence: files.length, at, used, limit, proven, waived },
        closesAt: setting.closesAt,
      }
      const verdict = terms ? judgeReturn(terms, one) : ({ type: 'wait', beyond: false } as const)
      if (verdict.type === 'refused')
        return no(refusal(verdict.breach, setting, used, terms!.reasons))

      const facts: ReturnFacts = {
        ...{ terms, timeZone: setting.timeZone, soldDay: setting.soldDay },
        ...{ lastDay: setting.lastDay, day: setting.day, month: setting.month },
        ...{ used, limit, sold: setting.sold, proven, provenBy },
        breaches: breachesOf(asked, used),
      }
      locked.put('return_counts', countId, { used: used + 1 })
      const row: Row = {
        ...{ id, account_id: run.accountId, delivery_id: deliveryId, distribution_id: run.id },
        ...{ lead_id: run.lead.id, partner_id: delivery.partnerId, profile_id: run.profileId },
        ...{ status: 'waiting', reason: wish.reason, note: wish.note, asked_by: actor.kind },
        ...{ actor: actor.name, amount: delivery.price, currency: run.currency },
        ...{ sold_at: setting.soldAt, month: setting.month, counted: true, waived },
        facts: JSON.stringify(facts),
        due_at: at + (terms?.decideDays ?? 14) * DAY_MS,
        ...{ live_key: deliveryId, created_at: at, updated_at: at },
      }
      const subject = {
        accountId: run.accountId,
        leadId: run.lead.id,
        distributionId: run.id,
        deliveryId,
        partnerId: delivery.partnerId,
      }
      const writes: Write[] = [
        { insert: 'returns', row },
        ...files.map((file): Write => ({ insert: 'return_files', row: file })),
        event(
          'return.requested',
          subject,
          {
            return: id,
            reason: wish.reason,
            ...{ asked_by: actor.kind, evidence: files.length, waived },
            ...(limit !== null && { used: used + 1, limit, month: setting.month }),
          },
          at,
          actor.name
        ),
      ]
      if (verdict.type === 'wait') return { result: ok({ id, status: 'waiting' }), writes }
      const restoresCap = terms!.restoresCap
      writes.push(
        ...decisionWrites(
          row,
          { status: 'approved', how: 'automatic', reason: null, actor: null, at },
          null
        ),
        ...returnSale(found, locked, row, { restoresCap, actor: actor.name, at })
      )
      return { result: ok({ id, status: 'approved' }), writes }
    },
  }
}

function refusal(
  breach: Breach,
  { lastDay, timeZone, limit, month }: ReturnSetting,
  used: number,
  reasons: readonly string[]
): RequestProblem {
  switch (breach) {
    case 'reason':
      return { type: 'unknown_reason', reasons }
    case 'evidence':
      return { type: 'evidence_missing' }
    case 'window':
      return { type: 'window_closed', lastDay: lastDay!, timeZone }
    case 'limit':
      return { type: 'limit_reached', used, limit: limit!, month }
  }
}

/** What the terms would have said no to, for who decides. */
function breachesOf({ setting, wish, files, at }: Asked, used: number): Breach[] {
  const { terms, closesAt, limit } = setting
  if (!terms) return []
  const breaches: [Breach, boolean][] = [
    ['reason', !terms.reasons.includes(wish.reason)],
    ['window', at >= closesAt],
    ['evidence', terms.evidence === 'required' && files.length === 0],
    ['limit', limit !== null && used >= limit],
  ]
  return breaches.filter(([, broken]) => broken).map(([breach]) => breach)
}
