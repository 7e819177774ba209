import type { Outcome } from '#sdk'

export interface RetryPolicy {
  /** waterfall: the lead waits for this answer. broadcast: nobody waits, so it may take a day. */
  plan: 'waterfall' | 'broadcast'
  /** Attempts in all; absent: 3 for waterfall, 8 for broadcast. */
  attempts?: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Delay after attempt 1, 2, 3 ...; the last one repeats. */
const DELAYS = {
  waterfall: [0, 5 * SECOND, 30 * SECOND],
  broadcast: [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
}
const ATTEMPTS = { waterfall: 3, broadcast: 8 }
const MAX_RETRY_AFTER = 24 * HOUR

/**
 * When to try again, in ms since the epoch; null: not again. `made` counts the attempts so far, `random` is from
 * 0 to 1 and spreads the delay by ±20 %. What the partner wishes (Retry-After) is never undercut, up to 24 hours.
 */
export function nextAttemptAt(
  policy: RetryPolicy,
  made: number,
  outcome: Outcome,
  at: number,
  random: number
): number | null {
  if (outcome.status !== 'failed' && outcome.status !== 'unknown') return null
  if (outcome.retry === false || outcome.disable) return null
  if (made >= (policy.attempts ?? ATTEMPTS[policy.plan])) return null
  const delays = DELAYS[policy.plan]
  const delay = delays[Math.min(Math.max(made, 1), delays.length) - 1] * (0.8 + 0.4 * random)
  const wish = Math.min(Math.max(outcome.retry?.afterSeconds ?? 0, 0) * SECOND, MAX_RETRY_AFTER)
  return at + Math.round(Math.max(delay, wish))
}
