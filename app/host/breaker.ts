/**
 * A breaker as a value: `failures` in a row open it until `openUntil` (same clock as `at`, ms); then one call is let
 * through, and its outcome decides.
 */
export interface Breaker {
  failures: number
  openUntil: number
}

export const BREAKER_FAILURES = 20
export const BREAKER_OPEN_MS = 30_000

export const newBreaker = (): Breaker => ({ failures: 0, openUntil: 0 })

export const isOpen = (breaker: Breaker, at: number): boolean =>
  breaker.openUntil !== 0 && at < breaker.openUntil

/** Changed in place: this stands on the path of every plugin call. */
export function recordCall(breaker: Breaker, good: boolean, at: number): void {
  if (good) {
    breaker.failures = 0
    breaker.openUntil = 0
  } else if (++breaker.failures >= BREAKER_FAILURES) {
    breaker.openUntil = at + BREAKER_OPEN_MS
  }
}
