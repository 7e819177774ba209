import { type Result, fail, ok } from '#shared/result'
import { postingId } from '#store/row_ids'
import { store } from '#store/store'
import { openDelivery } from '#distribution/open_delivery'
import { presentTerms } from '#distribution/returns/present_return'
import { returnSetting } from '#distribution/returns/return_facts'
import { teamReasons } from '#distribution/returns/terms_of'
import type { ReturnActor, ReturnStatus } from '#distribution/returns/types'
import { isSold, readDelivery } from '#distribution/run'

/** Why a lead cannot be given back now; of several the first. */
export type NoReturn =
  'not_sold' | 'test' | 'credited' | 'asked' | 'no_terms' | 'window_closed' | 'limit_reached'

export interface ReturnPolicy {
  delivery: string
  /** A request would be taken now. */
  possible: boolean
  why_not: NoReturn | null
  /** The request there is already, unless it was withdrawn. */
  request: { id: string; status: ReturnStatus } | null
  /** What may be given as a reason; the team's list is longer. */
  reasons: string[]
  terms: ReturnType<typeof presentTerms> | null
  sold_on: string
  last_day: string | null
  /** RFC 3339: the first instant at which it is too late. */
  closes_at: string | null
  /** Local days since the sale: 3 of 7. */
  day: number
  time_zone: string
  /** Limits are counted among the leads sold in this month. */
  month: string
  used: number
  limit: number | null
  sold: number | null
}

/** The terms under which a delivery may be given back, and how things stand with it at this moment. */
export async function returnPolicyFor(
  accountId: string,
  deliveryId: string,
  actor: ReturnActor,
  at: number = Date.now()
): Promise<Result<ReturnPolicy, { type: 'not_found' }>> {
  const found = await openDelivery(accountId, deliveryId)
  if (!found || (actor.kind === 'partner' && actor.partnerId !== found.row.partner_id))
    return fail({ type: 'not_found' })
  const setting = await returnSetting(found, at)
  const [count, request, reversal] = await Promise.all([
    store.first('select used from return_counts where id = ?', [setting.countId]),
    store.first('select id, status from returns where live_key = ?', [deliveryId]),
    store.first('select id from postings where id = ?', [postingId(deliveryId, 'cancellation')]),
  ])
  const used = Number(count?.used ?? 0)
  const { terms, limit } = setting
  const { status, test } = readDelivery(found.row)
  const beyond = limit !== null && used >= limit && terms?.beyondLimit === 'refuse'
  const reasons: [NoReturn, boolean][] = [
    ['test', test],
    ['asked', request !== null],
    ['not_sold', !isSold(status)],
    ['credited', reversal !== null],
    ['no_terms', terms === null],
    ['window_closed', terms !== null && at >= setting.closesAt],
    ['limit_reached', beyond],
  ]
  const whyNot = reasons.find(([, holds]) => holds)?.[0] ?? null
  return ok({
    delivery: deliveryId,
    possible: whyNot === null,
    why_not: whyNot,
    request: request && {
      id: request.id as string,
      status: request.status as ReturnStatus,
    },
    reasons: [
      ...(actor.kind === 'partner' ? (terms?.reasons ?? []) : teamReasons(terms?.reasons ?? [])),
    ],
    terms: terms && presentTerms(terms),
    sold_on: setting.soldDay,
    last_day: setting.lastDay,
    closes_at: terms ? new Date(setting.closesAt).toISOString() : null,
    day: setting.day,
    time_zone: setting.timeZone,
    month: setting.month,
    used,
    limit,
    sold: setting.sold,
  })
}
