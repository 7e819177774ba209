import { test } from '@japa/runner'
import fc from 'fast-check'
import { bearable, netOf } from '#billing/invoices/adjustments'
import { nextReminder } from '#billing/reminders/next_reminder'
import {
  lastBilled,
  nextPeriod,
  periodBefore,
  periodOf,
  runDay,
} from '#billing/schedules/schedule_periods'
import { isBic, isIban } from '#shared/bank_codes'

test.group('billing: periods of schedules', () => {
  test('months end where they end, weeks on Sunday', ({ assert }) => {
    assert.deepEqual(periodOf('month', '2028-02-10'), { from: '2028-02-01', to: '2028-02-29' })
    assert.deepEqual(periodOf('week', '2026-11-01'), { from: '2026-10-26', to: '2026-11-01' })
    assert.deepEqual(periodOf('week', '2026-12-31'), { from: '2026-12-28', to: '2027-01-03' })
    const december = periodOf('month', '2026-12-31')
    assert.deepEqual(nextPeriod('month', december), { from: '2027-01-01', to: '2027-01-31' })
  })

  test('a day the next month has not is its last', ({ assert }) => {
    const january = periodOf('month', '2027-01-05')
    assert.equal(runDay({ every: 'month', day: 31 }, january), '2027-02-28')
    assert.equal(runDay({ every: 'month' }, january), '2027-02-01')
    assert.equal(runDay({ every: 'week', day: 7 }, periodOf('week', '2026-10-26')), '2026-11-08')
  })

  test('what was to be billed by a date', ({ assert }) => {
    const third = { every: 'month' as const, day: 3 }
    assert.equal(lastBilled(third, '2026-11-02').from, '2026-09-01')
    assert.equal(lastBilled(third, '2026-11-03').from, '2026-10-01')
  })

  test('periods follow each other without a gap, and each is billed once', ({ assert }) => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(
        fc.constantFrom('month', 'week'),
        day,
        fc.integer({ min: 1, max: 31 }),
        (e, d, n) => {
          const every = e as 'month' | 'week'
          const period = periodOf(every, d)
          const next = nextPeriod(every, period)
          assert.isTrue(period.from <= d && d <= period.to)
          assert.deepEqual(periodBefore(every, next), period)
          assert.equal(Date.parse(next.from) - Date.parse(period.to), 864e5)
          const schedule = { every, day: every === 'week' ? ((n - 1) % 7) + 1 : n }
          const runs = runDay(schedule, period)
          assert.isTrue(runs >= next.from && runs <= next.to)
          assert.deepEqual(lastBilled(schedule, runs), period)
        }
      )
    )
  })
})

test.group('billing: reminders', () => {
  const levels = [{ days: 7 }, { days: 14 }, { days: 30 }]

  test('levels come in their order, a late one moves the next', ({ assert }) => {
    assert.deepEqual(nextReminder(levels, '2026-10-31', null), { level: 1, from: '2026-11-07' })
    const onTime = { level: 1, day: '2026-11-07' }
    assert.deepEqual(nextReminder(levels, '2026-10-31', onTime), { level: 2, from: '2026-11-14' })
    const late = { level: 1, day: '2026-12-01' }
    assert.deepEqual(nextReminder(levels, '2026-10-31', late), { level: 2, from: '2026-12-08' })
    assert.isNull(nextReminder(levels, '2026-10-31', { level: 3, day: '2026-12-01' }))
    assert.isNull(nextReminder([], '2026-10-31', null))
  })
})

test.group('billing: what waits for a draft', () => {
  test('what is taken on never takes the sum below nothing', ({ assert }) => {
    const line = fc.record({
      ...{
        quantity: fc.integer({ min: 1, max: 9 }),
        unitAmount: fc.integer({ min: -900, max: 900 }),
      },
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.array(line, { maxLength: 12 }),
        (net, lines) => {
          const waiting = lines.map((one, i) => ({
            ...{ ...one, id: `adj_${i}`, description: 'x', day: '2026-10-01' },
            ...{ currency: 'EUR', invoiceId: null },
          }))
          assert.isAtLeast(net + netOf(bearable(net, waiting)), 0)
        }
      )
    )
  })
})

test.group('bank codes', () => {
  test('check digits of an IBAN, the form of a BIC', ({ assert }) => {
    for (const good of [
      'DE89370400440532013000',
      'FR1420041010050500013M02606',
      'NL91ABNA0417164300',
    ])
      assert.isTrue(isIban(good), good)
    for (const bad of ['DE88370400440532013000', 'DE89', '', 'de89370400440532013000'])
      assert.isFalse(isIban(bad), bad)
    assert.isTrue(isBic('COBADEFF') && isBic('COBADEFFXXX'))
    assert.isFalse(isBic('COBADEF') || isBic('COBADEFFXX'))
  })
})
