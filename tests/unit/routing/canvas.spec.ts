import { test } from '@japa/runner'
import fc from 'fast-check'
import { diffForms } from '#distribution/blueprint/diff_forms'
import { compileRoute } from '#routing/compile_route'
import { parseProfile, writeProfile } from '#routing/parse_profile'
import type { Problem } from '#shared/result'
import type { RouteCanvas } from '#routing/types'

const nodes = {
  geo: { type: 'condition', ports: { yes: 'end', no: 'end' } },
  end: { type: 'stop', outcome: 'unsold' },
}
const read = (canvas: unknown, start = 'geo') => {
  const problems: Problem[] = []
  const form = { key: 'p', entity: 'solar', route: { start, nodes, canvas }, assignments: [] }
  return { profile: parseProfile(form, '', 'EUR', problems), problems }
}
const refused = (canvas: unknown) => read(canvas).problems.map(({ field }) => field)

const step = fc.integer({ min: -1000, max: 1000 }).map((n) => n * 8)
const side = fc.integer({ min: 1, max: 100 }).map((n) => n * 8)
const drawn: fc.Arbitrary<RouteCanvas> = fc.record(
  {
    nodes: fc.record(
      {
        geo: fc.record({ x: step, y: step, title: fc.string() }, { requiredKeys: ['x', 'y'] }),
        end: fc.record({ x: step, y: step }),
      },
      { requiredKeys: [] }
    ),
    notes: fc.dictionary(
      fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/),
      fc.record({ x: step, y: step, width: side, height: side, text: fc.string() })
    ),
  },
  { requiredKeys: [] }
)

test.group('the canvas of a route', () => {
  test('any drawing goes through the blueprint form and back unchanged', ({ assert }) => {
    fc.assert(
      fc.property(drawn, (canvas) => {
        const plain = JSON.parse(JSON.stringify(canvas))
        const { profile, problems } = read(plain)
        assert.deepEqual(problems, [])
        const form = writeProfile(profile!, profile!.document)
        assert.deepEqual(form.route, { start: 'geo', nodes, canvas: plain })
        assert.deepEqual(diffForms(form, writeProfile(read(plain).profile!, profile!.document)), [])
      })
    )
  })

  test('it says nothing about leads', ({ assert }) => {
    const ports = (type: string) =>
      type === 'stop' ? [] : ['yes', 'no'].map((name) => ({ name, required: true }))
    const program = (canvas?: RouteCanvas) => compileRoute({ start: 'geo', nodes, canvas }, ports)
    assert.deepEqual(program({ nodes: { geo: { x: 8, y: 8, title: 'Geo' } } }), program())
  })

  test('what is off the grid, too far, too long or not there is refused with its path', ({
    assert,
  }) => {
    assert.deepEqual(refused({ nodes: { geo: { x: 3, y: 0 } } }), ['route.canvas.nodes.geo.x'])
    assert.deepEqual(refused({ nodes: { geo: { x: 0.5, y: 8e9 } } }), [
      'route.canvas.nodes.geo.x',
      'route.canvas.nodes.geo.y',
    ])
    assert.deepEqual(refused({ nodes: { gone: { x: 0, y: 0 } } }), ['route.canvas.nodes.gone'])
    assert.deepEqual(refused({ nodes: { geo: { x: 0, y: 0, colour: 'red' } } }), [
      'route.canvas.nodes.geo.colour',
    ])
    assert.deepEqual(refused({ zoom: 2 }), ['route.canvas.zoom'])
    const note = { x: 0, y: 0, width: 160, height: 0, text: 'a'.repeat(4001) }
    assert.deepEqual(refused({ notes: { note_1: note } }), [
      'route.canvas.notes.note_1.height',
      'route.canvas.notes.note_1.text',
    ])
  })

  test('a draft may have no start yet', ({ assert }) => {
    assert.deepEqual(read(undefined, '').problems, [])
  })
})
