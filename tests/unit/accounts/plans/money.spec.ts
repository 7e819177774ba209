import { test } from '@japa/runner'
import fc from 'fast-check'
import { dateText, dayNumber } from '#shared/local_time'
import { forecast } from '#accounts/plans/forecast'
import { pricePeriod } from '#accounts/plans/price_period'
import type { Segment } from '#accounts/plans/types'

const segment = (from: string, price: number, more: Partial<Segment> = {}): Segment => ({
  ...{ plan: 'p', name: 'P', from, trial: false, price },
  ...{ included: 100, overage: 25, at_limit: 'overage' },
  ...more,
})
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' }

test.group('Plans | what a period costs', () => {
  test('the whole price, and leads beyond the included ones', ({ assert }) => {
    const price = pricePeriod([segment('2026-11-01', 4900)], NOVEMBER, 104)
    assert.deepEqual(price.base, [{ name: 'P', ...NOVEMBER, amount: 4900 }])
    assert.deepEqual(price.overage, { leads: 4, each: 25, amount: 100 })
    assert.equal(price.total, 5000)
  })

  test('nothing beyond where leads are refused or only told of', ({ assert }) => {
    for (const atLimit of ['stop', 'warn'] as const)
      assert.isNull(
        pricePeriod([segment('2026-11-01', 4900, { at_limit: atLimit })], NOVEMBER, 500).overage
      )
  })

  test('an upgrade is paid from its day on, and includes its leads for the whole period', ({
    assert,
  }) => {
    const segments = [segment('2026-11-01', 3000), segment('2026-11-21', 9000, { included: 1000 })]
    const price = pricePeriod(segments, NOVEMBER, 900)
    assert.deepEqual(
      price.base.map(({ from, to, amount }) => [from, to, amount]),
      [
        ['2026-11-01', '2026-11-20', 2000],
        ['2026-11-21', '2026-11-30', 3000],
      ]
    )
    assert.isNull(price.overage)
  })

  test('parts of one price add up to it, and a mix lies between its prices', ({ assert }) => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { maxLength: 5 })
    const prices = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(cuts, prices, (at, amounts) => {
        const froms = [0, ...at.sort((a, b) => a - b)].map((n) =>
          dateText(dayNumber(NOVEMBER.from) + n)
        )
        const same = froms.map((from) => segment(from, amounts[0]))
        assert.equal(pricePeriod(same, NOVEMBER, 0).total, amounts[0])
        const mixed = froms.map((from, i) => segment(from, amounts[i]))
        const used = amounts.slice(0, froms.length)
        const { total } = pricePeriod(mixed, NOVEMBER, 0)
        assert.isAtLeast(total, Math.min(...used) - froms.length)
        assert.isAtMost(total, Math.max(...used) + froms.length)
      })
    )
  })
})

test.group('Plans | forecast', () => {
  const counts = (from: string, to: string, of: (day: number) => number) => {
    const days = dayNumber(to) - dayNumber(from) + 1
    const all = Array.from({ length: days }, (_, i) => dayNumber(from) + i)
    return new Map(all.map((day) => [dateText(day), of(day)]))
  }
  // 1970-01-01 was a Thursday: 2 and 3 are Saturday and Sunday.
  const isWeekend = (day: number) => [2, 3].includes(((day % 7) + 7) % 7)

  test('with two weeks behind it the days of the week are told apart', ({ assert }) => {
    const by = (day: number) => (isWeekend(day) ? 0 : 10)
    const known = counts('2026-10-20', '2026-11-15', by)
    const told = forecast(known, { period: NOVEMBER, today: '2026-11-16', since: '2026-10-20' })
    // November 2026 has 21 days from Monday to Friday.
    assert.deepEqual(told, { leads: 210, by: 'weekdays' })
  })

  test('before that the average of whole days goes on', ({ assert }) => {
    const known = counts('2026-11-01', '2026-11-04', () => 6)
    known.set('2026-11-05', 2)
    const told = forecast(known, { period: NOVEMBER, today: '2026-11-05', since: '2026-11-01' })
    assert.deepEqual(told, { leads: 180, by: 'average' })
  })

  test('nothing known says nothing, and what came is never forecast away', ({ assert }) => {
    const around = { period: NOVEMBER, today: '2026-11-01', since: '2026-11-01' }
    assert.isNull(forecast(new Map(), around))
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 29 }), (list) => {
        const known = new Map(list.map((n, i) => [dateText(dayNumber('2026-11-01') + i), n]))
        const today = dateText(dayNumber('2026-11-01') + list.length - 1)
        const told = forecast(known, { period: NOVEMBER, today, since: '2026-11-01' })
        const used = list.reduce((sum, n) => sum + n, 0)
        assert.isAtLeast(told?.leads ?? 0, told ? used : 0)
      })
    )
  })
})
