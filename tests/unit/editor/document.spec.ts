import { test } from '@japa/runner'
import fc from 'fast-check'
import * as edit from '../../../resources/editor/document.js'
import { wiresOf } from '../../../resources/editor/graph.js'
import * as history from '../../../resources/editor/history.js'
import { type EditorDocument, START } from '../../../resources/editor/types.js'
import { compileRoute } from '#routing/compile_route'
import { parseProfile } from '#routing/parse_profile'
import type { Problem } from '#shared/result'
import { EMPTY, STATIC, anyEdit, apply, placed, portNames } from './edits.js'

const ports = (type: string) => (STATIC[type] ?? []).map((name) => ({ name, required: false }))

/** What must be so of every document, however it came about. */
function faults(doc: EditorDocument): string[] {
  const { nodes, start, canvas } = doc.route
  const found: string[] = []
  for (const [id, node] of Object.entries(nodes))
    for (const [port, to] of Object.entries(node.ports ?? {}))
      if (!Object.hasOwn(nodes, to)) found.push(`${id}.${port} dangles`)
  if (start && !Object.hasOwn(nodes, start)) found.push('the start is not there')
  for (const id of Object.keys(canvas?.nodes ?? {}))
    if (!Object.hasOwn(nodes, id)) found.push(`a place for ${id}`)
  const compiled = compileRoute(doc.route, (type) => ports(type))
  if (!compiled.ok)
    found.push(
      ...compiled.problem.filter(({ code }) => code === 'cycle').map(({ message }) => message)
    )
  const problems: Problem[] = []
  parseProfile(
    { key: 'p', entity: 'e', route: doc.route, assignments: doc.assignments },
    '',
    'EUR',
    problems
  )
  // Notes and places as the server takes them.
  found.push(...problems.map(({ field, message }) => `${field} ${message}`))
  return found
}

test.group('Editing a route', () => {
  test('any sequence of edits leaves no dangling wire, no ring and what the server can read; undo gives back the first', ({
    assert,
  }) => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
        let doc = EMPTY
        let steps = history.begin<EditorDocument>(doc)
        edits.forEach((one, i) => {
          const before = JSON.stringify(doc)
          const next = apply(doc, one)
          assert.equal(JSON.stringify(doc), before, 'an edit changes nothing in place')
          steps = history.record(steps, next, { label: one.kind, at: i * 10_000 })
          doc = next
          assert.deepEqual(faults(doc), [])
        })
        const all = [...steps.steps].map(({ document }) => document)
        for (let i = all.length - 1; i > 0; i--) {
          assert.strictEqual(history.present(steps), all[i])
          steps = history.undo(steps)
        }
        assert.strictEqual(history.present(steps), EMPTY)
        for (const one of all.slice(1)) {
          steps = history.redo(steps)
          assert.strictEqual(history.present(steps), one)
        }
        assert.strictEqual(history.redo(steps), steps)
      }),
      { numRuns: 300 }
    )
  })

  test('a wire that would make a lead go round is refused, with the ring', ({ assert }) => {
    const doc: EditorDocument = {
      route: {
        start: 'a',
        nodes: {
          a: { type: 'condition', ports: { yes: 'b' } },
          b: { type: 'condition', ports: { no: 'c' } },
          c: { type: 'offer' },
        },
      },
      assignments: [],
    }
    assert.deepEqual(edit.whyNot(doc, 'c', 'a'), { reason: 'cycle', ring: ['a', 'b', 'c'] })
    assert.deepEqual(edit.whyNot(doc, 'c', 'c'), { reason: 'cycle', ring: ['c'] })
    assert.deepEqual(edit.whyNot(doc, 'c', 'gone'), { reason: 'missing' })
    assert.strictEqual(edit.connect(doc, 'c', 'unsold', 'a'), doc)
    assert.equal(edit.connect(doc, 'a', 'no', 'c').route.nodes.a.ports!.no, 'c')
  })

  test('what a node was between is led past it; what cannot be is told as open', ({ assert }) => {
    const doc: EditorDocument = {
      route: {
        start: 'first',
        nodes: {
          first: { type: 'transform', ports: { out: 'ask' } },
          ask: { type: 'condition', ports: { yes: 'sell', no: 'end' } },
          sell: { type: 'offer', ports: { unsold: 'end' } },
          end: { type: 'stop' },
        },
        canvas: { nodes: { ask: { x: 8, y: 8, title: 'Ask' } } },
      },
      assignments: [],
    }
    const through = edit.removal(doc, ['sell'])
    assert.deepEqual(through.healed, [{ from: 'ask', port: 'yes', to: 'end' }])
    assert.deepEqual(through.opened, [])
    const fork = edit.removal(doc, ['ask'])
    assert.deepEqual(fork.opened, [{ from: 'first', port: 'out' }])
    assert.isUndefined(fork.document.route.nodes.first.ports)
    assert.isUndefined(fork.document.route.canvas)
    const both = edit.removal(doc, ['first', 'sell'])
    assert.equal(both.document.route.start, 'ask')
    assert.deepEqual(both.document.route.nodes.ask.ports, { yes: 'end', no: 'end' })
    assert.deepEqual(edit.removal(doc, ['first', 'ask']).opened, [{ from: START, port: 'out' }])
  })

  test('a key that changes is changed wherever it is named', ({ assert }) => {
    const doc: EditorDocument = {
      route: {
        start: 'a',
        nodes: { a: { type: 'condition', ports: { yes: 'b', no: 'b' } }, b: { type: 'stop' } },
        canvas: { nodes: { a: { x: 0, y: 0 }, b: { x: 8, y: 0, title: 'End' } } },
      },
      assignments: [],
    }
    const renamed = edit.renameNode(edit.renameNode(doc, 'b', 'end'), 'a', 'ask')
    assert.deepEqual(renamed.route, {
      start: 'ask',
      nodes: {
        ask: { type: 'condition', ports: { yes: 'end', no: 'end' } },
        end: { type: 'stop' },
      },
      canvas: { nodes: { ask: { x: 0, y: 0 }, end: { x: 8, y: 0, title: 'End' } } },
    })
    for (const wrong of ['b', '', 'has space', '-x'])
      assert.strictEqual(edit.renameNode(doc, 'a', wrong), doc)
  })

  test('a way that gets another name keeps its wire; one that goes keeps it too, to be seen', ({
    assert,
  }) => {
    const doc: EditorDocument = {
      route: {
        start: 's',
        nodes: {
          s: { type: 'switch', cases: [{ port: 'west' }], ports: { west: 'e', otherwise: 'e' } },
          e: { type: 'stop' },
        },
      },
      assignments: [],
    }
    const named = edit.setConfig(
      doc,
      's',
      { cases: [{ port: 'wes' }] },
      { before: ['west', 'otherwise'], after: ['wes', 'otherwise'] }
    )
    assert.deepEqual(named.route.nodes.s, {
      type: 'switch',
      cases: [{ port: 'wes' }],
      ports: { wes: 'e', otherwise: 'e' },
    })
    const less = edit.setConfig(
      doc,
      's',
      { cases: [] },
      { before: ['west', 'otherwise'], after: ['otherwise'] }
    )
    assert.deepEqual(less.route.nodes.s.ports, { west: 'e', otherwise: 'e' })
  })

  test('a new assignment belongs to the offer it was made in, and to no other', ({ assert }) => {
    const one = { key: 'one', partner: 'p', delivery: { use: 'portal' } }
    const doc: EditorDocument = {
      route: {
        start: 'all',
        nodes: {
          all: { type: 'offer', ports: { unsold: 'rest' } },
          rest: { type: 'offer', assignments: [] },
        },
      },
      assignments: [one],
    }
    const two = edit.addAssignment(doc, { ...one, key: 'two' }, 'rest')
    assert.deepEqual(two.route.nodes.all.assignments, ['one'])
    assert.deepEqual(two.route.nodes.rest.assignments, ['two'])
    const renamed = edit.setAssignment(two, 'two', { ...one, key: 'other' })
    assert.deepEqual(renamed.route.nodes.rest.assignments, ['other'])
    assert.deepEqual(edit.removeAssignment(renamed, 'other').route.nodes.rest.assignments, [])
    // A profile with one offer for all goes on having it.
    const alone: EditorDocument = {
      route: { start: 'a', nodes: { a: { type: 'offer' } } },
      assignments: [one],
    }
    assert.isUndefined(
      edit.addAssignment(alone, { ...one, key: 'two' }, 'a').route.nodes.a.assignments
    )
  })

  test('typing is one step until there is a pause', ({ assert }) => {
    let steps = history.begin('')
    const type = (text: string, at: number) =>
      (steps = history.record(steps, text, { label: 't', merge: 'title', at }))
    type('a', 0)
    type('ab', 300)
    type('abc', 600)
    type('abcd', 5000)
    assert.equal(history.present((steps = history.undo(steps))), 'abc')
    assert.equal(history.present((steps = history.undo(steps))), '')
    type('x', 5100)
    assert.isFalse(history.canRedo(steps))
  })

  test('a node that comes between makes room and leads on', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 5, maxLength: 25 }), fc.nat(), (edits, n) => {
        const doc = edits.reduce(apply, EMPTY)
        const wires = wiresOf(doc.route).filter(({ from }) => from !== START)
        if (wires.length === 0) return
        const wire = wires[n % wires.length]
        const place = Object.keys(doc.route.nodes).indexOf(wire.from)
        const next = apply(doc, {
          kind: 'behind',
          type: 'condition',
          pick: [place, 0, portNames(doc, wire.from).indexOf(wire.port)],
          point: { x: 0, y: 0 },
        })
        if (!portNames(doc, wire.from).includes(wire.port)) return
        const added = next.route.nodes[wire.from].ports![wire.port]
        assert.isFalse(Object.hasOwn(doc.route.nodes, added))
        assert.equal(next.route.nodes[added].ports!.no, wire.to)
        assert.deepEqual(faults(next), [])
        assert.isDefined(placed(next)[added])
      })
    )
  })
})
