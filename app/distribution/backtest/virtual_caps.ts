import type { CapKey } from '#routing/cap_windows'
import { amountOf } from '#distribution/measure_cap'

interface Bucket {
  used: number
  endsAt: number | null
  line: CapLine
}

/** One cap over the whole time: the most that was used of it in one period. */
export interface CapLine {
  /** `partner:par_1:day` */
  id: string
  peak: number
}

/**
 * What is used of caps in a world that is only thought of. Times may only go forward: what ended is forgotten. Amounts
 * are 1 for counts and minor units for spend.
 */
export class VirtualCaps {
  #buckets = new Map<string, Bucket>()
  #lines = new Map<string, CapLine>()

  used(cap: CapKey): number {
    return this.#buckets.get(cap.id)?.used ?? 0
  }

  /** The first cap without room for one more at `price`; null when all have it. */
  full(caps: readonly CapKey[], price: number): CapKey | null {
    for (const cap of caps) if (this.used(cap) + amountOf(cap, price) > cap.limit) return cap
    return null
  }

  take(caps: readonly CapKey[], price: number) {
    for (const cap of caps) this.#of(cap).used += amountOf(cap, price)
  }

  /** What is taken stays taken: from now on it counts for the most that was used. */
  keep(caps: readonly CapKey[]) {
    for (const cap of caps) {
      const { used, line } = this.#of(cap)
      if (used > line.peak) line.peak = used
    }
  }

  /** Gives back to the very periods it was taken from; those that ended are nobody's any more. */
  giveBack(caps: readonly CapKey[], price: number) {
    for (const cap of caps) {
      const bucket = this.#buckets.get(cap.id)
      if (bucket) bucket.used = Math.max(0, bucket.used - amountOf(cap, price))
    }
  }

  /** The price a sale can be booked at where the partner names its own: never more than its spend caps have left. */
  reprice(caps: readonly CapKey[], from: number, to: number): number {
    let price = to
    for (const cap of caps)
      if (cap.unit === 'spend')
        price = Math.max(0, Math.min(price, cap.limit - this.used(cap) + from))
    for (const cap of caps) if (cap.unit === 'spend') this.#of(cap).used += price - from
    return price
  }

  /** Drops the periods that ended before `at`. */
  forget(at: number) {
    for (const [id, { endsAt }] of this.#buckets)
      if (endsAt !== null && endsAt <= at) this.#buckets.delete(id)
  }

  peakOf(line: string): number {
    return this.#lines.get(line)?.peak ?? 0
  }

  #of(cap: CapKey): Bucket {
    const known = this.#buckets.get(cap.id)
    if (known) return known
    const id = lineOf(cap)
    let line = this.#lines.get(id)
    if (!line) this.#lines.set(id, (line = { id, peak: 0 }))
    const bucket = { used: 0, endsAt: cap.endsAt, line }
    this.#buckets.set(cap.id, bucket)
    return bucket
  }
}

/** The cap a bucket is a period of. */
export const lineOf = ({ id }: CapKey): string => id.slice(0, id.lastIndexOf(':'))
