/** The last hour in slots of five minutes: a slot that began longer ago is used anew. */
const SLOT_MS = 300_000
const SLOTS = 13
const STEPS = 128

/** Calls of one method: since the process began, and by slots of five minutes. */
export interface CallCounter {
  calls: number
  errors: number
  /** Calls by step of their duration. */
  steps: Uint32Array
  slots: Slot[]
}

interface Slot {
  /** Number of its five minutes since the clock began; -1: never used. */
  number: number
  calls: number
  errors: number
  steps: Uint32Array
}

export const newCounter = (): CallCounter => ({
  calls: 0,
  errors: 0,
  steps: new Uint32Array(STEPS),
  slots: Array.from({ length: SLOTS }, () => ({
    number: -1,
    calls: 0,
    errors: 0,
    steps: new Uint32Array(STEPS),
  })),
})

const LONGEST_MS = 2_000_000

/** Four steps to the double, from a microsecond on, in integers alone: this stands on the path of every plugin call. */
function stepOf(ms: number): number {
  const units = ((Math.min(ms, LONGEST_MS) * 1024) | 0) + 4
  const power = 29 - Math.clz32(units)
  return (power << 2) | ((units >> power) & 3)
}
const middleOf = (step: number) => ((4.5 + (step & 3)) * 2 ** (step >> 2) - 4) / 1024

/** Notes a call that took `ms` and ended at `end`, both of the monotonic clock. */
export function countCall(counter: CallCounter, ms: number, end: number, good: boolean): void {
  const step = stepOf(ms)
  const number = Math.floor(end / SLOT_MS)
  const slot = counter.slots[number % SLOTS]
  if (slot.number !== number) {
    slot.number = number
    slot.calls = slot.errors = 0
    slot.steps.fill(0)
  }
  counter.calls++
  counter.steps[step]++
  slot.calls++
  slot.steps[step]++
  if (good) return
  counter.errors++
  slot.errors++
}

export interface CallCounts {
  calls: number
  errors: number
  /** 95th percentile of the durations, within a tenth; null without calls. */
  p95_ms: number | null
}

/** All calls of these methods. */
export const countsOf = (counters: readonly CallCounter[]): CallCounts => together(counters)

/** Their calls of the last 55 to 60 minutes before `at`. */
export function recentCounts(counters: readonly CallCounter[], at: number): CallCounts {
  const first = Math.floor(at / SLOT_MS) - SLOTS + 2
  return together(counters.flatMap(({ slots }) => slots.filter(({ number }) => number >= first)))
}

function together(parts: readonly Pick<Slot, 'calls' | 'errors' | 'steps'>[]): CallCounts {
  const sum = (of: (part: Pick<Slot, 'calls' | 'errors' | 'steps'>) => number) =>
    parts.reduce((total, part) => total + of(part), 0)
  const calls = sum((part) => part.calls)
  const errors = sum((part) => part.errors)
  let passed = 0
  for (let step = 0; step < STEPS && calls > 0; step++) {
    passed += sum((part) => part.steps[step])
    if (passed >= calls * 0.95) return { calls, errors, p95_ms: middleOf(step) }
  }
  return { calls, errors, p95_ms: null }
}
