import { test } from '@japa/runner'
import fc from 'fast-check'
import type { NodeDecision } from '#sdk'
import { fail, ok } from '#shared/result'
import { type Program, compileRoute } from '#routing/compile_route'
import { type Decide, nextStep, resumeRun } from '#routing/run_route'
import type { NodeDocument } from '#routing/types'

const PORTS: Record<string, string[]> = {
  condition: ['yes', 'no'],
  transform: ['out'],
  offer: ['sold', 'unsold'],
  stop: [],
}

function program(nodes: Record<string, NodeDocument>, start = 'a'): Program {
  const compiled = compileRoute({ start, nodes }, (type) =>
    PORTS[type].map((name) => ({ name, required: type !== 'offer' }))
  )
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problem))
  return compiled.value
}

const decide: Decide = ({ type, config }) => {
  if (config.fault) return fail('node condition.decide() threw: no')
  const decisions: Record<string, NodeDecision> = {
    condition: { port: config.port as string, detail: { conditions: [] } },
    transform: { transform: { code: 'code' } },
    offer: { offer: { strategy: { use: 'first_match' }, assignments: null } },
    stop: { stop: 'held', detail: { reason: 'look at it' } },
  }
  return ok(decisions[type])
}

const route = program({
  a: { type: 'condition', port: 'yes', ports: { yes: 'b', no: 'd' } },
  b: { type: 'transform', ports: { out: 'c' } },
  c: { type: 'offer', ports: { unsold: 'd' } },
  d: { type: 'stop' },
})

test.group('run route', () => {
  test('waits at a transform and at an offer, and ends where a stop says so', ({ assert }) => {
    const first = nextStep(route, 'a', decide)
    assert.deepEqual(first, {
      next: { kind: 'transform', node: 'b', code: 'code' },
      path: [{ node: 'a', type: 'condition', port: 'yes', detail: { conditions: [] } }],
    })
    const second = resumeRun(route, 'b', 'out', decide)
    assert.deepEqual(second, {
      next: { kind: 'offer', node: 'c', strategy: { use: 'first_match' }, assignments: null },
      path: [{ node: 'b', type: 'transform', port: 'out', detail: {} }],
    })
    assert.deepEqual(resumeRun(route, 'c', 'unsold', decide, { offered: ['x'] }), {
      next: { kind: 'end', node: 'd', status: 'held', reason: 'look at it' },
      path: [
        { node: 'c', type: 'offer', port: 'unsold', detail: { offered: ['x'] } },
        { node: 'd', type: 'stop', port: null, detail: { reason: 'look at it' } },
      ],
    })
  })

  test('an open port of an offer ends the run with what the port says', ({ assert }) => {
    const alone = program({ a: { type: 'offer' } })
    const end = (port: string) => resumeRun(alone, 'a', port, decide).next
    assert.deepEqual(end('sold'), { kind: 'end', node: 'a', status: 'sold', reason: null })
    assert.deepEqual(end('unsold'), { kind: 'end', node: 'a', status: 'unsold', reason: null })
  })

  test('a node that fails or answers nonsense holds the lead, with the reason on the path', ({
    assert,
  }) => {
    const broken = program({
      a: { type: 'condition', fault: true, ports: { yes: 'b', no: 'b' } },
      b: { type: 'stop' },
    })
    const { next, path } = nextStep(broken, 'a', decide)
    assert.deepInclude(next, { kind: 'end', status: 'held' })
    assert.deepEqual(path[0].detail, { error: 'node condition.decide() threw: no' })

    const astray = nextStep(route, 'a', () => ok({ port: 'sideways' }))
    assert.deepInclude(astray.next, { kind: 'end', status: 'held', node: 'a' })
    assert.match(JSON.stringify(astray.path), /sideways/)
  })

  test('a stored node that this version does not have holds the lead', ({ assert }) => {
    assert.deepInclude(nextStep(route, 'gone', decide).next, { kind: 'end', status: 'held' })
    assert.deepInclude(resumeRun(route, 'gone', 'out', decide).next, { status: 'held' })
  })

  test('every route that compiles ends, whatever its nodes answer', ({ assert }) => {
    const hop = fc.constantFrom(1, 1, 1, 2, 2, 3, 4, -1) // mostly ahead, or too few graphs would compile
    const node = fc.record({
      type: fc.constantFrom('condition', 'transform', 'offer', 'offer'),
      hops: fc.tuple(hop, hop),
    })
    let compiledOnes = 0
    fc.assert(
      fc.property(
        fc.array(node, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat({ max: 1 })),
        (list, luck) => {
          const last = list.length
          const target = (i: number, by: number) => `n${Math.max(0, Math.min(last, i + by))}`
          const nodes: Record<string, NodeDocument> = { [`n${last}`]: { type: 'stop' } }
          for (const [i, { type, hops }] of list.entries())
            nodes[`n${i}`] = {
              type,
              ports: Object.fromEntries(PORTS[type].map((port, p) => [port, target(i, hops[p])])),
            }
          const compiled = compileRoute({ start: 'n0', nodes }, (type) =>
            PORTS[type].map((name) => ({ name, required: true }))
          )
          if (!compiled.ok) return
          compiledOnes++
          const answer: Decide = (at) => {
            const given = decide(at)
            if (at.type !== 'condition') return given
            return ok({ port: PORTS.condition[luck.next().value] })
          }
          let { next, path } = nextStep(compiled.value, 'n0', answer)
          let steps = path.length
          while (next.kind !== 'end') {
            const ports = PORTS[next.kind]
            const port = ports[luck.next().value % ports.length]
            ;({ next, path } = resumeRun(compiled.value, next.node, port, answer))
            steps += path.length
            assert.isAtMost(steps, list.length + 1)
          }
        }
      ),
      { numRuns: 2000, seed: 1 }
    )
    assert.isAbove(compiledOnes, 100)
  })
})
