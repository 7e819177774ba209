import { test } from '@japa/runner'
import fc from 'fast-check'
import { readSchedule } from '#routing/parse_schedule'
import {
  DAYS,
  daysOf,
  hoursOf,
  summaryOf,
  weekOf,
  windowProblem,
} from '../../../resources/config/schedule.js'

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((pair) => pair.map((n) => String(n).padStart(2, '0')).join(':'))
const window = fc
  .tuple(time, time)
  .filter(([from, to]) => from !== to)
  .map((pair) => pair.join('-'))
const key = fc
  .array(fc.constantFrom('mon', 'tue', 'mon-fri', 'sat,sun', 'fri-mon', 'sun', 'wed-thu'), {
    minLength: 1,
    maxLength: 2,
  })
  .map((parts) => parts.join(','))
const hours = fc.dictionary(key, fc.array(window, { minLength: 1, maxLength: 3 }), {
  minKeys: 1,
  maxKeys: 4,
})

test.group('opening hours in a form', () => {
  test('read and written again they open at the same minutes', ({ assert }) => {
    fc.assert(
      fc.property(hours, (written) => {
        const again = hoursOf(weekOf(written))
        assert.deepEqual(readSchedule({ hours: again }, ''), readSchedule({ hours: written }, ''))
      })
    )
  })

  test('days that are alike share one entry', ({ assert }) => {
    const week = weekOf({
      'mon-fri': ['08:00-18:00'],
      'sun': ['08:00-18:00'],
      'sat': ['10:00-12:00'],
    })
    assert.deepEqual(hoursOf(week), {
      'mon-fri,sun': ['08:00-18:00'],
      'sat': ['10:00-12:00'],
    })
    assert.deepEqual(daysOf('fri-mon'), ['fri', 'sat', 'sun', 'mon'])
    assert.deepEqual(daysOf('no,mon'), ['mon'])
  })

  test('a summary reads as people say it', ({ assert }) => {
    const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
    const name = (day: (typeof DAYS)[number]) => names[DAYS.indexOf(day)]
    assert.equal(
      summaryOf({ 'mon-fri': ['08:00-12:00', '13:00-18:00'], 'sat': ['10:00-14:00'] }, name),
      'Mon–Fri 08:00–12:00, 13:00–18:00; Sat 10:00–14:00'
    )
  })

  test('a window says what is wrong with it as the server would', ({ assert }) => {
    for (const [text, problem] of [
      ['08:00-18:00', null],
      ['22:00-02:00', null],
      ['00:00-24:00', null],
      ['08:00-08:00', 'empty'],
      ['24:00-25:00', 'format'],
      ['8-18', 'format'],
    ] as const) {
      assert.equal(windowProblem(text), problem, text)
      assert.equal(readSchedule({ hours: { mon: [text] } }, '').ok, problem === null, text)
    }
  })
})
