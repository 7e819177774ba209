import fc from 'fast-check'
import { test } from '@japa/runner'
import { localParts, momentOf } from '../../../resources/rules/local_moment.js'

test.group('a moment typed in the account’s zone', () => {
  test('is kept in UTC and shown as it was typed', ({ assert }) => {
    assert.equal(momentOf('2026-07-01', '10:30', 'Europe/Berlin'), '2026-07-01T08:30:00.000Z')
    assert.equal(momentOf('2026-12-01', '23:30', 'America/New_York'), '2026-12-02T04:30:00.000Z')
    assert.deepEqual(localParts('2026-12-02T04:30:00Z', 'America/New_York'), {
      day: '2026-12-01',
      time: '23:30',
    })
    assert.deepEqual(localParts('2026-12-02', 'America/New_York'), { day: '2026-12-02', time: '' })
    assert.deepEqual(localParts('soon', 'UTC'), { day: '', time: '' })
  })

  test('in the hour a clock skips it is the time after it', ({ assert }) => {
    const moment = momentOf('2026-03-29', '02:30', 'Europe/Berlin')
    assert.deepEqual(localParts(moment, 'Europe/Berlin'), { day: '2026-03-29', time: '03:30' })
  })

  test('every other time of every zone comes back', ({ assert }) => {
    const zones = ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Chatham', 'UTC']
    const minutes = fc.integer({ min: 0, max: 527_039 })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const at = new Date(Date.UTC(2026, 0, 1) + minute * 60_000)
        const shown = localParts(at.toISOString(), zone)
        // The hour a clock shows twice is the first or the second of them; what is shown is the same.
        assert.deepEqual(localParts(momentOf(shown.day, shown.time, zone), zone), shown)
      })
    )
  })
})
