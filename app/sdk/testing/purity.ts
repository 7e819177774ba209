import assert from 'node:assert/strict'

/** Freezes a value all the way down and gives it back: a plugin that writes into what it was handed fails loudly. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}

/**
 * The result of a function that must be pure: it is called at two different times with different luck, and both
 * results must be equal. What it throws is thrown.
 */
export function callPurely<T>(what: string, run: () => T): T {
  const first = elsewhen(Date.UTC(2026, 0, 15, 3, 4, 5, 6), 0.123, run)
  const second = elsewhen(Date.UTC(2031, 7, 28, 21, 53, 54, 321), 0.987, run)
  assert.deepEqual(
    second,
    first,
    `${what} must not depend on the time, on chance or on earlier calls`
  )
  return first
}

function elsewhen<T>(at: number, luck: number, run: () => T): T {
  const { Date: RealDate } = globalThis
  const { random } = Math
  class FakeDate extends RealDate {
    constructor(...parts: [] | [number]) {
      super(...((parts.length === 0 ? [at] : parts) as [number]))
    }

    static now(): number {
      return at
    }
  }
  try {
    globalThis.Date = FakeDate as DateConstructor
    Math.random = () => luck
    return run()
  } finally {
    globalThis.Date = RealDate
    Math.random = random
  }
}
