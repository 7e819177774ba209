import { test } from '@japa/runner'
import fc from 'fast-check'
import { DAY, HOUR, dateText } from '#shared/local_time'
import { type DateRange, nextDate, readBounds, splitSpan } from '#insights/revenue/split_span'

const day = fc.integer({ min: 20_000, max: 21_000 }).map(dateText)
const datesOf = ({ from, to }: DateRange) => {
  const dates: string[] = []
  for (let date = from; date <= to; date = nextDate(date, 1)) dates.push(date)
  return dates
}
const datesOfMonths = ({ from, to }: DateRange) => {
  const dates = datesOf({ from: `${from}-01`, to: nextDate(`${to}-28`, 4) })
  return dates.filter((date) => date.slice(0, 7) <= to)
}

test.group('where dates of a report are read', () => {
  test('each date once, none else, and none from the sums that is not in them', ({ assert }) => {
    fc.assert(
      fc.property(day, day, day, (from, to, upto) => {
        const { months, days, ledger } = splitSpan({ from, to }, upto)
        const summed = [...(months ? datesOfMonths(months) : []), ...days.flatMap(datesOf)]
        const read = [...summed, ...(ledger ? datesOf(ledger) : [])]
        assert.deepEqual(read.sort(), datesOf({ from, to }))
        assert.isTrue(summed.every((date) => date <= upto))
        assert.isTrue(!ledger || ledger.from > upto)
      })
    )
  })

  test('a whole year is twelve months', ({ assert }) => {
    assert.deepEqual(splitSpan({ from: '2025-01-01', to: '2025-12-31' }, '2026-03-01'), {
      months: { from: '2025-01', to: '2025-12' },
      days: [],
      ledger: null,
    })
    assert.deepEqual(splitSpan({ from: '2025-11-27', to: '2026-11-26' }, '2026-11-24'), {
      months: { from: '2025-12', to: '2026-10' },
      days: [
        { from: '2025-11-27', to: '2025-11-30' },
        { from: '2026-11-01', to: '2026-11-24' },
      ],
      ledger: { from: '2026-11-25', to: '2026-11-26' },
    })
  })

  test('without bounds everything is read, nothing summed up or all of it', ({ assert }) => {
    const { whole, edges } = readBounds({})
    assert.deepEqual(edges, [])
    assert.deepEqual(splitSpan(whole!, ''), { months: null, days: [], ledger: whole })
    assert.deepEqual(splitSpan(whole!, '2026-02-28').months, { from: '0000-01', to: '2026-02' })
  })

  test('moments: every posting in any zone is counted where its moment says', ({ assert }) => {
    const moment = fc.integer({ min: 20_000 * DAY, max: 20_010 * DAY })
    const bound = fc.option(
      fc.oneof(moment, moment).map((at) => new Date(at).toISOString()),
      { nil: undefined }
    )
    const zone = fc.integer({ min: -12, max: 14 }).map((hours) => hours * HOUR)
    fc.assert(
      fc.property(bound, bound, moment, zone, (from, to, at, offset) => {
        const bounds = readBounds({ from, to })
        const date = dateText(Math.floor((at + offset) / DAY))
        const within = ({ from: first, to: last }: DateRange) => date >= first && date <= last
        const isIn =
          (from === undefined || at >= Date.parse(from)) &&
          (to === undefined || at < Date.parse(to))
        const counted =
          (bounds.whole && within(bounds.whole)) ||
          (bounds.edges.some(within) &&
            (bounds.from === null || at >= bounds.from) &&
            (bounds.until === null || at < bounds.until))
        assert.equal(Boolean(counted), isIn)
        assert.isAtMost(
          [bounds.whole, ...bounds.edges].filter((one) => one && within(one)).length,
          1
        )
      }),
      { numRuns: 500 }
    )
  })
})
