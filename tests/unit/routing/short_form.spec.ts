import { test } from '@japa/runner'
import fc from 'fast-check'
import { collapseToShortForm, expandShortForm } from '#routing/short_form'
import type { RouteGraph } from '#routing/types'

test.group('short form', () => {
  test('any strategy goes to a route and back unchanged', ({ assert }) => {
    const strategy = fc
      .dictionary(fc.string(), fc.jsonValue())
      .map((config) => ({ ...config, use: 'weighted' }))
    fc.assert(
      fc.property(strategy, (one) => {
        const route: RouteGraph = JSON.parse(JSON.stringify(expandShortForm(one)))
        assert.deepEqual(collapseToShortForm(route), JSON.parse(JSON.stringify({ strategy: one })))
        assert.deepEqual(expandShortForm(collapseToShortForm(route)!.strategy), route)
      })
    )
  })

  test('without a strategy it is first match', ({ assert }) => {
    assert.deepEqual(collapseToShortForm(expandShortForm()), { strategy: { use: 'first_match' } })
  })

  test('a route that says more is not shortened', ({ assert }) => {
    const offer = expandShortForm().nodes.offer
    const longer: RouteGraph[] = [
      { start: 'offer', nodes: { offer: { ...offer, assignments: ['one'] } } },
      { start: 'offer', nodes: { offer: { ...offer, position: { x: 1 } } } },
      {
        start: 'offer',
        nodes: { offer: { ...offer, ports: { unsold: 'end' } }, end: { type: 'stop' } },
      },
      { start: 'sell', nodes: { sell: offer } },
      { start: 'offer', nodes: { offer }, canvas: { nodes: { offer: { x: 8, y: 8 } } } },
      { start: 'offer', nodes: { offer: { ...offer, type: 'auction' } } },
    ]
    for (const route of longer) assert.isNull(collapseToShortForm(route))
  })
})
