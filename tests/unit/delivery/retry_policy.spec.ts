import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Outcome } from '#sdk'
import { nextAttemptAt } from '#delivery/retry_policy'

const AT = 1_000_000
const failed: Outcome = { status: 'failed' }
const delays = (plan: 'waterfall' | 'broadcast', count: number) =>
  Array.from({ length: count }, (_, index) => {
    const next = nextAttemptAt({ plan }, index + 1, failed, AT, 0.5)
    return next === null ? null : (next - AT) / 1000
  })

test.group('retry policy', () => {
  test('a waterfall retries soon, a broadcast for a day', ({ assert }) => {
    assert.deepEqual(delays('waterfall', 3), [0, 5, null])
    assert.deepEqual(delays('broadcast', 8), [5, 300, 1800, 7200, 18_000, 36_000, 36_000, null])
    const more = { plan: 'waterfall' as const, attempts: 6 }
    assert.equal(nextAttemptAt(more, 3, failed, AT, 0.5), AT + 30_000)
    assert.equal(nextAttemptAt(more, 5, failed, AT, 0.5), AT + 30_000)
    assert.isNull(nextAttemptAt(more, 6, failed, AT, 0.5))
    assert.isNull(nextAttemptAt({ plan: 'broadcast', attempts: 1 }, 1, failed, AT, 0.5))
  })

  test('only failed and unknown are tried again, and not when told so', ({ assert }) => {
    for (const status of ['accepted', 'sent', 'waiting', 'rejected'] as const)
      assert.isNull(nextAttemptAt({ plan: 'broadcast' }, 1, { status }, AT, 0))
    assert.isNotNull(nextAttemptAt({ plan: 'waterfall' }, 1, { status: 'unknown' }, AT, 0))
    assert.isNull(nextAttemptAt({ plan: 'waterfall' }, 1, { ...failed, retry: false }, AT, 0))
    assert.isNull(nextAttemptAt({ plan: 'waterfall' }, 1, { ...failed, disable: true }, AT, 0))
  })

  test('the partner’s wish is never undercut, up to a day', ({ assert }) => {
    const wish = (afterSeconds: number) => ({ ...failed, retry: { afterSeconds } })
    assert.equal(nextAttemptAt({ plan: 'waterfall' }, 1, wish(120), AT, 0), AT + 120_000)
    assert.equal(nextAttemptAt({ plan: 'waterfall' }, 1, wish(1e9), AT, 0), AT + 86_400_000)
    assert.equal(nextAttemptAt({ plan: 'broadcast' }, 2, wish(1), AT, 0.5), AT + 300_000)
    assert.equal(nextAttemptAt({ plan: 'waterfall' }, 1, wish(-5), AT, 0), AT)
  })

  test('jitter stays within 20 percent', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (made, random) => {
          const middle = nextAttemptAt({ plan: 'broadcast' }, made, failed, 0, 0.5)!
          const next = nextAttemptAt({ plan: 'broadcast' }, made, failed, 0, random)!
          assert.isAtLeast(next, middle * 0.8 - 1)
          assert.isAtMost(next, middle * 1.2 + 1)
        }
      )
    )
  })
})
