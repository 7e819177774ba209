import { test } from '@japa/runner'
import stop from '#plugins/nodes/stop'
import { contextWith, lead } from './helpers.js'

test.group('stop node', () => {
  test('ends the run with its status and reason', ({ assert }) => {
    assert.deepEqual(stop.decide(lead, { status: 'held', reason: 'ask Ann' }, contextWith()), {
      stop: 'held',
      detail: { reason: 'ask Ann' },
    })
    assert.deepEqual(stop.decide(lead, { status: 'unsold' }, contextWith()), {
      stop: 'unsold',
      detail: {},
    })
    assert.deepEqual(stop.ports({ status: 'unsold' }), [])
  })
})
