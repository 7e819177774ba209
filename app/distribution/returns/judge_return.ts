import { DAY, dateText, localDay, startOfLocalDate } from '#shared/local_time'
import { PROVABLE, type ReturnTerms } from '#distribution/returns/terms_of'

/** The days in which a lead may be given back, in the partner's zone. */
export interface ReturnWindow {
  soldDay: string
  /** The last day, still part of it. */
  lastDay: string
  /** First instant (ms) at which it is over. */
  closesAt: number
}

/** The window counts whole local days: where the clock is put forward or back a day is shorter or longer, and still one. */
export function windowOf(zone: string, soldAt: number, days: number): ReturnWindow {
  const sold = localDay(zone, soldAt)
  return {
    soldDay: dateText(sold),
    lastDay: dateText(sold + days),
    closesAt: startOfLocalDate(zone, sold + days + 1),
  }
}

/** Local days since the sale: 0 on its own day. */
export const dayOfWindow = (zone: string, soldAt: number, at: number): number =>
  Math.max(0, localDay(zone, at) - localDay(zone, soldAt))

/** `YYYY-MM` of the sale in the partner's zone: limits are counted among the leads of that month. */
export const monthOfSale = (zone: string, soldAt: number): string =>
  dateText(localDay(zone, soldAt)).slice(0, 7)

/** The first instant of a month, and of the next one (ms). */
export function monthBounds(zone: string, month: string): { from: number; to: number } {
  const [year, number] = month.split('-').map(Number)
  const first = (add: number) => Math.round(Date.UTC(year, number - 1 + add, 1) / DAY)
  return { from: startOfLocalDate(zone, first(0)), to: startOfLocalDate(zone, first(1)) }
}

/** How many of `sold` leads of a month may come back, the strictest limit; null: as many as there are. */
export function allowedReturns(
  { limitCount, limitPercent }: Pick<ReturnTerms, 'limitCount' | 'limitPercent'>,
  sold: number
): number | null {
  const limits: number[] = []
  if (limitCount !== null) limits.push(limitCount)
  // Hundredths of a percent as a whole number: 10 % of 10 is 1, not 0.9999.
  if (limitPercent !== null)
    limits.push(Math.floor((sold * Math.round(limitPercent * 100)) / 10_000))
  return limits.length ? Math.min(...limits) : null
}

/** What is known when a return is asked for. */
export interface ReturnCase {
  reason: string
  evidence: number
  at: number
  closesAt: number
  /** Requests of the month that were not refused or withdrawn. */
  used: number
  limit: number | null
  /** Our own data show the same person sold to this partner before; null where that was not looked for. */
  proven: boolean | null
  /** Somebody of the team asks for it although the terms say no. */
  waived: boolean
}

export type Breach = 'reason' | 'evidence' | 'window' | 'limit'

export type ReturnVerdict =
  { type: 'refused'; breach: Breach } | { type: 'wait'; beyond: boolean } | { type: 'approve' }

/**
 * What becomes of a request: refused at once with the first term it breaks, approved at once, or left to a person. A
 * claim that our data could prove and do not is never approved by itself.
 */
export function judgeReturn(terms: ReturnTerms, one: ReturnCase): ReturnVerdict {
  const beyond = one.limit !== null && one.used >= one.limit
  if (!one.waived) {
    if (!terms.reasons.includes(one.reason)) return { type: 'refused', breach: 'reason' }
    if (one.at >= one.closesAt) return { type: 'refused', breach: 'window' }
    if (terms.evidence === 'required' && one.evidence === 0)
      return { type: 'refused', breach: 'evidence' }
    if (beyond && terms.beyondLimit === 'refuse') return { type: 'refused', breach: 'limit' }
  }
  if (beyond || one.waived) return { type: 'wait', beyond }
  const byItself = terms.approval === 'automatic' || terms.automaticReasons.includes(one.reason)
  if (!byItself || (one.reason === PROVABLE && one.proven !== true))
    return { type: 'wait', beyond: false }
  return { type: 'approve' }
}
