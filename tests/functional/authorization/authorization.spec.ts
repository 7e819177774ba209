import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { ABILITIES } from '#accounts/abilities'
import { createToken } from '#accounts/create_token'
import type { Role } from '#accounts/models/membership'
import { MAY, ROLES } from '#accounts/permissions'
import { revokeToken } from '#accounts/verify_token'
import { insider } from '#tests/functional/accounts/support/team'
import { BODIES, ENDING, UNPROVEN } from '#tests/functional/authorization/bodies'
import { API_RULES, PAGE_RULES } from '#tests/functional/authorization/declared'
import { addressIn, ask, routesOfApp } from '#tests/functional/authorization/support'
import { type FullAccount, emptyAccount, fullAccount } from '#tests/functional/authorization/world'
import { PORTAL_RULES } from '#tests/functional/portal/routes'
import { FakeDns } from '#tests/functional/domains/support'
import { buyerOf } from '#tests/functional/portal/support'
import { makeToken, startEngine } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'

const isPortal = (pattern: string) => /^\/portal(\/|$)/.test(pattern)
/** At the root are the addresses senders of another system have; they are those of the API. */
const isApi = (pattern: string) => /^\/(api\/v1\/|(intake|leads\/bulk)$)/.test(pattern)
const pages = () => routesOfApp().filter(({ pattern }) => !isPortal(pattern) && !isApi(pattern))
const apiRoutes = () => routesOfApp().filter(({ pattern }) => isApi(pattern))

/** Let in: whatever it answers to what was sent, it is no refusal and no fault. */
const isIn = (status: number) => status < 500 && ![401, 403, 404, 429].includes(status)

/** What differs from the declaration, a line each. */
class Findings {
  readonly lines: string[] = []
  expect(route: string, who: string, status: number, right: boolean, wanted: string) {
    if (!right) this.lines.push(`${route} as ${who}: ${status}, not ${wanted}`)
  }
  refused = (route: string, who: string, status: number, wanted: number) =>
    this.expect(route, who, status, status === wanted, String(wanted))
  let = (route: string, who: string, status: number) =>
    this.expect(route, who, status, isIn(status), 'let in')
}

/** The world, somebody of each role, and those of elsewhere. */
async function everybody() {
  const home = await fullAccount()
  const mates = new Map<Role, Visitor>([['owner', home.owner.visitor]])
  for (const role of ROLES)
    if (role !== 'owner') mates.set(role, (await insider(home.id, role)).visitor)
  const twin = await fullAccount()
  const empty = await emptyAccount()
  const guest = new Visitor()
  await guest.begin()
  const buyers = [
    ['partner', home.seat.buyer],
    ['other partner', (await buyerOf(home.id, 'brightco')).buyer],
    ['partner elsewhere', twin.seat.buyer],
  ] as const
  // With the first cookies of the app, so that who they are is all that keeps them out.
  for (const [, buyer] of buyers) await buyer.get('/session', { accept: 'application/json' })
  const installer = await insider(home.id, 'viewer')
  await db.from('users').where('id', installer.user.id).update({ owns_install: true })
  return { home, mates, twin, empty, guest, buyers, installer: installer.visitor }
}

/** Whoever calls a route that ends their session or their place is somebody of their own. */
const fresh = async (home: FullAccount, line: string, role: Role, visitor: Visitor) =>
  ENDING.has(line) ? (await insider(home.id, role)).visitor : visitor

test.group('Who may do what', (group) => {
  group.setup(() => startEngine())
  group.setup(() => new FakeDns().use())

  test('every route has a declaration, and none is left over', ({ assert }) => {
    const lines = (routes: { line: string }[]) => routes.map(({ line }) => line)
    assert.sameMembers(lines(pages()), Object.keys(PAGE_RULES))
    assert.sameMembers(lines(apiRoutes()), Object.keys(API_RULES))
    const portal = routesOfApp().filter(({ pattern }) => isPortal(pattern))
    assert.sameMembers(
      portal.map(({ name }) => name),
      Object.keys(PORTAL_RULES)
    )
    const all = new Set(lines(routesOfApp()))
    for (const line of [...Object.keys(BODIES), ...ENDING, ...Object.keys(UNPROVEN)])
      assert.isTrue(all.has(line), `${line} is no route any more`)
  })

  test('pages: guest, each role, partners, other accounts', async ({ assert }) => {
    const { home, mates, twin, empty, guest, buyers, installer } = await everybody()
    const missing = (pattern: string) => addressIn(home, pattern, true)
    const found = new Findings()
    for (const { line, method, pattern } of pages()) {
      const rule = PAGE_RULES[line]
      const body = BODIES[line]?.(home)
      const path = addressIn(home, pattern)
      const call = (who: Visitor, to = path) => ask(who, method, to, body)
      if (rule === 'open') {
        const status = await call(guest)
        found.expect(line, 'guest', status, ![401, 403].includes(status), 'open')
        continue
      }
      found.refused(line, 'guest', await call(guest), 401)
      for (const [who, buyer] of buyers) found.refused(line, who, await call(buyer), 401)
      if (rule === 'install') {
        for (const [role, visitor] of mates) found.refused(line, role, await call(visitor), 404)
        // Without a thing in the address: what is not there is a 404 for its owner too.
        if (!pattern.includes(':')) found.let(line, 'owner of the install', await call(installer))
        continue
      }
      const [needed, own] = rule.split(/ (?=own$)/)
      for (const [role, visitor] of mates) {
        const may = roles(needed).includes(role)
        if (!may) found.refused(line, role, await call(visitor), 403)
        else if (!own) found.let(line, role, await call(await fresh(home, line, role, visitor)))
        else if (role !== 'owner')
          found.refused(line, `${role}, nothing`, await call(visitor, missing(pattern)), 404)
      }
      if (!own) continue
      found.refused(line, 'owner elsewhere', await call(empty.owner.visitor), 404)
      // The same keys in another account: an id of the first is none there.
      if (/:(id|payment|file|logo)/.test(pattern))
        found.refused(line, 'owner of a twin', await call(twin.owner.visitor), 404)
      const status = await call(await fresh(home, line, 'owner', mates.get('owner')!))
      if (!UNPROVEN[line]) found.let(line, 'owner', status)
    }
    assert.deepEqual(found.lines, [])
  }).timeout(300_000)

  test('API: no token, each ability, a revoked token, other accounts, people', async ({
    assert,
  }) => {
    const { home, twin, empty, buyers } = await everybody()
    const tokens = new Map<string, string>()
    for (const ability of ABILITIES) tokens.set(ability, await makeToken(home.id, [ability]))
    const whole = await makeToken(home.id)
    const revoked = await createToken(home.id, 'gone', ABILITIES, null)
    if (!revoked.ok) throw new Error('no token')
    await revokeToken(home.id, revoked.value.row.id)
    const expired = await makeToken(home.id, ABILITIES, Date.now() + 1)
    const found = new Findings()
    for (const { line, method, pattern } of apiRoutes()) {
      const rule = API_RULES[line]
      const body = BODIES[line]?.(home)
      const path = addressIn(home, pattern)
      const call = (who: Visitor | string | null, to = path) => ask(who, method, to, body)
      if (rule === 'open') {
        const status = await call(null)
        found.expect(line, 'nobody', status, ![401, 403].includes(status), 'open')
        continue
      }
      found.refused(line, 'no token', await call(null), 401)
      found.refused(line, 'revoked token', await call(revoked.value.token), 401)
      found.refused(line, 'expired token', await call(expired), 401)
      found.refused(line, 'somebody signed in', await call(home.owner.visitor), 401)
      found.refused(line, 'partner', await call(buyers[0][1]), 401)
      const [needed, own] = rule.split(/ (?=own$)/)
      const may = needed.split(' or ')
      const to = own ? addressIn(home, pattern, true) : path
      for (const [ability, token] of tokens) {
        if (!may.includes(ability)) found.refused(line, ability, await call(token), 403)
        else if (own) found.refused(line, `${ability}, nothing`, await call(token, to), 404)
        else found.let(line, ability, await call(token))
      }
      if (!own) continue
      found.refused(line, 'token elsewhere', await call(empty.token), 404)
      if (/:(id|payment|file)/.test(pattern))
        found.refused(line, 'token of a twin', await call(twin.token), 404)
      const status = await call(whole)
      if (!UNPROVEN[line]) found.let(line, 'its account', status)
    }
    assert.deepEqual(found.lines, [])
  }).timeout(300_000)

  test('the portal knows no role of the team', async ({ assert }) => {
    const { home, mates } = await everybody()
    const found = new Findings()
    for (const [role, visitor] of mates) {
      await visitor.get('/portal/session', { accept: 'application/json' })
      for (const { line, name, method, pattern } of routesOfApp()) {
        if (!isPortal(pattern) || PORTAL_RULES[name] === 'open') continue
        const path = addressIn(home, pattern)
        found.refused(line, role, await ask(visitor, method, path, {}), 401)
      }
    }
    assert.deepEqual(found.lines, [])
  })
})

function roles(needed: string): readonly Role[] {
  if (needed === 'team' || needed === 'signed in') return ROLES
  if (needed === 'owner') return ['owner']
  return MAY[needed as keyof typeof MAY]
}
