import { formatAmount } from '#shared/money'
import type { CapKey } from '#routing/cap_windows'
import type { CapTrace } from '#routing/types'
import type { Lock } from '#store/types'

export interface Measured {
  trace: CapTrace
  /** There is no room for one more. */
  full: boolean
  /** One more takes the last place of a count. */
  last: boolean
}

/** What one delivery takes of a cap: a place, or its price in minor units. */
export const amountOf = (cap: CapKey, price: number): number => (cap.unit === 'count' ? 1 : price)

/** Holds a cap's bucket, made when its period has just begun. */
export const bucketLock = (cap: CapKey, accountId: string): Lock => ({
  table: 'cap_buckets',
  value: cap.id,
  seed: { id: cap.id, account_id: accountId, used: 0, ends_at: cap.endsAt },
})

/** A cap with what is used of it, as a delivery at `price` (minor units) finds it. */
export function measureCap(cap: CapKey, used: number, price: number, currency: string): Measured {
  const after = used + amountOf(cap, price)
  const show = (n: number) => (cap.unit === 'count' ? n : formatAmount(n, currency))
  return {
    trace: {
      scope: cap.scope,
      window: cap.window,
      limit: show(cap.limit),
      used: show(used),
      resets_at: cap.endsAt === null ? null : new Date(cap.endsAt).toISOString(),
    },
    full: after > cap.limit,
    last: cap.unit === 'count' && after === cap.limit,
  }
}
