import type { BalanceTrace, CapTrace } from '#routing/types'
import { isSpend, spanOf } from '#routing/cap_windows'
import { dateTime } from '#shared/local_time'

const SPANS = { day: 'daily', week: 'weekly', month: 'monthly', total: 'total' }

/**
 * `daily cap of 20 reached, resets 2026-11-24 00:00 America/Los_Angeles`; `zone` is the partner's. A spend cap is also
 * reached when less is left than the price: then what was used is told.
 */
export function explainCap(cap: CapTrace, zone: string): string {
  const whose = cap.scope === 'partner' ? "partner's " : ''
  const what = isSpend(cap.window) ? 'spend cap' : 'cap'
  const used = String(cap.used) === String(cap.limit) ? '' : ` (${cap.used} used)`
  const reached = `${whose}${SPANS[spanOf(cap.window)]} ${what} of ${cap.limit} reached${used}`
  if (cap.resets_at === null) return reached
  return `${reached}, resets ${dateTime(zone, Date.parse(cap.resets_at))} ${zone}`
}

/** `soldTo` is the partner who bought first; null where the route went another way. */
export const explainNotReached = (soldTo: string | null): string =>
  soldTo === null ? 'the route did not come here' : `sold to ${soldTo} before its turn`

export const explainDuplicate = (partner: string): string => `${partner} has this lead already`

/** `prepaid balance has room for 3.00 EUR, the lead costs 25.00 EUR` */
export function explainBalance({ mode, room, price }: BalanceTrace, currency: string): string {
  const what = mode === 'prepaid' ? 'prepaid balance' : 'credit limit'
  return `${what} has room for ${room.startsWith('-') ? 'nothing' : `${room} ${currency}`}, the lead costs ${price} ${currency}`
}
