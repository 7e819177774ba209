import { test } from '@japa/runner'
import { testNode } from '#sdk/testing'
import transform from '#plugins/nodes/transform'
import { contextWith, lead } from './helpers.js'

testNode(transform, [
  { title: 'asks for a run', config: { code: 'x' }, decision: { transform: { code: 'x' } } },
])

test.group('transform node', () => {
  test('asks the host to run its script', ({ assert }) => {
    const code = 'export default (lead) => lead'
    assert.deepEqual(transform.decide(lead, { code }, contextWith()), { transform: { code } })
    assert.deepEqual(transform.ports({ code }), [{ name: 'out', required: true }])
  })
})
