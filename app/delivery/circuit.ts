import type { Outcome } from '#sdk'

/** How one endpoint has been doing. Plain JSON, shared by processes through the database. Times are ms. */
export interface CircuitState {
  /** Calls per minute of the last five: start of the minute, good ones, failed ones. */
  minutes: [start: number, good: number, failed: number][]
  /** Not called before this time; null: open for calls. */
  openUntil: number | null
  /** Since when there have been failures and nothing else. */
  failingSince: number | null
  disabledAt: number | null
  disabledReason: string | null
}

export type CallVerdict =
  | { type: 'call' }
  /** The pause is over: one call may find out; `startProbe` keeps the others waiting. */
  | { type: 'probe' }
  | { type: 'wait'; until: number }
  | { type: 'disabled'; reason: string }

const MINUTE = 60_000
const WINDOW_MINUTES = 5
const MIN_CALLS = 10
const FAILING_SHARE = 0.7
const OPEN_MS = 30_000
/** A probe that never reports back (a crash) frees its place after this: longer than any deadline. */
const PROBE_MS = 90_000
const DISABLE_AFTER_MS = 120 * 60 * MINUTE

export const newCircuit = (): CircuitState => ({
  minutes: [],
  openUntil: null,
  failingSince: null,
  disabledAt: null,
  disabledReason: null,
})

/** May the endpoint be called now? Waiting costs no attempt. */
export function mayCall(state: CircuitState | null, at: number): CallVerdict {
  if (!state) return { type: 'call' }
  if (state.disabledAt !== null) return { type: 'disabled', reason: state.disabledReason ?? '' }
  if (state.openUntil === null) return { type: 'call' }
  return state.openUntil > at ? { type: 'wait', until: state.openUntil } : { type: 'probe' }
}

export const startProbe = (state: CircuitState, at: number): CircuitState => ({
  ...state,
  openUntil: at + PROBE_MS,
})

/**
 * The state after a call to the endpoint. Only for attempts that were the endpoint's doing: a lead that could not be
 * prepared says nothing about it.
 */
export function recordOutcome(
  state: CircuitState | null,
  outcome: Pick<Outcome, 'status' | 'disable'>,
  at: number
): CircuitState {
  const before = state ?? newCircuit()
  const failed = outcome.status === 'failed' || outcome.status === 'unknown'
  if (!failed) {
    // An answer while it was open is a good probe: start afresh.
    const minutes = before.openUntil === null ? count(before.minutes, at, failed) : []
    return { ...before, minutes, openUntil: null, failingSince: null }
  }
  const minutes = count(before.minutes, at, failed)
  const failingSince = before.failingSince ?? at
  const after: CircuitState = { ...before, minutes, failingSince }
  if (before.disabledAt !== null) return after
  if (outcome.disable)
    return { ...after, disabledAt: at, disabledReason: 'the endpoint answered 410 Gone' }
  if (at - failingSince >= DISABLE_AFTER_MS)
    return { ...after, disabledAt: at, disabledReason: 'nothing but failures for 120 hours' }
  const opens = before.openUntil !== null || isFailing(minutes)
  return opens ? { ...after, openUntil: at + OPEN_MS } : after
}

/** Whether others must hear of the change; counts alone may stay in the process that made them. */
export const isWorthStoring = (before: CircuitState | null, after: CircuitState): boolean =>
  (before?.openUntil ?? null) !== after.openUntil ||
  (before?.disabledAt ?? null) !== after.disabledAt ||
  (before?.failingSince ?? null) !== after.failingSince

function count(minutes: CircuitState['minutes'], at: number, failed: boolean) {
  const start = Math.floor(at / MINUTE) * MINUTE
  const kept = minutes.filter((one) => one[0] > start - WINDOW_MINUTES * MINUTE && one[0] < start)
  const now = minutes.find((one) => one[0] === start) ?? [start, 0, 0]
  const counted: CircuitState['minutes'][number] = failed
    ? [start, now[1], now[2] + 1]
    : [start, now[1] + 1, now[2]]
  return [...kept, counted]
}

function isFailing(minutes: CircuitState['minutes']): boolean {
  const good = minutes.reduce((sum, one) => sum + one[1], 0)
  const failed = minutes.reduce((sum, one) => sum + one[2], 0)
  return good + failed >= MIN_CALLS && failed >= FAILING_SHARE * (good + failed)
}
