import { test } from '@japa/runner'
import { testNode } from '#sdk/testing'
import stop from '#plugins/nodes/stop'
import { contextWith, lead } from './helpers.js'

testNode(stop, [
  { title: 'ends unsold', config: { status: 'unsold' }, decision: { stop: 'unsold', detail: {} } },
  { title: 'ends held', config: { status: 'held', reason: 'ask Ann' } },
])

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
