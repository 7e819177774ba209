import { test } from '@japa/runner'
import { testNode } from '#sdk/testing'
import condition from '#plugins/nodes/condition'
import { contextWith, is, lead } from './helpers.js'

testNode(condition, [{ title: 'leaves by yes', config: { rule: is('CA') }, port: 'yes' }])

test.group('condition node', () => {
  test('leaves by yes or no, with what was compared', ({ assert }) => {
    assert.deepEqual(condition.decide(lead, { rule: is('CA') }, contextWith()), {
      port: 'yes',
      detail: {
        conditions: [
          { field: 'state', operator: 'equals', value: 'CA', actual: 'CA', matched: true },
        ],
      },
    })
    assert.deepInclude(condition.decide(lead, { rule: is('NV') }, contextWith()), { port: 'no' })
  })

  test('both ways must lead somewhere', ({ assert }) => {
    assert.deepEqual(condition.ports({ rule: is('CA') }), [
      { name: 'yes', required: true },
      { name: 'no', required: true },
    ])
  })
})
