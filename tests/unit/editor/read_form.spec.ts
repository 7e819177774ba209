import { test } from '@japa/runner'
import { moveNodes } from '../../../resources/editor/document.js'
import { asDrawn, pinProblems } from '../../../resources/editor/problems.js'
import { goesLong, readForm, writeForm } from '../../../resources/editor/read_form.js'
import { START } from '../../../resources/editor/types.js'
import { expandShortForm } from '#routing/short_form'

const assignments = [{ key: 'one', partner: 'p', delivery: { use: 'portal' } }]
const short = { price: '20.00', strategy: { use: 'send_to_all', max_buyers: 2 }, assignments }

test.group('A profile as the editor reads it', () => {
  test('the short form is a route of one offer, and stays short until it says more', ({
    assert,
  }) => {
    const doc = readForm(short)
    assert.containSubset(expandShortForm(short.strategy).nodes, {
      offer: { type: 'offer', strategy: short.strategy },
    })
    assert.deepEqual(doc.route.nodes, { offer: { type: 'offer', strategy: short.strategy } })
    assert.deepEqual(writeForm(doc, short), {
      price: '20.00',
      filter: null,
      strategy: short.strategy,
      assignments,
    })
    assert.isFalse(goesLong(doc, short))
    const moved = moveNodes(doc, { offer: { x: 80, y: 0 } }, { offer: { x: 0, y: 0 } })
    assert.isTrue(goesLong(moved, short))
    assert.deepEqual(writeForm(moved, short), {
      price: '20.00',
      filter: null,
      route: moved.route,
      assignments,
    })
  })

  test('a profile of nothing is an empty drawing, and saved as what it was', ({ assert }) => {
    const blank = { strategy: { use: 'first_match' } }
    const doc = readForm(blank)
    assert.deepEqual(doc.route, { start: '', nodes: {} })
    assert.deepEqual(writeForm(doc, blank), {
      price: null,
      filter: null,
      assignments: [],
      ...blank,
    })
  })

  test('a drawn route stays one', ({ assert }) => {
    const route = {
      start: 'offer',
      nodes: { offer: { type: 'offer', strategy: { use: 'first_match' } } },
    }
    assert.deepEqual(writeForm(readForm({ route }), { route }), {
      price: null,
      filter: null,
      route,
      assignments: [],
    })
  })
})

test.group('Problems of a draft', () => {
  test('stand at the node they are about, at every offer that asks the assignment, or at the start', ({
    assert,
  }) => {
    const doc = {
      route: {
        start: 'a',
        nodes: { 'a': { type: 'offer' }, 'b-2': { type: 'offer', assignments: ['other'] } },
      },
      assignments,
    }
    const problem = (field: string) => ({ field, rule: 'x', message: 'x' })
    const pinned = pinProblems(
      [
        'route.nodes.b-2.strategy.use',
        'route.nodes.a',
        'assignments[0].price',
        'route.start',
        'filter.all[0]',
      ].map(problem),
      doc
    )
    const paths = Object.fromEntries(
      Object.entries(pinned).map(([id, all]) => [id, all.map(({ path }) => path)])
    )
    assert.deepEqual(paths, {
      'b-2': ['strategy.use'],
      'a': ['', 'assignments[0].price'],
      [START]: ['route.start', 'filter.all[0]'],
    })
    const named = asDrawn(problem('strategy.max_buyers'), readForm(short))
    assert.equal(named.field, 'route.nodes.offer.strategy.max_buyers')
  })
})
