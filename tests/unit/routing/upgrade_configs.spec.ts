import { test } from '@japa/runner'
import { PluginRegistry } from '#host/registry'
import { type Upgrading, upgradeConfigs } from '#routing/upgrade_configs'
import type { RouteDocument } from '#routing/types'

/** Plugins in version 2 whose configs were `{ old }` in version 1 and are `{ new }` now. */
const renaming: Upgrading = {
  get: ((kind: string, id: string) =>
    id === 'gone' ? null : { kind, id, version: '2.0.0', upgrade: () => ({}) }) as never,
  readConfig: (_kind, id, { version, config }) => {
    if (id === 'failing') return { ok: false, problem: { type: 'threw', message: 'no' } }
    const { old, ...rest } = config as Record<string, unknown>
    return { ok: true, value: version === '2.0.0' ? config : { ...rest, new: old } }
  },
}
const saved = (plugins: Record<string, string>): RouteDocument => ({
  ...{ schema: 1, short: false, price: null, filter: null, plugins },
  route: {
    start: 'ask',
    nodes: {
      ask: { type: 'weather', old: 'rain', ports: { yes: 'sell', no: null } },
      sell: { type: 'offer', strategy: { use: 'moody', old: 3 }, ports: { unsold: null } },
    },
  } as unknown as RouteDocument['route'],
  assignments: [
    { key: 'a', partner: 'p', delivery: { use: 'pigeon', old: 'grey', transform: 'x' } },
    { key: 'b', partner: 'p', delivery: { use: 'failing', old: 1 } },
    { key: 'c', partner: 'p', delivery: { use: 'gone', old: 1 } },
  ],
})
const VERSIONS = {
  ...{ 'node:weather': '1.0.0', 'node:offer': '2.0.0', 'strategy:moody': '1.0.0' },
  ...{ 'channel:pigeon': '1.0.0', 'channel:failing': '1.0.0', 'channel:gone': '1.0.0' },
}

test.group('Configs of older plugins', () => {
  test('nodes, strategies and deliveries are brought up to date', ({ assert }) => {
    const stored = saved(VERSIONS)
    const before = structuredClone(stored)
    const { route, assignments, plugins } = upgradeConfigs(stored, renaming)
    assert.deepEqual(route.nodes as unknown, {
      ask: { type: 'weather', new: 'rain', ports: { yes: 'sell', no: null } },
      sell: { type: 'offer', strategy: { use: 'moody', new: 3 }, ports: { unsold: null } },
    })
    assert.deepEqual(assignments[0].delivery, { use: 'pigeon', transform: 'x', new: 'grey' })
    assert.equal(plugins!['channel:pigeon'], '2.0.0')
    assert.deepEqual(stored, before, 'what is stored stays')
  })

  test('what cannot be upgraded stays as it was saved', ({ assert }) => {
    const { assignments } = upgradeConfigs(saved(VERSIONS), renaming)
    assert.deepEqual(assignments[1].delivery, { use: 'failing', old: 1 })
    assert.deepEqual(assignments[2].delivery, { use: 'gone', old: 1 })
  })

  test('once is enough, and what is of today is not touched', ({ assert }) => {
    const once = upgradeConfigs(saved(VERSIONS), renaming)
    assert.strictEqual(upgradeConfigs(once, renaming), once)
    const today = saved({ 'channel:pigeon': '2.0.0' })
    assert.strictEqual(upgradeConfigs(today, renaming), today)
  })

  test('a real plugin gets its own old config', async ({ assert }) => {
    const root = new URL('../../fixtures/plugins/good', import.meta.url).pathname
    const registry = await PluginRegistry.load({ root })
    const stored = saved({ 'strategy:cheapest': '1.0.0' })
    stored.route.nodes.sell.strategy = { use: 'cheapest', limit: '2' }
    const { nodes } = upgradeConfigs(stored, registry).route
    assert.deepEqual(nodes.sell.strategy as unknown, { use: 'cheapest', most: 2 })
  })
})
