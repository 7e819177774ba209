import { test } from '@japa/runner'
import fc from 'fast-check'
import { capKeys, periodAt } from '#routing/cap_windows'

const ms = (text: string) => Date.parse(text)
const ZONES = ['UTC', 'Europe/Berlin', 'America/Havana', 'America/St_Johns', 'Asia/Kathmandu']

test.group('cap windows', () => {
  test('one bucket per cap, with the period in its name and the moment it ends', ({ assert }) => {
    const caps = { day: 20, week: 100, month: 300, total: 5000, spend_month: '10000.00' }
    const at = ms('2026-10-25T12:00:00Z') // a Sunday, the day clocks go back
    assert.deepEqual(capKeys('partner', 'par_1', caps, 'Europe/Berlin', at, 'USD'), [
      {
        id: 'partner:par_1:day:2026-10-25|Europe/Berlin',
        scope: 'partner',
        window: 'day',
        unit: 'count',
        limit: 20,
        endsAt: ms('2026-10-25T23:00:00Z'),
      },
      {
        id: 'partner:par_1:week:2026-10-19|Europe/Berlin',
        scope: 'partner',
        window: 'week',
        unit: 'count',
        limit: 100,
        endsAt: ms('2026-10-25T23:00:00Z'),
      },
      {
        id: 'partner:par_1:month:2026-10-01|Europe/Berlin',
        scope: 'partner',
        window: 'month',
        unit: 'count',
        limit: 300,
        endsAt: ms('2026-10-31T23:00:00Z'),
      },
      {
        id: 'partner:par_1:total:all',
        scope: 'partner',
        window: 'total',
        unit: 'count',
        limit: 5000,
        endsAt: null,
      },
      {
        id: 'partner:par_1:spend_month:2026-10-01|Europe/Berlin',
        scope: 'partner',
        window: 'spend_month',
        unit: 'spend',
        limit: 1_000_000,
        endsAt: ms('2026-10-31T23:00:00Z'),
      },
    ])
  })

  test('a cap of 0 is a cap, an absent one is none', ({ assert }) => {
    assert.lengthOf(capKeys('assignment', 'a', { day: 0 }, 'UTC', 0, 'USD'), 1)
    assert.lengthOf(capKeys('assignment', 'a', {}, 'UTC', 0, 'USD'), 0)
  })

  test('weeks are ISO weeks, also over the turn of a year', ({ assert }) => {
    const key = (at: string) => periodAt('week', 'UTC', ms(at)).key
    assert.equal(key('2027-01-03T23:59:59Z'), '2026-12-28|UTC')
    assert.equal(key('2027-01-04T00:00:00Z'), '2027-01-04|UTC')
  })

  test('where the clock goes back over midnight the day does not come back', ({ assert }) => {
    // St. John's, 2006-10-29 00:01 -> 2006-10-28 23:01: the 28th is shown again, its period is over.
    const key = (at: string) => periodAt('day', 'America/St_Johns', ms(at)).key.slice(0, 10)
    assert.equal(key('2006-10-29T02:29:59Z'), '2006-10-28')
    assert.equal(key('2006-10-29T02:30:30Z'), '2006-10-29')
    assert.equal(key('2006-10-29T02:31:30Z'), '2006-10-29')
  })

  test('both midnights of Havana belong to the same day', ({ assert }) => {
    const key = (at: string) => periodAt('day', 'America/Havana', ms(at)).key.slice(0, 10)
    assert.equal(key('2026-11-01T03:59:59Z'), '2026-10-31')
    assert.equal(key('2026-11-01T04:00:00Z'), '2026-11-01')
    assert.equal(key('2026-11-01T05:00:00Z'), '2026-11-01')
    assert.equal(key('2026-11-02T05:00:00Z'), '2026-11-02')
  })

  test('the key changes exactly at the end of a period, and never comes back', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        fc.constantFrom(...ZONES),
        fc.integer({ min: ms('2000-01-01'), max: ms('2035-12-31') }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (span, zone, at, share) => {
          const period = periodAt(span, zone, at)
          assert.isTrue(period.from <= at && at < period.to)
          const inside = Math.floor(period.from + share * (period.to - period.from - 1))
          assert.equal(periodAt(span, zone, inside).key, period.key)
          const next = periodAt(span, zone, period.to)
          assert.equal(next.from, period.to)
          assert.isTrue(next.key > period.key)
          assert.equal(periodAt(span, zone, period.to - 1).key, period.key)
        }
      ),
      { numRuns: 400 }
    )
  })
})
