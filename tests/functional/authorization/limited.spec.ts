import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import { MAY, ROLES } from '#accounts/permissions'
import { BODIES, ENDING } from '#tests/functional/authorization/bodies'
import { PAGE_RULES } from '#tests/functional/authorization/declared'
import { LIMITED } from '#tests/functional/authorization/limited_declared'
import {
  MARK,
  limitedMate,
  readAll,
  tellOfCap,
  twoEntities,
} from '#tests/functional/authorization/limited_world'
import { addressIn, routesOfApp } from '#tests/functional/authorization/support'
import { startEngine } from '#tests/helpers/make_account'

/** Roles of which somebody may be limited. */
const LIMITABLE = ['operator', 'finance', 'viewer'] as const
const needed = (line: string) => PAGE_RULES[line].split(' ')[0]
const rolesOf = (rule: string): readonly Role[] =>
  rule === 'team' ? ROLES : MAY[rule as keyof typeof MAY]
const isForAPlace = (line: string) =>
  ['team', 'configure', 'operate', 'bill'].includes(needed(line))

type World = Awaited<ReturnType<typeof twoEntities>>

/** What is asked or sent beside what every walk sends: each names something of the entity that is hidden. */
const NAMING: Record<string, (world: World) => object> = {
  'GET /leads/board': () => ({ entity: 'solar' }),
  'GET /leads/search': () => ({ entity: 'solar' }),
  'GET /leads/news': ({ home }) => ({ after: home.ids['/leads/:id'].slice(0, 5) + '0'.repeat(20) }),
  'GET /leads/export': () => ({ format: 'csv' }),
  'GET /revenue/postings': () => ({ from: '2026-01-01', to: '2030-01-01' }),
  'GET /revenue/export': () => ({ from: '2026-01-01', to: '2030-01-01', rows: 'profile' }),
  'GET /revenue': () => ({ profile: 'solar-us' }),
  'GET /search': () => ({ q: MARK }),
  'GET /events/search': () => ({ profile: 'solar-us' }),
  'POST /leads/distribute': ({ hidden }) => ({ profile: 'solar-us', ids: [hidden.id] }),
  'POST /leads/views': () => ({ name: 'x', filter: { entity: 'solar' }, sort: 'newest' }),
  'POST /profiles': () => ({ key: 'mine', name: 'Mine', entity: 'solar', price: '1.00' }),
  'POST /rules/try': ({ hidden }) => ({ entity: 'solar', lead: hidden.id }),
  'POST /templates/preview': ({ hidden }) => ({ profile: 'solar-us', lead: hidden.id }),
  'POST /transforms/try': () => ({
    entity: 'solar',
    code: 'export default (x) => x',
    place: 'node',
  }),
  'POST /returns/decide': ({ home }) => ({ ids: [home.ids['/returns/:id']], approve: true }),
}

test.group('A place limited to entities', (group) => {
  group.setup(() => startEngine())

  test('every route of the team says what it shows to one', ({ assert }) => {
    const lines = Object.keys(PAGE_RULES).filter(isForAPlace)
    assert.sameMembers(Object.keys(LIMITED), lines)
    const all = new Set(routesOfApp().map(({ line }) => line))
    for (const line of Object.keys(NAMING)) assert.isTrue(all.has(line), line)
  })

  test('no route opens or names anything of another entity', async ({ assert }) => {
    const world = await twoEntities()
    const { home } = world
    const found: string[] = []
    for (const role of LIMITABLE) {
      const mate = await limitedMate(home.id, role, ['roof'])
      const hiddenNotice = await tellOfCap(home.id, mate.user.id, 'solar-us')
      for (const { line, method, pattern } of routesOfApp()) {
        if (!(line in LIMITED) || line === 'GET /events/stream') continue
        const { visitor } = ENDING.has(line) ? await limitedMate(home.id, role, ['roof']) : mate
        const path = line.startsWith('POST /notifications/:id')
          ? `/notifications/${hiddenNotice}/read`
          : addressIn(home, pattern)
        const sent = NAMING[line]?.(world) ?? BODIES[line]?.(home)
        const { status, text } = await readAll(visitor, method, path, sent)
        const may = rolesOf(needed(line)).includes(role)
        const right = {
          closed: status === 403,
          // Who may not do it at all is told either: neither says that the thing is there.
          own: status === 404 || (!may && status === 403),
          shown: status < 500 && (may ? ![401, 403].includes(status) : status >= 403),
        }[LIMITED[line]]
        if (!right) found.push(`${line} as ${role}: ${status}, though ${LIMITED[line]}`)
        if (text.toLowerCase().includes(MARK)) found.push(`${line} as ${role} tells of it`)
        const told = [world.hidden.id, world.hidden.delivery, home.ids['/leads/:id']]
        if (told.some((id) => text.includes(id) && !path.includes(id)))
          found.push(`${line} as ${role} names a lead of it`)
      }
    }
    assert.deepEqual(found, [])
    // The marks are there for who is not limited: the walk would have met them.
    for (const path of ['/overview', '/leads', '/events', '/profiles', '/entities', '/returns'])
      assert.include((await readAll(home.owner.visitor, 'GET', path)).text, MARK, path)
    const [lead] = await db.from('leads').where('id', world.hidden.id)
    assert.equal(lead.status, 'sold')
    const { status } = await db.from('returns').where('id', home.ids['/returns/:id']).firstOrFail()
    assert.equal(status, 'waiting')
  }).timeout(300_000)

  test('what is of its entity is all there, and every figure counts it alone', async ({
    assert,
  }) => {
    const { home, roof } = await twoEntities()
    const { visitor, user } = await limitedMate(home.id, 'operator', ['roof'])
    const get = async (path: string) => (await readAll(visitor, 'GET', path)).body
    const leads = await get('/leads/search')
    assert.deepEqual(
      leads.data.map((one: { id: string }) => one.id),
      [roof.id]
    )
    assert.deepEqual(leads.meta.count, { n: 1, exact: true })
    const csv = await readAll(visitor, 'GET', '/leads/export', { format: 'csv' })
    assert.equal(csv.text.trim().split('\r\n').length, 2)
    const story = await get(`/leads/${roof.id}`)
    assert.equal(story.props.lead.id, roof.id)
    assert.deepEqual(story.props.limits, ['Roof lead'])

    const { overview, latest } = (await get('/overview')).props
    assert.equal(overview.now.net.amount, '7.00')
    assert.deepEqual([overview.now.leads, overview.now.sold, overview.now.sales], [1, 1, 1])
    assert.deepEqual(
      overview.partners.map((one: any) => [one.key, one.net.amount]),
      [['sunco', '7.00']]
    )
    assert.lengthOf(latest, 1)
    const { revenue } = (await get('/revenue?period=30d')).props
    assert.equal(revenue.now.net, '7.00')
    const { data: postings } = await get('/revenue/postings?from=2026-01-01&to=2030-01-01')
    assert.deepEqual(
      postings.map((one: any) => one.lead),
      [roof.id]
    )
    const statistics = (await get('/partners/sunco/statistics')).props
    assert.deepEqual(statistics.statistics.byStatus, { sent: 1 })
    assert.equal(statistics.returns.total.sold, 1)
    assert.deepEqual(
      (await get('/partners/sunco/deliveries')).props.deliveries.map((one: any) => one.lead_id),
      [roof.id]
    )
    assert.deepEqual(
      (await get('/profiles')).props.profiles.map((one: any) => one.key),
      ['roof-us']
    )
    const events = (await get('/events/search')).data
    assert.isAbove(events.length, 2)
    assert.deepEqual([...new Set(events.map((one: any) => one.lead))], [roof.id])
    assert.equal((await get(`/events/${events[0].id}`)).id, events[0].id)
    assert.deepEqual((await get('/overview')).props.waiting, { returns: 0, tasks: 0 })

    await tellOfCap(home.id, user.id, 'solar-us')
    await tellOfCap(home.id, user.id, 'roof-us')
    assert.deepEqual(await get('/notifications/unread'), { unread: 1 })
    const { list } = (await get('/notifications')).props
    assert.lengthOf(list.notices, 1)

    const cancel = { reason: 'invalid_phone' }
    const done = await visitor.json('POST', `/deliveries/${roof.delivery}/cancel`, cancel)
    assert.equal(done.status, 204)
    const made = await visitor.json('POST', '/profiles', {
      ...{ key: 'roof-two', name: 'Two', entity: 'roof', price: '1.00' },
      ...{ trigger: 'manual', strategy: { use: 'first_match' }, assignments: [] },
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal((await visitor.json('GET', '/profiles/roof-two/published')).status, 200)
  })

  test('a limit to what is gone shows nothing', async ({ assert }) => {
    const { home, roof } = await twoEntities()
    const { visitor } = await limitedMate(home.id, 'viewer', ['gone'])
    const get = async (path: string) => (await readAll(visitor, 'GET', path)).body
    assert.lengthOf((await get('/leads/search')).data, 0)
    assert.lengthOf((await get('/events/search')).data, 0)
    assert.lengthOf((await get('/profiles')).props.profiles, 0)
    assert.equal((await get('/overview')).props.overview.now.net.amount, '0.00')
    assert.equal((await readAll(visitor, 'GET', `/leads/${roof.id}`)).status, 404)
  })
})
