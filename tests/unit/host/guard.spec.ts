import { test } from '@japa/runner'
import { BREAKER_FAILURES, BREAKER_OPEN_MS, isOpen, newBreaker, recordCall } from '#host/breaker'
import { guardCall, guardCallAsync, pluginHealth, resetPluginHealth } from '#host/guard'
import { PrepareError } from '#sdk'

const plugin = { kind: 'strategy', id: 'shaky' } as const
const boom = () => {
  throw new Error('boom')
}

test.group('Guard', (group) => {
  group.each.setup(() => resetPluginHealth())
  group.each.teardown(() => resetPluginHealth())

  test('a good call gives its value', ({ assert }) => {
    assert.deepEqual(
      guardCall(
        plugin,
        'plan',
        () => 5,
        (n) => (n > 3 ? null : 'too small')
      ),
      { ok: true, value: 5 }
    )
  })

  test('what a plugin throws becomes a value with its cause', ({ assert }) => {
    const result = guardCall(plugin, 'plan', boom)
    if (result.ok) return assert.fail('must be a fault')
    assert.strictEqual(result.problem.type, 'threw')
    assert.strictEqual(result.problem.message, 'strategy shaky.plan() threw: boom')
    assert.strictEqual((result.problem.cause as Error).message, 'boom')
  })

  test('also when it throws what cannot be printed', ({ assert }) => {
    const result = guardCall(plugin, 'plan', () => {
      throw Object.create(null)
    })
    assert.isFalse(result.ok)
  })

  test('a result that the check refuses, or a check that fails, is a fault', ({ assert }) => {
    const refused = guardCall(
      plugin,
      'plan',
      () => 1,
      () => 'must be larger'
    )
    if (!refused.ok) assert.strictEqual(refused.problem.type, 'bad_result')
    assert.isFalse(refused.ok)
    const failing = guardCall(
      plugin,
      'plan',
      () => null as unknown as string,
      (s) => s.trim()
    )
    assert.isFalse(failing.ok)
  })

  test('a promise where a value is due is a fault, and its rejection is nobody’s crash', ({
    assert,
  }) => {
    const result = guardCall(plugin, 'plan', () => Promise.reject(new Error('late')))
    assert.isFalse(result.ok)
    if (!result.ok) assert.strictEqual(result.problem.type, 'bad_result')
  })

  test('an asynchronous call has a deadline', async ({ assert }) => {
    const good = await guardCallAsync(plugin, 'send', async () => 'here', { deadlineMs: 1000 })
    assert.deepEqual(good, { ok: true, value: 'here' })
    const never = () => new Promise<string>(() => undefined)
    const late = await guardCallAsync(plugin, 'send', never, { deadlineMs: 5 })
    assert.deepEqual(late, {
      ok: false,
      problem: { type: 'deadline', message: 'strategy shaky.send() took longer than 5 ms' },
    })
    const thrown = await guardCallAsync(plugin, 'send', boom, { deadlineMs: 1000 })
    if (!thrown.ok) assert.strictEqual(thrown.problem.type, 'threw')
    const check = () => 'is no outcome'
    const bad = await guardCallAsync(plugin, 'send', async () => 1, { deadlineMs: 1000, check })
    if (!bad.ok) assert.strictEqual(bad.problem.type, 'bad_result')
    assert.isFalse(thrown.ok || bad.ok)
  })

  test('a method that keeps failing is paused; the other methods are not', ({ assert }) => {
    let calls = 0
    for (let i = 0; i < BREAKER_FAILURES + 5; i++) {
      guardCall(plugin, 'plan', () => {
        calls++
        boom()
      })
    }
    assert.strictEqual(calls, BREAKER_FAILURES)
    const result = guardCall(plugin, 'plan', () => 1)
    if (!result.ok) assert.strictEqual(result.problem.type, 'open')
    assert.isFalse(result.ok)
    assert.isTrue(guardCall(plugin, 'upgrade', () => 1).ok)
    assert.isTrue(guardCall({ kind: 'strategy', id: 'other' }, 'plan', () => 1).ok)
  })

  test('a lead that cannot be prepared is the lead’s fault: the plugin is never paused for it', ({
    assert,
  }) => {
    for (let i = 0; i < BREAKER_FAILURES * 2; i++) {
      const result = guardCall(plugin, 'prepare', () => {
        throw new PrepareError('body.email', 'email is missing')
      })
      if (result.ok) return assert.fail('must be a fault')
      assert.strictEqual(result.problem.message, 'email is missing')
      assert.instanceOf(result.problem.cause, PrepareError)
    }
    assert.strictEqual(pluginHealth()[0].errors, 0)
  })

  test('health counts calls, errors and durations per method', ({ assert }) => {
    for (let i = 0; i < 300; i++) guardCall(plugin, 'plan', () => i)
    guardCall(plugin, 'plan', boom)
    const [health] = pluginHealth()
    assert.containsSubset(health, {
      kind: 'strategy',
      id: 'shaky',
      method: 'plan',
      calls: 301,
      errors: 1,
      open: false,
      last_error: 'strategy shaky.plan() threw: boom',
    })
    assert.isAtLeast(health.p95_ms!, 0)
  })
})

test.group('Breaker', () => {
  test('opens after enough failures in a row, lets one call through later, and closes on success', ({
    assert,
  }) => {
    const breaker = newBreaker()
    for (let i = 1; i < BREAKER_FAILURES; i++) recordCall(breaker, false, 0)
    recordCall(breaker, true, 0)
    for (let i = 1; i < BREAKER_FAILURES; i++) recordCall(breaker, false, 0)
    assert.isFalse(isOpen(breaker, 0), 'a success in between starts the count again')
    recordCall(breaker, false, 1000)
    assert.isTrue(isOpen(breaker, 1000 + BREAKER_OPEN_MS - 1))
    assert.isFalse(isOpen(breaker, 1000 + BREAKER_OPEN_MS))
    recordCall(breaker, false, 40_000)
    assert.isTrue(isOpen(breaker, 40_001), 'the trial call failed')
    recordCall(breaker, true, 80_000)
    assert.isFalse(isOpen(breaker, 80_001))
  })
})
