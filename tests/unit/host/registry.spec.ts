import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { PluginRegistry } from '#host/registry'
import cheapest from '../../fixtures/plugins/good/plugins/strategies/cheapest.js'

const fixture = (name: string) => app.makePath('tests/fixtures/plugins', name)
const good = () => PluginRegistry.load({ root: fixture('good') })

test.group('Plugin registry | finding and loading', () => {
  test('finds a plugin by its folder and file name', async ({ assert }) => {
    const registry = await good()
    assert.strictEqual(registry.get('strategy', 'cheapest')?.name, 'Cheapest')
    assert.isNull(registry.get('channel', 'cheapest'))
    assert.isNull(registry.get('strategy', 'constructor'))
    assert.deepEqual(registry.ids('strategy'), ['cheapest'])
  })

  test('a folder without plugins is an empty registry', async ({ assert }) => {
    const registry = await PluginRegistry.load({ root: fixture('nowhere') })
    assert.deepEqual(registry.list(), [])
  })

  test('a bad plugin is quarantined with its reason and hurts no other', async ({ assert }) => {
    const registry = await PluginRegistry.load({ root: fixture('bad') })
    const reasons = Object.fromEntries(registry.list().map((e) => [`${e.kind}:${e.id}`, e.reason]))
    const expected: Record<string, string | null> = {
      'strategy:fine': null,
      'strategy:throws_on_import': 'it could not be loaded: no database here',
      'strategy:no_default': 'no default export',
      'strategy:newer_api': 'plugin API 2; this install runs API 1',
      'strategy:other_name': 'its id is "another_name", but its file is named "other_name"',
      'strategy:bad_version': 'its version is "latest"',
      'strategy:plain_config': 'its config is not a Vine schema',
      'strategy:hostile_getter': 'it cannot be read: do not look at me',
      'channel:no_send': 'a channel needs the method send()',
      'node:fine': 'its kind is strategy, but it lies in the folder of kind node',
    }
    assert.sameMembers(Object.keys(reasons), Object.keys(expected))
    for (const [key, reason] of Object.entries(expected)) {
      if (reason === null) assert.isNull(reasons[key])
      else assert.include(reasons[key], reason, key)
    }
    assert.isNotNull(registry.get('strategy', 'fine'))
    assert.isNull(registry.get('strategy', 'bad_version'))
  })

  test('files that do not parse, import what is missing or have a bad name are quarantined; others are no plugins', async ({
    assert,
    cleanup,
  }) => {
    const root = await mkdtemp(join(app.tmpPath(), 'registry-')).catch(async () => {
      await mkdir(app.tmpPath(), { recursive: true })
      return mkdtemp(join(app.tmpPath(), 'registry-'))
    })
    cleanup(() => rm(root, { recursive: true, force: true }))
    const folder = join(root, 'plugins/nodes')
    await mkdir(folder, { recursive: true })
    const write = (name: string, text: string) => writeFile(join(folder, name), text)
    await write('broken.js', 'export default {')
    await write('homeless.js', "import 'a-package-nobody-has'\nexport default {}")
    await write('Bad-Name.js', 'export default { api: 1, kind: "node", id: "Bad-Name" }')
    await write('broken.d.ts', 'export default {}')
    await write('broken.js.map', '{}')
    await write('.hidden.js', 'throw new Error()')
    await write('notes.md', '# notes')

    const registry = await PluginRegistry.load({ root })
    const entries = registry.list()
    assert.sameMembers(
      entries.map((e) => e.id),
      ['Bad-Name', 'broken', 'homeless']
    )
    assert.isTrue(entries.every((e) => e.status === 'quarantined' && e.config_schema === null))
    assert.include(entries.find((e) => e.id === 'homeless')?.reason, 'a-package-nobody-has')
    assert.include(entries.find((e) => e.id === 'Bad-Name')?.reason, 'snake_case')
  })

  test('packages bring one plugin or several; a taken id and a missing package are quarantined', async ({
    assert,
  }) => {
    const shelf: Record<string, unknown> = {
      'one-plugin': { default: { ...cheapest, id: 'dearest', name: 'Dearest' } },
      'two-plugins': { default: [{ ...cheapest, id: 'third' }, cheapest] },
    }
    const registry = await PluginRegistry.load({
      root: fixture('good'),
      packages: ['one-plugin', 'two-plugins', 'none-such'],
      importPackage: async (name) => {
        if (!shelf[name]) throw new Error(`Cannot find package '${name}'`)
        return shelf[name]
      },
    })
    assert.deepEqual(registry.ids('strategy'), ['cheapest', 'dearest', 'third'])
    const bad = registry.list().filter((e) => e.status === 'quarantined')
    assert.deepEqual(
      bad.map((e) => [e.kind, e.id]),
      [
        ['strategy', 'cheapest'],
        ['unknown', 'none-such'],
      ]
    )
    assert.include(bad[0].reason, 'already taken by plugins/strategies/cheapest.ts')
    assert.include(bad[1].reason, "Cannot find package 'none-such'")
  })
})

test.group('Plugin registry | configs', () => {
  test('a good config comes back as the schema reads it', async ({ assert }) => {
    const config = { most: '4', zones: [{ name: 'a', open: 'true' }], headers: { 'X-1': 'b' } }
    const registry = await good()
    const checked = await registry.checkConfig('strategy', 'cheapest', config, 'strategy')
    assert.deepEqual(checked, {
      ok: true,
      value: { most: 4, zones: [{ name: 'a', open: true }], headers: { 'X-1': 'b' } },
    })
  })

  test('every mistake has its path from the root of the document', async ({ assert }) => {
    const config = {
      most: 0,
      zones: [
        { name: 'a', open: true },
        { name: 5, shut: true },
      ],
      headers: { a: {} },
      mood: 'x',
      extra: { anything: [1] },
    }
    const path = 'profiles[0].strategy'
    const registry = await good()
    const checked = await registry.checkConfig('strategy', 'cheapest', config, path)
    if (checked.ok) return assert.fail('must be refused')
    const places = checked.problem.map(({ field, rule }) => `${field} ${rule}`)
    assert.sameMembers(places, [
      'profiles[0].strategy.most min',
      'profiles[0].strategy.zones[1].name string',
      'profiles[0].strategy.zones[1].open required',
      'profiles[0].strategy.headers.a string',
      'profiles[0].strategy.zones[1].shut unknown_key',
      'profiles[0].strategy.mood unknown_key',
    ])
  })

  test('a config that is no object, or smuggles a prototype, is refused', async ({ assert }) => {
    const registry = await good()
    for (const config of [null, undefined, 'text', 5, [], JSON.parse('{"__proto__":{"most":1}}')]) {
      const checked = await registry.checkConfig('strategy', 'cheapest', config, 'strategy')
      assert.isFalse(checked.ok, JSON.stringify(config))
    }
    const empty = await registry.checkConfig('strategy', 'cheapest', {}, '')
    assert.isTrue(empty.ok)
  })

  test('a plugin that is missing or quarantined is a problem where it is named', async ({
    assert,
  }) => {
    const registry = await PluginRegistry.load({ root: fixture('bad') })
    const missing = await registry.checkConfig('strategy', 'nope', {}, 'profiles[1].strategy')
    assert.deepEqual(missing, {
      ok: false,
      problem: [
        {
          field: 'profiles[1].strategy.use',
          rule: 'plugin',
          message: 'there is no strategy "nope" (there are: fine)',
        },
      ],
    })
    const sick = await registry.checkConfig('strategy', 'newer_api', {}, '')
    assert.isFalse(sick.ok)
    if (!sick.ok) assert.include(sick.problem[0].message, 'is quarantined')
    if (!sick.ok) assert.strictEqual(sick.problem[0].field, 'use')
  })

  test('a config of an older version is upgraded on read; what is stored stays untouched', async ({
    assert,
  }) => {
    const registry = await good()
    const stored = { version: '1.0.0', config: { limit: '7' } }
    assert.deepEqual(registry.readConfig('strategy', 'cheapest', stored), {
      ok: true,
      value: { most: 7 },
    })
    assert.deepEqual(stored.config, { limit: '7' })
    const today = { version: '2.0.0', config: { most: 1 } }
    assert.deepEqual(registry.readConfig('strategy', 'cheapest', today), {
      ok: true,
      value: { most: 1 },
    })
    const ancient = registry.readConfig('strategy', 'cheapest', { version: '0.0.1', config: {} })
    assert.isFalse(ancient.ok)
    if (!ancient.ok) assert.strictEqual(ancient.problem.type, 'threw')
    const unknown = registry.readConfig('strategy', 'nope', today)
    if (!unknown.ok) assert.strictEqual(unknown.problem.type, 'unknown_plugin')
  })
})
