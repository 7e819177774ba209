import { test } from '@japa/runner'
import fc from 'fast-check'
import { wirePoints } from '../../../resources/editor/edge_path.js'
import { layoutOf } from '../../../resources/editor/layout.js'
import { outlineOf } from '../../../resources/editor/outline.js'
import { wiresOf } from '../../../resources/editor/graph.js'
import { CARD_WIDTH } from '../../../resources/editor/sizes.js'
import type { EditorDocument, RouteGraph } from '../../../resources/editor/types.js'
import { START } from '../../../resources/editor/types.js'
import { EMPTY, anyEdit, apply, heightOf, portNames } from './edits.js'

const anyRoute = fc
  .array(anyEdit, { minLength: 1, maxLength: 40 })
  .map((edits) => edits.reduce(apply, EMPTY))
const layout = (doc: EditorDocument) => layoutOf(doc.route, heightOf(doc))

test.group('A route that nobody has placed', () => {
  test('is laid out on the grid, to the right along every wire, no card over another', ({
    assert,
  }) => {
    fc.assert(
      fc.property(anyRoute, (doc) => {
        const places = layout(doc)
        const ids = Object.keys(doc.route.nodes)
        for (const id of ids) {
          assert.equal(places[id].x % 8, 0)
          assert.equal(places[id].y % 8, 0)
        }
        for (const { from, to } of wiresOf(doc.route))
          if (from !== START) assert.isAtLeast(places[to].x, places[from].x + CARD_WIDTH)
        ids.forEach((a, i) =>
          ids.slice(i + 1).forEach((b) => {
            if (places[a].x !== places[b].x) return
            const [up, down] = places[a].y < places[b].y ? [a, b] : [b, a]
            assert.isAtLeast(places[down].y, places[up].y + heightOf(doc)(up), `${a} over ${b}`)
          })
        )
      })
    )
  })

  test('ways stand in the order of their ports', ({ assert }) => {
    const route: RouteGraph = {
      start: 'ask',
      nodes: {
        ask: { type: 'condition', ports: { yes: 'y', no: 'n' } },
        n: { type: 'stop' },
        y: { type: 'stop' },
      },
    }
    const places = layoutOf(route, () => 64)
    assert.isBelow(places.y.y, places.n.y)
    assert.deepEqual(places.ask.x, 0)
  })

  test('2,000 nodes in a row and a route that goes round are laid out too', ({ assert }) => {
    const nodes = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [
        `n${i}`,
        { type: 'transform', ports: { out: `n${(i + 1) % 2000}` } },
      ])
    )
    const route = { start: 'n0', nodes }
    assert.lengthOf(Object.keys(layoutOf(route, () => 88)), 2000)
    assert.equal(outlineOf(route, () => ['out']).first!.ways[0].to, 'n1')
  })
})

test.group('The list of a route', () => {
  test('tells every node once and every way of it', ({ assert }) => {
    fc.assert(
      fc.property(anyRoute, (doc) => {
        const outline = outlineOf(doc.route, (id) => portNames(doc, id))
        const told: string[] = []
        let ways = 0
        const stack = [...(outline.first ? [outline.first] : []), ...outline.apart]
        for (let item = stack.pop(); item; item = stack.pop()) {
          told.push(item.id)
          ways += item.ways.filter(({ to }) => to !== null).length
          stack.push(...item.ways.flatMap((way) => (way.item ? [way.item] : [])))
        }
        assert.sameMembers(told, Object.keys(doc.route.nodes))
        const wires = wiresOf(doc.route).filter(
          ({ from, port }) => from !== START && portNames(doc, from).includes(port)
        )
        assert.equal(ways, wires.length)
      })
    )
  })
})

test.group('The way of a wire', () => {
  test('runs along the grid from one end to the other, and round the cards between', ({
    assert,
  }) => {
    const point = fc.record({
      x: fc.integer({ min: -500, max: 500 }),
      y: fc.integer({ min: -500, max: 500 }),
    })
    fc.assert(
      fc.property(point, point, fc.nat({ max: 6 }), (from, to, lane) => {
        const points = wirePoints({ from, to, lane })
        assert.deepEqual(points[0], from)
        assert.deepEqual(points.at(-1), to)
        points.slice(1).forEach((b, i) => {
          const a = points[i]
          assert.isTrue(a.x === b.x || Math.abs(a.y - b.y) < 1, 'neither across nor along')
        })
      })
    )
    const card = { x: 200, y: -40, width: 240, height: 100 }
    const round = wirePoints({ from: { x: 0, y: 0 }, to: { x: 640, y: 0 }, lane: 0 }, [card])
    const across = round.filter(({ y }) => y !== 0)
    assert.isNotEmpty(across)
    for (const { y } of across) assert.isTrue(y < card.y || y > card.y + card.height)
  })
})
