import { test } from '@japa/runner'
import fc from 'fast-check'
import type { LoggedEvent } from '../../../resources/events/describe_event.js'
import { mergeEvents } from '../../../resources/events/event_list.js'
import { isOpenEnded, matches, queryOf } from '../../../resources/events/match_event.js'

const event = (n: number, more: Partial<LoggedEvent> = {}) =>
  ({
    id: `evt_${String(n).padStart(4, '0')}`,
    type: 'lead.received',
    actor: null,
    ...more,
  }) as LoggedEvent

test.group('The list of a live tail', () => {
  test('holds each event once, newest first, whenever it came', ({ assert }) => {
    const ids = fc.array(fc.nat(300))
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 1, max: 40 }), (first, second, most) => {
        const start = mergeEvents(
          [],
          first.map((n) => event(n)),
          1000
        ).list
        const { list, cut } = mergeEvents(
          start,
          second.map((n) => event(n)),
          most
        )
        const all = [...new Set([...first, ...second])].sort((a, b) => b - a)
        if (second.some((n) => !first.includes(n))) {
          assert.deepEqual(
            list.map(({ id }) => id),
            all.slice(0, most).map((n) => event(n).id)
          )
          assert.equal(cut, all.length > most)
        } else assert.deepEqual(list, start)
      })
    )
  })

  test('takes in what the filters allow', ({ assert }) => {
    const one = event(1, { type: 'delivery.rejected', partner: 'sunco', actor: 'user:a' })
    assert.isTrue(matches(one, {}))
    assert.isTrue(matches(one, { type: ['delivery'], partner: 'sunco' }))
    assert.isTrue(matches(one, { type: ['cap', 'delivery.rejected'], actor: 'user:a' }))
    assert.isFalse(matches(one, { type: ['delivery.accepted'] }))
    assert.isFalse(matches(one, { partner: 'other' }))
    assert.isFalse(matches(one, { actor: 'system' }))
    assert.isTrue(matches(event(1), { actor: 'system' }))
  })

  test('a time that is over has no tail', ({ assert }) => {
    assert.isTrue(isOpenEnded({ last: '1h' }))
    assert.isTrue(isOpenEnded({ from: '2026-01-01' }))
    assert.isFalse(isOpenEnded({ from: '2026-01-01', to: '2026-01-02' }))
  })

  test('filters stand in the address, empty ones do not', ({ assert }) => {
    assert.deepEqual(queryOf({ type: ['cap', 'revenue'], partner: '', lead: undefined }), {
      type: 'cap,revenue',
    })
  })
})
