import { test } from '@japa/runner'
import { dueOnClock, dueText, readDue, readDueRange } from '#crm/tasks/due'
import { groupOf } from '../../../resources/crm/task_days.js'

const NOW = Date.parse('2026-11-27T11:30:00Z')
const task = (day: string | null, time: string | null = null, due = day) => ({ day, time, due })

test.group('When tasks are due', () => {
  test('they are sorted by the clock of the account', ({ assert }) => {
    const group = (zone: string, of: ReturnType<typeof task>) => groupOf(of, zone, NOW)
    assert.equal(group('UTC', task('2026-11-26')), 'overdue')
    assert.equal(group('UTC', task('2026-11-27')), 'today')
    assert.equal(group('UTC', task('2026-11-27', '11:00', '2026-11-27T11:00:00Z')), 'overdue')
    assert.equal(group('UTC', task('2026-11-27', '12:00', '2026-11-27T12:00:00Z')), 'today')
    assert.equal(group('UTC', task('2026-11-28')), 'tomorrow')
    assert.equal(group('UTC', task('2026-11-29')), 'later')
    assert.equal(group('UTC', task(null)), 'none')
    // In Auckland the next day has begun.
    assert.equal(group('Pacific/Auckland', task('2026-11-27')), 'overdue')
    assert.equal(group('Pacific/Auckland', task('2026-11-28')), 'today')
  })

  test('a date, a time of the account and a moment are read and given out again', ({ assert }) => {
    const zone = 'Europe/Berlin'
    const day = readDue('2026-11-28', zone)!
    assert.deepEqual(day, { at: Date.parse('2026-11-27T23:00:00Z'), allDay: true })
    assert.equal(dueText(zone, day), '2026-11-28')
    assert.deepEqual(dueOnClock(zone, day), { day: '2026-11-28', time: null })
    const local = readDue('2026-11-28T09:05', zone)!
    assert.equal(dueText(zone, local), '2026-11-28T08:05:00.000Z')
    assert.deepEqual(dueOnClock(zone, local), { day: '2026-11-28', time: '09:05' })
    // Twice there is 02:30: the first of them.
    assert.equal(dueText(zone, readDue('2026-10-25T02:30', zone)!), '2026-10-25T00:30:00.000Z')
    for (const wrong of ['', 'soon', '2026-02-30', '2026-11-28T24:00', '2026-11-28T9:05'])
      assert.isUndefined(readDue(wrong, zone), wrong)
    assert.deepEqual(readDueRange({ from: '2026-11-28', to: '2026-11-28' }, zone), {
      from: Date.parse('2026-11-27T23:00:00Z'),
      to: Date.parse('2026-11-28T23:00:00Z'),
    })
  })
})
