import { test } from '@japa/runner'
import { readPeriod } from '#routing/period'

const iso = (ms: number | null) => ms && new Date(ms).toISOString()

test.group('period', () => {
  test('dates are whole days of the zone, the last one included', ({ assert }) => {
    const { from, to } = readPeriod({ from: '2026-11-01', to: '2026-11-01' }, 'America/New_York')
    assert.equal(iso(from), '2026-11-01T04:00:00.000Z')
    // The clock goes back on this day: it has 25 hours.
    assert.equal(iso(to), '2026-11-02T05:00:00.000Z')
  })

  test('times are what they say, the end excluded; absent bounds are open', ({ assert }) => {
    const read = readPeriod({ from: '2026-11-01T10:00:00+02:00' }, 'Europe/Berlin')
    assert.equal(iso(read.from), '2026-11-01T08:00:00.000Z')
    assert.isNull(read.to)
    assert.deepEqual(readPeriod({}, 'UTC'), { from: null, to: null })
  })
})
