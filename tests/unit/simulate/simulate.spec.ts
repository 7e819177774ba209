import { test } from '@japa/runner'
import { askedFields } from '../../../resources/simulate/asked_fields.js'
import { pathOverlay } from '../../../resources/simulate/path_overlay.js'
import { readPastedLead } from '../../../resources/simulate/read_pasted_lead.js'

const step = (node: string, type: string, port: string | null) => ({ node, type, port, detail: {} })

test.group('A lead to simulate', () => {
  test('is pasted as its values, or as the API writes and takes one', ({ assert }) => {
    assert.isNull(readPastedLead('  '))
    assert.deepEqual(readPastedLead('{"state":"CA"}'), { values: { state: 'CA' } })
    assert.deepEqual(
      readPastedLead('{"id":"lead_1","entity":"solar","source":"ads","values":{"state":"CA"}}'),
      { values: { state: 'CA' }, source: 'ads' }
    )
    // A field may be called so.
    assert.deepEqual(readPastedLead('{"values":"3","state":"CA"}'), {
      values: { values: '3', state: 'CA' },
    })
    assert.equal(readPastedLead('{"state":'), 'not_json')
    assert.equal(readPastedLead('[{"state":"CA"}]'), 'list')
    assert.equal(readPastedLead('"CA"'), 'no_object')
    assert.equal(readPastedLead('null'), 'no_object')
  })

  test('is asked for what the route reads: filter, nodes, assignments, each once', ({ assert }) => {
    const rule = (field: string) => ({ field, operator: 'equals', value: 1 })
    const fields = askedFields({
      filter: { all: [rule('bill'), { not: rule('state') }] },
      route: {
        nodes: {
          geo: { type: 'condition', rule: { any: [rule('state'), rule('home.city')] } },
          pick: { type: 'switch', cases: [{ port: 'a', rule: rule('roof') }] },
        },
      },
      assignments: [{ filter: rule('bill') }, { filter: rule('email') }, {}],
    })
    assert.deepEqual(fields, ['bill', 'state', 'home.city', 'roof', 'email'])
  })
})

test.group('The way of a lead on the canvas', () => {
  const path = [
    step('filter', 'filter', 'yes'),
    step('geo', 'condition', 'yes'),
    step('a', 'offer', 'sold'),
  ]

  test('nodes and wires it took light up, the rest fades', ({ assert }) => {
    const { nodes, edges, dim } = pathOverlay({ path, status: 'sold' }, (id) =>
      id === 'a' ? '$25.00' : undefined
    )
    assert.isTrue(dim)
    assert.deepEqual(nodes, {
      '@start': { tone: 'on' },
      'geo': { tone: 'on' },
      'a': { tone: 'on', badge: '$25.00' },
    })
    assert.deepEqual(edges, {
      '@start:out': { tone: 'on' },
      'geo:yes': { tone: 'on' },
      'a:sold': { tone: 'on' },
    })
  })

  test('where it is held the way ends; kept out by the filter it never begins', ({ assert }) => {
    const held = pathOverlay({ path: path.slice(1), status: 'held' })
    assert.equal(held.nodes.a.tone, 'warn')
    assert.notProperty(held.edges, 'a:sold')
    const out = pathOverlay({ path: [step('filter', 'filter', 'no')], status: 'unsold' })
    assert.deepEqual(out, { nodes: { '@start': { tone: 'warn' } }, edges: {}, dim: true })
  })
})
