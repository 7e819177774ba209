import { test } from '@japa/runner'
import { RateLimit } from '#http/api/rate_limit'
import { renderProblem } from '#http/render_problem'

test.group('rate limit', () => {
  test('lets a second’s worth through at once, then tells how long to wait', ({ assert }) => {
    const limit = new RateLimit(3)
    const take = (now: number) => limit.take('a', now)
    assert.deepEqual([take(0), take(0), take(0), take(0)], [0, 0, 0, 1])
    // A third of a second gives one request back.
    assert.deepEqual([take(334), take(334)], [0, 1])
  })

  test('counts callers apart and never saves up more than a second', ({ assert }) => {
    const limit = new RateLimit(2)
    limit.take('a', 0)
    limit.take('a', 0)
    assert.equal(limit.take('b', 0), 0)
    const late = [1, 2, 3].map(() => limit.take('a', 3_600_000))
    assert.deepEqual(late, [0, 0, 1])
  })

  test('0 switches it off; a clock that goes back gives nothing', ({ assert }) => {
    const off = new RateLimit(0)
    assert.isTrue(Array.from({ length: 1_000 }, () => off.take('a', 0)).every((wait) => wait === 0))
    const limit = new RateLimit(1)
    assert.equal(limit.take('a', 10_000), 0)
    assert.equal(limit.take('a', 5_000), 1)
    assert.equal(limit.take('a', 5_500), 1)
  })

  test('what is too much is a problem that tells when to come back', ({ assert }) => {
    const limit = new RateLimit(1)
    limit.demand('a', 0)
    try {
      limit.demand('a', 0)
      assert.fail('the second request went through')
    } catch (error) {
      const { status, headers } = renderProblem(error, undefined)
      assert.equal(status, 429)
      assert.equal(headers['retry-after'], '1')
    }
  })

  test('forgets callers that came long ago instead of growing', ({ assert }) => {
    const limit = new RateLimit(1, 10)
    for (let i = 0; i < 10; i++) limit.take(`old ${i}`, 0)
    limit.take('busy', 10_000)
    for (let i = 0; i < 9; i++) limit.take(`new ${i}`, 10_000)
    assert.equal(limit.take('busy', 10_000), 1)
  })
})
