import { test } from '@japa/runner'
import { makeAccount } from '#tests/helpers/make_account'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

async function setting() {
  const account = await makeAccount({})
  return { account, user: await makeUser(account.id, 'operator') }
}

const asks = (to: Record<string, string>) => ({
  type: 'condition',
  rule: { all: [{ field: 'state', operator: 'equals', value: 'CA' }] },
  ports: to,
})

/** Sixty nodes in a row of questions, drawn, with notes. */
function sixty() {
  const nodes: Record<string, object> = {}
  const places: Record<string, object> = {}
  for (let i = 0; i < 60; i++) {
    const id = `node_${i}`
    nodes[id] =
      i === 59 ? { type: 'stop', status: 'unsold' } : asks({ yes: `node_${i + 1}`, no: 'node_59' })
    places[id] = { x: i * 320, y: (i % 7) * 8, title: `Question ${i}` }
  }
  const notes = { note: { x: -8, y: 400, width: 240, height: 96, text: 'Why\nso many?' } }
  return { start: 'node_0', nodes, canvas: { nodes: places, notes } }
}

test.group('The drawn route of a profile', () => {
  test('its page knows every node type with its ports, and how full caps are', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    const { inertiaProps: page } = await getPage(client, '/profiles/solar-us/route', user)
    const nodes = page.plugins.filter(({ kind }: { kind: string }) => kind === 'node')
    const ports = Object.fromEntries(
      nodes.map((one: { id: string; ports: { name: string }[] | null }) => [
        one.id,
        one.ports?.map(({ name }) => name) ?? null,
      ])
    )
    assert.deepInclude(ports, { condition: ['yes', 'no'], stop: [], switch: null, split: null })
    assert.isObject(page.states)
    const version = await getPage(client, '/profiles/solar-us/versions/1/route', user)
    assert.equal(version.inertiaProps.version.version, 1)
    assert.equal((await getPage(client, '/profiles/nowhere/route', user)).status(), 404)
    assert.equal((await getPage(client, '/profiles/solar-us/versions/9/route', user)).status(), 404)
  })

  test('a draft is judged without being saved: each problem at its node, ports as they are set', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    const before = await getPage(client, '/profiles/solar-us/route', user)
    const route = {
      start: 'ask',
      nodes: {
        ask: {
          type: 'switch',
          cases: [{ port: 'west', rule: { field: 'nowhere', operator: 'equals', value: 1 } }],
          ports: { west: 'sell' },
        },
        sell: { type: 'offer', strategy: { use: 'first_match' }, assignments: [] },
        lost: { type: 'split', shares: { a: 0 } },
      },
    }
    const checked = await askJson(client, 'post', '/profiles/solar-us/draft/check', user, { route })
    checked.assertStatus(200)
    const { problems, ports } = checked.body()
    const fields = problems.map(({ field }: { field: string }) => field)
    assert.includeMembers(fields, [
      'route.nodes.ask.ports.otherwise',
      'route.nodes.ask.cases[0].rule.field',
      'route.nodes.sell.assignments',
      'route.nodes.lost',
    ])
    assert.deepEqual(
      ports.ask.map(({ name }: { name: string }) => name),
      ['west', 'otherwise']
    )
    assert.isNull(ports.lost)

    // What cannot even be read is told the same way.
    const odd = await askJson(client, 'post', '/profiles/solar-us/draft/check', user, {
      route: {
        start: 'a',
        nodes: { a: { type: 'stop', status: 'unsold' } },
        canvas: { nodes: { a: { x: 3, y: 0 } } },
      },
    })
    odd.assertStatus(200)
    assert.equal(odd.body().problems[0].field, 'route.canvas.nodes.a.x')

    const after = await getPage(client, '/profiles/solar-us/route', user)
    assert.deepEqual(after.inertiaProps.profile, before.inertiaProps.profile)
    const watcher = await makeUser((await setting()).account.id, 'viewer')
    const refused = await askJson(client, 'post', '/profiles/solar-us/draft/check', watcher, {
      route,
    })
    refused.assertStatus(403)
  })

  test('sixty nodes with their places, titles and notes are saved and loaded whole, and published', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    const route = sixty()
    const saved = await askJson(client, 'patch', '/profiles/solar-us/draft', user, { route })
    saved.assertStatus(200)
    assert.deepEqual(saved.body().problems, [])
    const page = await getPage(client, '/profiles/solar-us/route', user)
    assert.deepEqual(page.inertiaProps.profile.form.route, route)
    const { revision: base } = page.inertiaProps.profile
    ;(await askJson(client, 'post', '/profiles/solar-us/publish', user, { base })).assertStatus(200)
    const live = await getPage(client, '/profiles/solar-us/versions/2/route', user)
    assert.deepEqual(live.inertiaProps.version.form.route, route)
  })

  test('an empty drawing may be kept, and is no version', async ({ client, assert }) => {
    const { user } = await setting()
    const route = { start: '', nodes: {} }
    const saved = await askJson(client, 'patch', '/profiles/solar-us/draft', user, { route })
    saved.assertStatus(200)
    assert.equal(saved.body().problems[0].rule, 'missing_start')
    const base = saved.body().profile.revision
    const published = await askJson(client, 'post', '/profiles/solar-us/publish', user, { base })
    published.assertStatus(422)
  })

  test('only what was drawn changed: that is a change too, told in its own paths', async ({
    client,
    assert,
  }) => {
    const { user } = await setting()
    const route = { start: 'a', nodes: { a: { type: 'stop', status: 'unsold' } } }
    await askJson(client, 'patch', '/profiles/solar-us/draft', user, { route })
    const first = await getPage(client, '/profiles/solar-us/route', user)
    await askJson(client, 'post', '/profiles/solar-us/publish', user, {
      base: first.inertiaProps.profile.revision,
    })
    const canvas = { nodes: { a: { x: 80, y: 160 } } }
    await askJson(client, 'patch', '/profiles/solar-us/draft', user, {
      route: { ...route, canvas },
    })
    const changes = await askJson(client, 'get', '/profiles/solar-us/changes', user)
    assert.deepEqual(
      changes.body().changes.map(({ path }: { path: string }) => path),
      ['route.canvas']
    )
  })
})
