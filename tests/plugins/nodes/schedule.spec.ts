import { test } from '@japa/runner'
import { testNode } from '#sdk/testing'
import schedule from '#plugins/nodes/schedule'
import { contextWith, lead } from './helpers.js'

const config = { schedule: { hours: { mon: ['08:00-18:00'] } } }

testNode(schedule, [{ title: 'leaves by open', config, port: 'open' }])

test.group('schedule node', () => {
  test('leaves by open, or by closed with the time it opens', ({ assert }) => {
    assert.deepEqual(schedule.decide(lead, config, contextWith({ open: true })), { port: 'open' })
    assert.deepEqual(schedule.decide(lead, config, contextWith({ open: false })), {
      port: 'closed',
      detail: { opens_at: '2026-11-03T08:00:00.000Z' },
    })
  })
})
