import { test } from '@japa/runner'
import { choosePeriod, dateBefore, datesOf } from '#insights/choose_period'

const BERLIN = 'Europe/Berlin'
const at = (text: string) => Date.parse(text)
/** Local time 14:30 on a Wednesday. */
const NOW = at('2026-03-18T13:30:00Z')

test.group('The period of an overview', () => {
  test('today is compared with yesterday up to the same time of day', ({ assert }) => {
    const { current, before, days } = choosePeriod({}, BERLIN, NOW)
    assert.deepEqual(current, { from: '2026-03-18', to: '2026-03-18', until: NOW })
    assert.deepEqual(before, {
      from: '2026-03-17',
      to: '2026-03-17',
      until: at('2026-03-17T13:30:00Z'),
    })
    assert.equal(days, 1)
  })

  test('a day that is over is compared with a whole day', ({ assert }) => {
    const { current, before } = choosePeriod({ period: 'yesterday' }, BERLIN, NOW)
    assert.deepEqual(current, { from: '2026-03-17', to: '2026-03-17', until: null })
    assert.deepEqual(before, { from: '2026-03-16', to: '2026-03-16', until: null })
  })

  test('seven days have today in them; the seven before lie directly before', ({ assert }) => {
    const { current, before } = choosePeriod({ period: '7d' }, BERLIN, NOW)
    assert.deepEqual([current.from, current.to], ['2026-03-12', '2026-03-18'])
    assert.deepEqual([before.from, before.to], ['2026-03-05', '2026-03-11'])
  })

  test('a month is compared with as much of the month before', ({ assert }) => {
    const { current, before } = choosePeriod({ period: 'month' }, BERLIN, NOW)
    assert.deepEqual([current.from, current.to], ['2026-03-01', '2026-03-18'])
    assert.deepEqual([before.from, before.to], ['2026-02-01', '2026-02-18'])
    const last = choosePeriod({ period: 'month' }, BERLIN, at('2026-03-31T10:00:00Z'))
    assert.equal(last.before.to, '2026-02-28')
  })

  test('the day is that of the account, not that of the server', ({ assert }) => {
    const late = at('2026-03-18T23:30:00Z')
    assert.equal(choosePeriod({}, BERLIN, late).current.to, '2026-03-19')
    assert.equal(choosePeriod({}, 'America/Los_Angeles', late).current.to, '2026-03-18')
  })

  test('the same time of day is one hour of the clock, also when the clocks changed between', ({
    assert,
  }) => {
    // Clocks go forward on 29 March 2026: that day has passed 13 h at 14:00.
    const { before } = choosePeriod({}, BERLIN, at('2026-03-30T12:00:00Z'))
    assert.equal(before.until, at('2026-03-29T13:00:00Z'))
  })

  test('own dates are put in order, end today and are a year at most', ({ assert }) => {
    const own = (from: string, to: string) =>
      choosePeriod({ period: 'custom', from, to }, BERLIN, NOW).current
    assert.deepEqual(own('2026-02-10', '2026-02-01'), {
      from: '2026-02-01',
      to: '2026-02-10',
      until: null,
    })
    assert.deepEqual(own('2026-03-10', '2026-12-01'), {
      from: '2026-03-10',
      to: '2026-03-18',
      until: NOW,
    })
    assert.equal(own('2020-01-01', '2026-03-17').from, '2025-03-17')
    assert.equal(choosePeriod({ period: 'custom' }, BERLIN, NOW).choice, 'today')
  })

  test('dates of a span', ({ assert }) => {
    assert.deepEqual(datesOf({ from: '2026-02-27', to: '2026-03-01' }), [
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ])
    assert.equal(dateBefore('2026-03-01', 2), '2026-02-27')
  })
})
