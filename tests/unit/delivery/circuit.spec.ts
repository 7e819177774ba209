import { test } from '@japa/runner'
import {
  type CircuitState,
  isWorthStoring,
  mayCall,
  newCircuit,
  recordOutcome,
  startProbe,
} from '#delivery/circuit'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const T0 = Date.UTC(2026, 10, 1, 12, 0, 30)

function after(
  outcomes: ('accepted' | 'rejected' | 'failed' | 'unknown')[],
  at = T0,
  every = 1000
) {
  return outcomes.reduce<CircuitState>(
    (state, status, index) => recordOutcome(state, { status }, at + index * every),
    newCircuit()
  )
}
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

test.group('circuit', () => {
  test('stays closed below ten calls or 70 percent', ({ assert }) => {
    assert.equal(mayCall(null, T0).type, 'call')
    assert.equal(mayCall(after(times(9, 'failed')), T0 + 9000).type, 'call')
    const six = after([...times(4, 'accepted' as const), ...times(9, 'failed' as const)])
    assert.equal(mayCall(six, T0 + 13_000).type, 'call')
    assert.equal(mayCall(after(times(50, 'rejected')), T0 + 50_000).type, 'call')
  })

  test('opens for 30 s, then one probe decides', ({ assert }) => {
    const open = after([...times(3, 'accepted' as const), ...times(7, 'failed' as const)])
    const at = T0 + 9000
    assert.deepEqual(mayCall(open, at), { type: 'wait', until: at + 30_000 })
    assert.equal(mayCall(open, at + 30_000).type, 'probe')

    const probing = startProbe(open, at + 30_000)
    assert.equal(mayCall(probing, at + 30_001).type, 'wait')
    assert.equal(mayCall(probing, at + 30_000 + 90_000).type, 'probe')

    const good = recordOutcome(probing, { status: 'rejected' }, at + 31_000)
    assert.equal(mayCall(good, at + 31_000).type, 'call')
    assert.equal(
      mayCall(recordOutcome(good, { status: 'failed' }, at + 32_000), at + 32_000).type,
      'call'
    )

    const bad = recordOutcome(probing, { status: 'unknown' }, at + 31_000)
    assert.deepEqual(mayCall(bad, at + 31_000), { type: 'wait', until: at + 61_000 })
  })

  test('calls older than five minutes do not count', ({ assert }) => {
    assert.equal(mayCall(after(times(30, 'failed'), T0, MINUTE), T0 + 29 * MINUTE).type, 'call')
  })

  test('disables after 120 hours of failures only', ({ assert }) => {
    const day = after(times(6, 'failed'), T0, 20 * HOUR)
    assert.notEqual(mayCall(day, T0 + 100 * HOUR).type, 'disabled')
    const end = recordOutcome(day, { status: 'failed' }, T0 + 120 * HOUR)
    assert.deepEqual(mayCall(end, T0 + 500 * HOUR), {
      type: 'disabled',
      reason: 'nothing but failures for 120 hours',
    })
    const saved = recordOutcome(day, { status: 'accepted' }, T0 + 119 * HOUR)
    const later = recordOutcome(saved, { status: 'failed' }, T0 + 121 * HOUR)
    assert.equal(mayCall(later, T0 + 121 * HOUR).type, 'call')
  })

  test('410 disables at once', ({ assert }) => {
    const gone = recordOutcome(null, { status: 'failed', disable: true }, T0)
    assert.deepEqual(mayCall(gone, T0 + 1), {
      type: 'disabled',
      reason: 'the endpoint answered 410 Gone',
    })
  })

  test('only changes others must know are worth storing', ({ assert }) => {
    const good = recordOutcome(null, { status: 'accepted' }, T0)
    assert.isFalse(isWorthStoring(null, good))
    const first = recordOutcome(good, { status: 'failed' }, T0 + 1)
    assert.isTrue(isWorthStoring(good, first))
    assert.isFalse(isWorthStoring(first, recordOutcome(first, { status: 'failed' }, T0 + 2)))
    assert.isTrue(isWorthStoring(first, recordOutcome(first, { status: 'accepted' }, T0 + 3)))
  })

  test('the state survives JSON', ({ assert }) => {
    const state = after(times(10, 'failed'))
    assert.deepEqual(JSON.parse(JSON.stringify(state)), state)
  })
})
