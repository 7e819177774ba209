import { test } from '@japa/runner'
import fc from 'fast-check'
import { capKeys } from '#routing/cap_windows'
import { Agenda } from '#distribution/backtest/agenda'
import { VirtualCaps, lineOf } from '#distribution/backtest/virtual_caps'

const START = Date.parse('2026-10-20T00:00:00Z')
const HOUR = 3_600_000
const ZONES = ['UTC', 'America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland']

/** The local date of a moment, by Intl alone. */
const dateOf = (at: number, zone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
/** The Monday of a local date. */
function mondayOf(date: string): string {
  const noon = Date.parse(`${date}T12:00:00Z`)
  const since = (new Date(noon).getUTCDay() + 6) % 7
  return new Date(noon - since * 24 * HOUR).toISOString().slice(0, 10)
}
const PERIODS: Record<string, (date: string) => string> = {
  day: (date) => date,
  week: mondayOf,
  month: (date) => date.slice(0, 7),
  total: () => 'all',
}

interface Sale {
  at: number
  price: number
}

/** What is used of a cap: every sale of the same period looked through. */
function naiveUse(sales: Sale[], window: string, zone: string, at: number): number {
  const span = window.replace('spend_', '')
  const period = PERIODS[span](dateOf(at, zone))
  return sales
    .filter((one) => PERIODS[span](dateOf(one.at, zone)) === period)
    .reduce((sum, { price }) => sum + (window === span ? 1 : price), 0)
}

test.group('backtest: virtual caps', () => {
  test('take what a naive count says there is room for, and never more than the limit', ({
    assert,
  }) => {
    const world = fc.record({
      zone: fc.constantFrom(...ZONES),
      caps: fc.record(
        {
          day: fc.integer({ min: 0, max: 4 }),
          week: fc.integer({ min: 0, max: 9 }),
          month: fc.integer({ min: 0, max: 15 }),
          total: fc.integer({ min: 0, max: 25 }),
          spend_day: fc.integer({ min: 0, max: 90 }).map((n) => `${n}.00`),
          spend_month: fc.integer({ min: 0, max: 400 }).map((n) => `${n}.00`),
        },
        { requiredKeys: [] }
      ),
      steps: fc.array(
        fc.record({
          hours: fc.integer({ min: 0, max: 30 }),
          price: fc.integer({ min: 0, max: 4000 }),
          answer: fc.constantFrom('sold', 'sold', 'no', 'back'),
        }),
        { maxLength: 60 }
      ),
    })
    fc.assert(
      fc.property(world, ({ zone, caps, steps }) => {
        const virtual = new VirtualCaps()
        let sales: Sale[] = []
        let at = START
        for (const { hours, price, answer } of steps) {
          at += hours * HOUR
          virtual.forget(at)
          const keys = capKeys('partner', 'par_1', caps, zone, at, 'USD')
          const room = keys.every(
            ({ window, limit, unit }) =>
              naiveUse(sales, window, zone, at) + (unit === 'count' ? 1 : price) <= limit
          )
          assert.equal(virtual.full(keys, price) === null, room)
          if (!room) continue
          virtual.take(keys, price)
          if (answer === 'no') virtual.giveBack(keys, price)
          else {
            virtual.keep(keys)
            sales.push({ at, price })
          }
          // Taken back later: the very sale goes, the next day already or not.
          if (answer === 'back') {
            virtual.giveBack(keys, price)
            sales = sales.slice(0, -1)
          }
          for (const key of keys) {
            assert.isAtMost(virtual.used(key), key.limit)
            assert.equal(virtual.used(key), naiveUse(sales, key.window, zone, at), key.id)
            assert.isAtMost(virtual.peakOf(lineOf(key)), key.limit)
          }
        }
      }),
      { numRuns: 300 }
    )
  })

  test('a price the partner names takes no more than its spend caps have left', ({ assert }) => {
    const virtual = new VirtualCaps()
    const keys = capKeys('partner', 'par_1', { spend_day: '50.00' }, 'UTC', START, 'USD')
    virtual.take(keys, 2000)
    assert.equal(virtual.reprice(keys, 2000, 3000), 3000)
    virtual.take(keys, 1000)
    assert.equal(virtual.reprice(keys, 1000, 9000), 2000)
    assert.equal(virtual.used(keys[0]), 5000)
    assert.isNotNull(virtual.full(keys, 1))
    // What costs nothing takes nothing of a spend cap.
    assert.isNull(virtual.full(keys, 0))
  })

  test('what ended is forgotten, totals are not', ({ assert }) => {
    const virtual = new VirtualCaps()
    const keys = capKeys('assignment', 'asg_1', { day: 1, total: 2 }, 'UTC', START, 'USD')
    virtual.take(keys, 1)
    virtual.forget(START + 24 * HOUR)
    assert.deepEqual(
      keys.map((key) => virtual.used(key)),
      [0, 1]
    )
    // Given back to a period nobody asks for any more.
    virtual.giveBack(keys, 1)
    assert.deepEqual(
      keys.map((key) => virtual.used(key)),
      [0, 0]
    )
  })

  test('an agenda gives out what is due, in order', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.nat({ max: 50 }), (times, at) => {
        const agenda = new Agenda<number>()
        for (const time of times) agenda.add(time, time)
        const due = times.filter((time) => time <= at).sort((a, b) => a - b)
        assert.deepEqual([...agenda.due(at)], due)
        assert.equal(agenda.size, times.length - due.length)
      })
    )
  })
})
