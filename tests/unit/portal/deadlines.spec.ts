import { test } from '@japa/runner'
import { isNear } from '#portal/deadlines/is_near'

const HOUR = 3_600_000

test.group('When a partner is reminded', () => {
  test('in the last quarter of the time there was', ({ assert }) => {
    const near = (at: number) => isNear(0, 8 * HOUR, at)
    assert.deepEqual([5.9 * HOUR, 6 * HOUR, 7.9 * HOUR].map(near), [false, true, true])
  })

  test('four hours before the end at the earliest, and not after it', ({ assert }) => {
    const near = (at: number) => isNear(0, 720 * HOUR, at)
    assert.deepEqual([715 * HOUR, 716 * HOUR, 720 * HOUR].map(near), [false, true, false])
  })
})
