import { test } from '@japa/runner'
import fc from 'fast-check'
import { explainClosed, isOpen, nextOpening, parseSchedule } from '#routing/schedule'
import type { Schedule } from '#routing/types'

const ms = (text: string) => Date.parse(text)
const office: Schedule = {
  time_zone: 'America/Los_Angeles',
  hours: { 'mon-fri': ['08:00-18:00'], 'sat': ['10:00-12:00', '13:00-14:00'] },
}

test.group('schedule | open or closed', () => {
  test('follows the clock of its own zone, ends are exclusive', ({ assert }) => {
    const open = (at: string) => isOpen(office, ms(at), 'UTC')
    assert.isFalse(open('2026-11-23T15:59:59Z')) // Mon 07:59:59
    assert.isTrue(open('2026-11-23T16:00:00Z'))
    assert.isTrue(open('2026-11-24T01:59:59Z'))
    assert.isFalse(open('2026-11-24T02:00:00Z')) // Mon 18:00
  })

  test('several windows of a day leave the time between them closed', ({ assert }) => {
    const open = (at: string) => isOpen(office, ms(`${at}-08:00`), 'UTC')
    assert.isTrue(open('2026-11-28T11:59:00'))
    assert.isFalse(open('2026-11-28T12:30:00'))
    assert.isTrue(open('2026-11-28T13:00:00'))
    assert.isFalse(open('2026-11-28T14:00:00'))
    assert.isFalse(open('2026-11-29T11:00:00'))
  })

  test('without a zone of its own it takes the one it is given', ({ assert }) => {
    const schedule = { hours: { mon: ['08:00-09:00'] } }
    const at = ms('2026-11-23T02:15:00Z') // 08:00 in Kathmandu
    assert.isTrue(isOpen(schedule, at, 'Asia/Kathmandu'))
    assert.isFalse(isOpen(schedule, at, 'UTC'))
    assert.isTrue(isOpen(schedule, at, 'Asia/Kathmandu'))
  })

  test('a window past midnight belongs to the day it begins on, also from Sunday to Monday', ({
    assert,
  }) => {
    const night = { hours: { sun: ['22:00-06:00'] } }
    const open = (at: string) => isOpen(night, ms(at), 'UTC')
    assert.isFalse(open('2026-11-22T05:00:00Z')) // Sunday morning
    assert.isTrue(open('2026-11-22T23:00:00Z'))
    assert.isTrue(open('2026-11-23T05:59:59Z'))
    assert.isFalse(open('2026-11-23T06:00:00Z'))
    assert.isFalse(open('2026-11-23T23:00:00Z'))
  })

  test('an hour that comes twice is open twice, one that is left out never', ({ assert }) => {
    const schedule = { time_zone: 'Europe/Berlin', hours: { sun: ['02:00-03:00'] } }
    const open = (at: string) => isOpen(schedule, ms(at), 'UTC')
    assert.isTrue(open('2026-10-25T00:30:00Z'))
    assert.isTrue(open('2026-10-25T01:30:00Z'))
    assert.isFalse(open('2026-10-25T02:00:00Z'))
    for (const at of ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z'])
      assert.isFalse(open(at))
  })

  test('an absent schedule is always open', ({ assert }) => {
    assert.isTrue(isOpen(null, 0, 'UTC'))
    assert.equal(nextOpening(undefined, 5, 'UTC'), 5)
  })
})

test.group('schedule | the next opening', () => {
  const next = (schedule: Schedule, at: string) => {
    const opens = nextOpening(schedule, ms(at), 'UTC')
    return opens === null ? null : new Date(opens).toISOString()
  }

  test('is now while it is open, else the next window', ({ assert }) => {
    assert.equal(next(office, '2026-11-23T17:00:00Z'), '2026-11-23T17:00:00.000Z')
    assert.equal(next(office, '2026-11-28T20:30:00Z'), '2026-11-28T21:00:00.000Z')
    assert.equal(next(office, '2026-11-28T22:00:00Z'), '2026-11-30T16:00:00.000Z')
  })

  test('counts hours on the wall over a clock change', ({ assert }) => {
    const schedule = { time_zone: 'Europe/Berlin', hours: { 'mon-sun': ['09:00-10:00'] } }
    assert.equal(next(schedule, '2026-10-24T08:30:00Z'), '2026-10-25T08:00:00.000Z')
    assert.equal(next(schedule, '2026-03-28T09:30:00Z'), '2026-03-29T07:00:00.000Z')
  })

  test('an opening inside a left-out hour begins when the clock goes on, or a week later', ({
    assert,
  }) => {
    const wide = { time_zone: 'Europe/Berlin', hours: { sun: ['02:30-04:00'] } }
    assert.equal(next(wide, '2026-03-28T12:00:00Z'), '2026-03-29T01:00:00.000Z')
    const lost = { time_zone: 'Europe/Berlin', hours: { sun: ['02:00-03:00'] } }
    assert.equal(next(lost, '2026-03-28T12:00:00Z'), '2026-04-05T00:00:00.000Z')
  })

  test('skips a day that a zone left out', ({ assert }) => {
    const fridays = { time_zone: 'Pacific/Apia', hours: { fri: ['09:00-10:00'] } }
    assert.equal(next(fridays, '2011-12-29T12:00:00Z'), '2012-01-05T19:00:00.000Z')
  })

  test('is what asking every minute finds', ({ assert }) => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30'))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
    const window = fc
      .tuple(time, time)
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => `${from}-${to}`)
    const hours = fc.dictionary(
      fc.constantFrom('mon', 'tue-thu', 'fri,sun', 'sat-mon'),
      fc.array(window, { minLength: 1, maxLength: 2 }),
      { minKeys: 1, maxKeys: 2 }
    )
    const changes = ['2026-10-25T01:00:00Z', '2026-03-29T01:00:00Z', '2026-11-01T05:00:00Z']
    fc.assert(
      fc.property(
        hours,
        fc.constantFrom('Europe/Berlin', 'America/Havana', 'Australia/Lord_Howe'),
        fc.constantFrom(...changes),
        fc.integer({ min: -3000, max: 300 }),
        (open, zone, around, minutes) => {
          const schedule = { time_zone: zone, hours: open }
          const at = ms(around) + minutes * 60_000
          const answer = nextOpening(schedule, at, 'UTC')
          let slow = at
          while (!isOpen(schedule, slow, 'UTC')) slow += 60_000
          assert.equal(answer, slow)
        }
      ),
      { numRuns: 60 }
    )
  })

  test('is told in words', ({ assert }) => {
    assert.equal(
      explainClosed(office, ms('2026-11-28T22:00:00Z'), 'UTC'),
      'closed until Mon 08:00 America/Los_Angeles'
    )
  })
})

test.group('schedule | reading untrusted schedules', () => {
  const problems = (value: unknown) => {
    const read = parseSchedule(value, 'schedule')
    return read.ok ? [] : read.problem.map((one) => `${one.field} ${one.rule}`)
  }

  test('takes days, ranges, lists and whole days', ({ assert }) => {
    assert.deepEqual(problems({ hours: { 'Mon-Fri': ['00:00-24:00'], 'sat, sun': [] } }), [])
    const round = { hours: { 'sat-mon': ['08:00-09:00'] } }
    for (const date of ['2026-11-21', '2026-11-22', '2026-11-23'])
      assert.isTrue(isOpen(round, ms(`${date}T08:30:00Z`), 'UTC'), date)
    assert.isFalse(isOpen(round, ms('2026-11-24T08:30:00Z'), 'UTC'))
  })

  test('names every mistake with its path', ({ assert }) => {
    assert.deepEqual(
      problems({
        time_zone: 'Berlin',
        from: 1,
        hours: { mon: '08:00-18:00', funday: [], tue: ['8-18', '24:00-01:00', '09:00-09:00', 5] },
      }),
      [
        'schedule.from unknown_key',
        'schedule.time_zone time_zone',
        'schedule.hours.mon array',
        'schedule.hours.funday days',
        'schedule.hours.tue[0] hours',
        'schedule.hours.tue[1] hours',
        'schedule.hours.tue[2] hours',
        'schedule.hours.tue[3] hours',
      ]
    )
  })

  test('one that would never open is refused', ({ assert }) => {
    assert.deepEqual(problems({ hours: {} }), ['schedule.hours required'])
    assert.deepEqual(problems({ hours: { mon: [] } }), ['schedule.hours required'])
    assert.deepEqual(problems(null), ['schedule object'])
    assert.deepEqual(problems({}), ['schedule.hours object'])
  })
})
