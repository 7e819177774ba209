import { HttpProblem } from '#shared/http_problem'

/**
 * Token buckets: each caller may send `perSecond` requests at once and as many again per second. Costs a map look-up;
 * every process counts for itself.
 */
export class RateLimit {
  #buckets = new Map<string, { left: number; at: number }>()

  /** `perSecond` 0 switches the limit off. */
  constructor(
    private perSecond: number,
    private maxCallers = 10_000
  ) {}

  /** Takes one request. Answers the seconds to wait for (0: go ahead). `now` in ms. */
  take(caller: string, now: number): number {
    if (!this.perSecond) return 0
    let bucket = this.#buckets.get(caller)
    if (!bucket) {
      if (this.#buckets.size >= this.maxCallers) this.#forgetFull(now)
      bucket = { left: this.perSecond, at: now }
      this.#buckets.set(caller, bucket)
    }
    this.#refill(bucket, now)
    if (bucket.left >= 1) {
      bucket.left -= 1
      return 0
    }
    return Math.max(1, Math.ceil((1 - bucket.left) / this.perSecond))
  }

  /** Takes one request or throws HttpProblem 429. */
  demand(caller: string, now: number) {
    const wait = this.take(caller, now)
    if (wait)
      throw new HttpProblem(
        'too-many-requests',
        `More than ${this.perSecond} requests per second`,
        {
          headers: { 'retry-after': String(wait) },
        }
      )
  }

  #refill(bucket: { left: number; at: number }, now: number) {
    const gained = (Math.max(0, now - bucket.at) / 1000) * this.perSecond
    bucket.left = Math.min(this.perSecond, bucket.left + gained)
    bucket.at = now
  }

  /** A full bucket says the same as none. Should all be in use, everybody starts anew. */
  #forgetFull(now: number) {
    for (const [caller, bucket] of this.#buckets) {
      this.#refill(bucket, now)
      if (bucket.left >= this.perSecond) this.#buckets.delete(caller)
    }
    if (this.#buckets.size >= this.maxCallers) this.#buckets.clear()
  }
}
