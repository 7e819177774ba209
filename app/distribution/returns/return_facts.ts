import { store } from '#store/store'
import type { OpenDelivery } from '#distribution/open_delivery'
import {
  allowedReturns,
  dayOfWindow,
  monthBounds,
  monthOfSale,
  windowOf,
} from '#distribution/returns/judge_return'
import { type ReturnTerms, termsOf } from '#distribution/returns/terms_of'

/** What a delivery's return is judged by, apart from the request itself and the places that are taken. */
export interface ReturnSetting {
  terms: ReturnTerms | null
  timeZone: string
  soldAt: number
  soldDay: string
  lastDay: string | null
  closesAt: number
  day: number
  month: string
  /** Row of `return_counts` that is held while one more is judged. */
  countId: string
  limit: number | null
  sold: number | null
}

/**
 * The terms are the partner's of today with what the assignment said when it was sold. Sales of a month are counted
 * before anything is held: they only grow, so a request is never allowed by one too many.
 */
export async function returnSetting(found: OpenDelivery, at: number): Promise<ReturnSetting> {
  const { row, run, context } = found
  const partner = context.config.partners.get(row.partner_id as string)
  const own = context.version.compiled.byKey.get(row.assignment_key as string)?.document.returns
  const terms = partner ? termsOf(partner.portal?.returns, own) : null
  const timeZone = partner?.timeZone ?? context.config.account.timeZone
  const soldAt = Number(row.finished_at ?? row.created_at)
  const month = monthOfSale(timeZone, soldAt)
  const window = windowOf(timeZone, soldAt, terms?.days ?? 0)
  const limited = terms && (terms.limitCount !== null || terms.limitPercent !== null)
  const sold = limited
    ? await soldInMonth(run.accountId, row.partner_id as string, timeZone, month)
    : null
  return {
    terms,
    timeZone,
    soldAt,
    soldDay: window.soldDay,
    lastDay: terms ? window.lastDay : null,
    closesAt: terms ? window.closesAt : 0,
    day: dayOfWindow(timeZone, soldAt, at),
    month,
    countId: `${row.partner_id as string}:${month}`,
    limit: terms ? allowedReturns(terms, sold ?? 0) : null,
    sold,
  }
}

/** Leads sold to a partner in a month of its zone, those taken back among them. */
async function soldInMonth(accountId: string, partnerId: string, zone: string, month: string) {
  const { from, to } = monthBounds(zone, month)
  // The index is by the account's own date, which is at most a day away.
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const row = await store.first(
    `select count(*) as n from postings where account_id = ? and partner_id = ? and day >= ? and day <= ?
       and kind = 'sale' and at >= ? and at < ?`,
    [accountId, partnerId, day(from - 864e5), day(to + 864e5), from, to]
  )
  return Number(row!.n)
}
