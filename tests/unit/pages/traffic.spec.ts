import { test } from '@japa/runner'
import {
  type PassedLead,
  type RouteTraffic,
  trafficOverlay,
  wiresOfLead,
  withLead,
} from '../../../resources/editor/traffic.js'

const empty: RouteTraffic = {
  from: '2026-11-01',
  to: '2026-11-01',
  version: null,
  versions: [1],
  leads: 0,
  nodes: {},
  edges: {},
  offers: {},
  complete: true,
  upto: '2026-11-01T10:00:00.000Z',
}
const lead = (over: Partial<PassedLead> = {}): PassedLead => ({
  id: 'evt_1',
  at: '2026-11-01T10:00:01.000Z',
  lead: 'lead_1',
  version: 1,
  test: false,
  status: 'sold',
  path: [
    { node: 'ask', port: 'yes' },
    { node: 'sell', port: 'sold' },
  ],
  offers: { sell: { offered: ['a', 'b'], sold: ['b'] } },
  ...over,
})

test.group('Traffic on the canvas', () => {
  test('a lead that passes is counted where it went', ({ assert }) => {
    const one = withLead(
      withLead(empty, lead()),
      lead({ id: 'evt_2', path: [{ node: 'ask', port: 'no' }], offers: {} })
    )
    assert.equal(one.leads, 2)
    assert.deepEqual(one.nodes.ask, { count: 2, share: 1, held: 0, errors: 0 })
    assert.deepEqual(one.nodes.sell, { count: 1, share: 0.5, held: 0, errors: 0 })
    assert.deepEqual(one.edges['ask:yes'], { count: 1, share: 0.5 })
    assert.deepInclude(one.offers.sell.b, { offered: 1, sold: 1 })
    assert.deepInclude(one.offers.sell.a, { offered: 1, sold: 0 })
  })

  test('not counted: tests, other versions, and those that were counted already', ({ assert }) => {
    assert.equal(withLead(empty, lead({ test: true })).leads, 0)
    assert.equal(withLead({ ...empty, version: 2 }, lead()).leads, 0)
    assert.equal(withLead(empty, lead({ at: empty.upto })).leads, 0)
  })

  test('wires are as wide as their part of all leads; what nobody took is quiet', ({ assert }) => {
    const traffic = withLead(withLead(empty, lead()), lead({ path: [{ node: 'ask', port: 'no' }] }))
    const route = {
      start: 'ask',
      nodes: {
        ask: { ports: { yes: 'sell', no: 'stop' } },
        sell: { ports: { unsold: 'stop' } },
        stop: {},
      },
    }
    const words = {
      count: String,
      port: (name: string) => name.toUpperCase(),
      node: () => 'note',
    }
    const overlay = trafficOverlay(traffic, route, words)
    assert.deepEqual(overlay.edges['@start:out'], { label: '2', weight: 1 })
    assert.deepEqual(overlay.edges['ask:yes'], { label: 'YES · 1', weight: 0.5 })
    assert.deepEqual(overlay.edges['sell:unsold'], { label: 'UNSOLD · 0', weight: 0, tone: 'off' })
    assert.deepEqual(overlay.nodes.stop, { badge: '0', note: 'note', tone: 'off' })
    assert.isFalse(overlay.dim)
  })

  test('the way over the canvas begins at the start; the profile’s own filter is no wire', ({
    assert,
  }) => {
    const path = [{ node: 'filter', port: 'yes' }, ...lead().path]
    assert.deepEqual(wiresOfLead(path), ['@start:out', 'ask:yes', 'sell:sold'])
    assert.deepEqual(wiresOfLead([{ node: 'filter', port: 'no' }]), [])
  })
})
