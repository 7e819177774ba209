import { test } from '@japa/runner'
import fc from 'fast-check'
import { countCall, countsOf, newCounter, recentCounts } from '#host/call_counts'

const MINUTE = 60_000

test.group('Counting calls', () => {
  test('the 95th percentile is within a tenth of the true one', ({ assert }) => {
    const durations = fc.array(fc.double({ min: 0.001, max: 900_000, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    })
    fc.assert(
      fc.property(durations, (all) => {
        const counter = newCounter()
        for (const ms of all) countCall(counter, ms, 0, true)
        const sorted = [...all].sort((a, b) => a - b)
        const exact = sorted[Math.ceil(all.length * 0.95) - 1]
        const { calls, p95_ms: found } = countsOf([counter])
        assert.equal(calls, all.length)
        assert.isAtMost(Math.abs(found! - exact), 0.005 + exact * 0.125)
      })
    )
  })

  test('the last hour forgets what came before it; the whole remembers', ({ assert }) => {
    const counter = newCounter()
    const start = 1_000_000 * MINUTE
    countCall(counter, 5, start, false)
    for (let minute = 0; minute < 180; minute += 10)
      countCall(counter, 5, start + minute * MINUTE, true)
    const end = start + 180 * MINUTE
    assert.deepInclude(countsOf([counter]), { calls: 19, errors: 1 })
    const recent = recentCounts([counter], end)
    assert.equal(recent.errors, 0)
    assert.isAtLeast(recent.calls, 5)
    assert.isAtMost(recent.calls, 6)
    assert.deepEqual(recentCounts([counter], end + 120 * MINUTE), {
      calls: 0,
      errors: 0,
      p95_ms: null,
    })
  })

  test('a duration beyond every scale is counted all the same', ({ assert }) => {
    const counter = newCounter()
    countCall(counter, 1e12, 0, true)
    countCall(counter, 0, 0, true)
    assert.equal(countsOf([counter]).calls, 2)
  })
})
