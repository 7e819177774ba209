import { test } from '@japa/runner'
import { testNode } from '#sdk/testing'
import node from '#plugins/nodes/switch'
import { contextWith, is, lead } from './helpers.js'

const config = {
  cases: [
    { port: 'east', rule: is('NY') },
    { port: 'west', rule: is('CA') },
    { port: 'west', rule: is('NV') },
    { port: 'never', rule: is('CA') },
  ],
}

testNode(node, [{ title: 'takes the first case that matches', config, port: 'east' }])

test.group('switch node', () => {
  test('has one port per name and one for the rest', ({ assert }) => {
    assert.deepEqual(
      node.ports(config).map((port) => port.name),
      ['east', 'west', 'never', 'otherwise']
    )
  })

  test('takes the first case that matches and tells what it asked until then', ({ assert }) => {
    const trace = (value: string, matched: boolean) => ({ ...is(value), actual: 'CA', matched })
    assert.deepEqual(node.decide(lead, config, contextWith()), {
      port: 'west',
      detail: { conditions: [trace('NY', false), trace('CA', true)] },
    })
  })

  test('leaves by otherwise when none does', ({ assert }) => {
    const none = { cases: [{ port: 'east', rule: is('NY') }] }
    assert.deepInclude(node.decide(lead, none, contextWith()), { port: 'otherwise' })
  })
})
