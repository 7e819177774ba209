import { test } from '@japa/runner'
import { type PortsOf, compileRoute } from '#routing/compile_route'
import type { NodeDocument, RouteGraph } from '#routing/types'

const TYPES: Record<string, [string, boolean][]> = {
  condition: [
    ['yes', true],
    ['no', true],
  ],
  transform: [['out', true]],
  offer: [
    ['sold', false],
    ['unsold', false],
  ],
  stop: [],
}
const portsOf: PortsOf = (type, config) => {
  if (config.broken) throw new Error('at least one share must be above 0')
  return TYPES[type]?.map(([name, required]) => ({ name, required })) ?? null
}
const stop: NodeDocument = { type: 'stop', status: 'unsold' }
const compile = (nodes: Record<string, NodeDocument>, start = 'a') =>
  compileRoute({ start, nodes }, portsOf)
const problems = (nodes: Record<string, NodeDocument>, start = 'a') => {
  const compiled = compile(nodes, start)
  return compiled.ok ? [] : compiled.problem.map((one) => `${one.code} ${one.node} ${one.path}`)
}

test.group('compile route', () => {
  test('gives every node its config and where its ports lead', ({ assert }) => {
    const compiled = compile({
      a: { type: 'condition', rule: { all: [] }, ports: { yes: 'b', no: 'c' } },
      b: { type: 'offer', strategy: { use: 'x' }, ports: { unsold: 'c' } },
      c: stop,
    })
    if (!compiled.ok) return assert.fail(JSON.stringify(compiled.problem))
    const { nodes, start } = compiled.value
    assert.equal(start, 'a')
    assert.deepEqual(nodes.get('a')!.config, { rule: { all: [] } })
    assert.deepEqual(Object.fromEntries(nodes.get('b')!.next), { sold: null, unsold: 'c' })
  })

  test('ways may meet again', ({ assert }) => {
    assert.deepEqual(
      problems({
        a: { type: 'condition', ports: { yes: 'b', no: 'c' } },
        b: { type: 'transform', ports: { out: 'd' } },
        c: { type: 'transform', ports: { out: 'd' } },
        d: stop,
      }),
      []
    )
  })

  const cases: [string, Record<string, NodeDocument>, string[]][] = [
    ['no start', { b: stop }, ['missing_start null start']],
    ['an unknown type', { a: { type: 'teleport', ports: {} } }, ['unknown_node a type']],
    [
      'a required port that leads nowhere',
      { a: { type: 'condition', ports: { yes: 'b' } }, b: stop },
      ['open_port a ports.no'],
    ],
    [
      'a way to a node that is not there',
      { a: { type: 'offer', ports: { sold: 'z' } } },
      ['dangling_edge a ports.sold'],
    ],
    [
      'a port the node does not have',
      { a: { type: 'offer', ports: { maybe: 'b', unsold: 'b' } }, b: stop },
      ['unknown_port a ports.maybe'],
    ],
    [
      'a config its ports cannot be read from',
      { a: { type: 'stop', broken: true } },
      ['bad_config a '],
    ],
    ['a node that nothing leads to', { a: stop, b: stop }, ['unreachable b ']],
    [
      'a node that leads to itself',
      { a: { type: 'transform', ports: { out: 'a' } } },
      ['cycle a '],
    ],
    [
      'a cycle off the way, and everything else at once',
      {
        a: { type: 'condition', ports: { yes: 'z' } },
        b: { type: 'transform', ports: { out: 'c' } },
        c: { type: 'offer', ports: { unsold: 'b' } },
      },
      [
        'dangling_edge a ports.yes',
        'open_port a ports.no',
        'cycle c ',
        'unreachable b ',
        'unreachable c ',
      ],
    ],
  ]
  for (const [what, nodes, expected] of cases)
    test(`refuses ${what}`, ({ assert }) => assert.deepEqual(problems(nodes), expected))

  test('names of nodes and ports that objects inherit are no nodes or ports', ({ assert }) => {
    assert.deepEqual(problems({ a: stop }, 'constructor'), ['missing_start null start'])
    assert.deepEqual(problems({ a: { type: 'offer', ports: { toString: 'valueOf' } } }), [
      'unknown_port a ports.toString',
    ])
    assert.deepEqual(problems({ a: { type: 'offer', ports: { sold: 'valueOf' } } }), [
      'dangling_edge a ports.sold',
    ])
  })

  test('a chain and a ring of 10,000 nodes do not overflow the stack', ({ assert }) => {
    const chain: RouteGraph = { start: 'n0', nodes: {} }
    for (let i = 0; i < 10_000; i++)
      chain.nodes[`n${i}`] = { type: 'transform', ports: { out: `n${i + 1}` } }
    chain.nodes.n10000 = stop
    assert.isTrue(compileRoute(chain, portsOf).ok)

    chain.nodes.n10000 = { type: 'transform', ports: { out: 'n0' } }
    const ring = compileRoute(chain, portsOf)
    if (ring.ok) return assert.fail('a ring was accepted')
    assert.deepEqual(
      ring.problem.map((one) => [one.code, one.node]),
      [['cycle', 'n10000']]
    )
    assert.match(ring.problem[0].message, /n0 → n1 → n2 → n3 → … → n9998 → n9999 → n10000 → n0/)
  })
})
