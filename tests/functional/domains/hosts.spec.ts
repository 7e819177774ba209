import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { addressFor } from '#accounts/domains/address_for'
import { forgetDomains } from '#accounts/domains/domain_book'
import { callbackUrl } from '#distribution/callback_token'
import { PASSWORD, mailsTo } from '#tests/functional/accounts/support/people'
import { invited, ownedAccount } from '#tests/functional/accounts/support/team'
import { FakeDns, prove, raw, someHost, strictly } from '#tests/functional/domains/support'
import { buyerOf } from '#tests/functional/portal/support'
import { makeAccount, makeToken } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'

test.group('hosts', (group) => {
  const dns = new FakeDns()
  group.setup(() => dns.use())
  group.setup(() => strictly())

  test('an unknown host shows nobody, whatever it looks like', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const { host } = await prove(dns, owner.visitor, account.id)
    const port = process.env.PORT
    const status = async (...headers: string[]) => (await raw('/login', headers)).status
    for (const good of [host, host.toUpperCase(), `${host}.`, `${host}:443`])
      assert.notInclude([400, 421], await status('Host', good), good)
    for (const stranger of [`x.${host}`, `${host}.evil.example`, 'evil.example', `evil${host}`])
      assert.equal(await status('Host', stranger), 421, stranger)
    for (const broken of [
      `a@${host}`,
      `${host}/x`,
      `${host}#x`,
      `${host} x`,
      `.${host}`,
      '..',
      '%',
    ])
      assert.equal(await status('Host', broken), 400, broken)
    assert.equal(await status('Host', host, 'Host', 'install.example'), 400)
    for (const own of [`127.0.0.1:${port}`, `localhost:${port}`, 'INSTALL.example', '[::1]:3333'])
      assert.notInclude([400, 421], await status('Host', own), own)
    const page = await raw('/login', ['Host', 'evil.example'])
    assert.notMatch(page.body, new RegExp(`sluice|${account.name}`, 'i'))
  })

  test('a name with letters of its language is the same as its ASCII form', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const begin = `bücher-${Date.now()}`
    const domain = await prove(dns, owner.visitor, account.id, 'app', `${begin}.Straße.example`)
    assert.match(domain.host, /^xn--[a-z0-9-]+\.xn--strae-oqa\.example$/)
    assert.equal((await raw('/health/live', ['Host', domain.host])).status, 200)
    assert.equal((await Visitor.at(domain.host).begin()).status, 200)
  })

  test('health and the API answer by any name', async ({ assert }) => {
    assert.equal((await raw('/health/live', ['Host', 'evil.example'])).status, 200)
    const { token } = await makeAccount()
    const bearer = ['Authorization', `Bearer ${token}`]
    assert.equal((await raw('/api/v1/leads', ['Host', 'evil.example', ...bearer])).status, 200)
  })

  test("a token counts under its own account's domain and its agency's alone", async ({
    assert,
  }) => {
    const [agency, other] = [await ownedAccount(), await ownedAccount()]
    const client = await makeAccount()
    await db.from('accounts').where('id', client.id).update({ parent_id: agency.account.id })
    const mine = await prove(dns, agency.owner.visitor, agency.account.id)
    const theirs = await prove(dns, other.owner.visitor, other.account.id)
    const ask = async (host: string, token: string) =>
      (await raw('/api/v1/leads', ['Host', host, 'Authorization', `Bearer ${token}`])).status
    forgetDomains()
    assert.equal(await ask(mine.host, await makeToken(agency.account.id)), 200)
    assert.equal(await ask(mine.host, client.token), 200)
    assert.equal(await ask(theirs.host, client.token), 401)
  })

  test('people of other accounts are as unknown there as a wrong password', async ({ assert }) => {
    const [home, other] = [await ownedAccount(), await ownedAccount()]
    const { host } = await prove(dns, home.owner.visitor, home.account.id)
    const [wrong, foreign, own] = [Visitor.at(host), Visitor.at(host), Visitor.at(host)]
    const refused = await wrong.signIn(home.owner.user.email, 'not the password at all')
    const stranger = await foreign.signIn(other.owner.user.email, PASSWORD)
    assert.equal(stranger.status, 401)
    assert.deepEqual(stranger.body, refused.body)
    assert.equal((await own.signIn(home.owner.user.email, PASSWORD)).status, 200)
    assert.isTrue(await own.isIn())
  })

  test('a session is worth nothing on another host', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const [one, two] = [
      await prove(dns, owner.visitor, account.id),
      await prove(dns, owner.visitor, account.id),
    ]
    const signedIn = Visitor.at(one.host)
    await signedIn.signIn(owner.user.email, PASSWORD)
    const on = (host: string | null, cookies: Map<string, string>) => {
      const visitor = host ? Visitor.at(host) : new Visitor()
      for (const [name, value] of cookies) visitor.cookies.set(name, value)
      return visitor.page('/settings/security')
    }
    assert.equal((await on(one.host, signedIn.cookies)).status, 200)
    assert.equal((await on(two.host, signedIn.cookies)).location, '/login')
    assert.equal((await on(null, signedIn.cookies)).location, '/login')
    assert.equal((await on(one.host, owner.visitor.cookies)).location, '/login')
    assert.equal((await on(null, owner.visitor.cookies)).status, 200)
  })

  test('a session ends with its domain', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const domain = await prove(dns, owner.visitor, account.id)
    await Visitor.at(domain.host).signIn(owner.user.email, PASSWORD)
    const sessions = () => db.from('user_sessions').where('host', domain.host)
    assert.lengthOf(await sessions(), 1)
    await owner.visitor.json('DELETE', `/settings/domains/${domain.id}`)
    assert.lengthOf(await sessions(), 0)
    assert.equal((await Visitor.at(domain.host).get('/login')).status, 421)
  })

  test('somebody of several accounts sees those of the site alone', async ({ assert }) => {
    const [home, other] = [await ownedAccount(), await ownedAccount()]
    await db.table('memberships').insert({
      ...{ id: `mem_x${Date.now()}`, account_id: other.account.id, role: 'owner' },
      ...{ user_id: home.owner.user.id, created_at: Date.now() },
    })
    const { host } = await prove(dns, other.owner.visitor, other.account.id)
    const visitor = Visitor.at(host)
    await visitor.signIn(home.owner.user.email, PASSWORD)
    const { props } = await visitor.page('/settings/profile')
    assert.equal(props.account.key, other.account.key)
    assert.isNull(props.accounts)
    const chosen = await visitor.json('POST', '/session/account', { account: home.account.key })
    assert.equal(chosen.status, 404)
  })

  test("an agency's domain serves its clients too, a client's its own people only", async ({
    assert,
  }) => {
    const [agency, client, sibling] = [
      await ownedAccount(),
      await ownedAccount(),
      await ownedAccount(),
    ]
    await db
      .from('accounts')
      .whereIn('id', [client.account.id, sibling.account.id])
      .update({ parent_id: agency.account.id })
    const base = await prove(dns, agency.owner.visitor, agency.account.id)
    const status = async (host: string, email: string) =>
      (await Visitor.at(host).signIn(email, PASSWORD)).status
    assert.equal(await status(base.host, client.owner.user.email), 200)
    assert.equal(await addressFor(client.account.id, 'app'), `http://${base.host}:${port()}`)

    const own = await prove(dns, client.owner.visitor, client.account.id)
    assert.equal(await status(own.host, client.owner.user.email), 200)
    assert.equal(await status(own.host, sibling.owner.user.email), 401)
    assert.equal(await addressFor(client.account.id, 'app'), `http://${own.host}:${port()}`)
    assert.equal(await addressFor(sibling.account.id, 'app'), `http://${base.host}:${port()}`)
    const link = callbackUrl(client.account.id, 'dlv_0123456789')
    assert.isTrue(link.startsWith(`http://${own.host}`))
  })

  test('mails lead to the domain of the account, whatever the request said', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const app = await prove(dns, owner.visitor, account.id)
    const { token } = await invited(owner.visitor)
    const mail = await db.from('mails').where('text', 'like', `%${token}%`).firstOrFail()
    assert.include(mail.text, `http://${app.host}:${port()}/invitation/${token}`)

    const guest = Visitor.at('127.0.0.1')
    await guest.begin()
    await guest.submit('/forgot-password', { email: owner.user.email })
    const reset = (await mailsTo(owner.user, 1)).at(-1)!
    assert.include(reset.text, `http://${app.host}:${port()}/reset-password/`)
  })

  test('an invitation is seen on the hosts of its account alone', async ({ assert }) => {
    const [home, other] = [await ownedAccount(), await ownedAccount()]
    const mine = await prove(dns, home.owner.visitor, home.account.id)
    const theirs = await prove(dns, other.owner.visitor, other.account.id)
    const { token } = await invited(home.owner.visitor)
    const seen = async (host: string) =>
      (await Visitor.at(host).page(`/invitation/${token}`)).props.invitation
    assert.equal((await seen(mine.host)).account, home.account.name)
    assert.isNull(await seen(theirs.host))
  })

  test('a portal host has the portal and nothing of the team, and the other way round', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { owner } = await ownedAccount()
    await db.table('memberships').insert({
      ...{ id: `mem_y${Date.now()}`, account_id: id, role: 'owner' },
      ...{ user_id: owner.user.id, created_at: Date.now() },
    })
    await owner.visitor.json('POST', '/session/account', { account: await keyOf(id) })
    const portal = await prove(dns, owner.visitor, id, 'portal')
    const app = await prove(dns, owner.visitor, id, 'app')
    const get = async (host: string, path: string) => Visitor.at(host).get(path)

    assert.equal((await get(portal.host, '/')).location, '/portal')
    for (const path of ['/login', '/overview', '/leads', '/install', '/sign-up', '/metrics'])
      assert.equal((await get(portal.host, path)).status, 404, path)
    for (const path of ['/portal', '/portal/login', '/install', '/sign-up', '/metrics'])
      assert.equal((await get(app.host, path)).status, 404, path)
    assert.equal((await get(portal.host, '/health/live')).status, 200)

    const { email } = await buyerOf(id)
    const elsewhere = await buyerOf((await makeAccount()).id)
    const enter = async (of: string) => {
      const visitor = Visitor.at(portal.host)
      await visitor.get('/portal/session', { accept: 'application/json' })
      return (await visitor.json('POST', '/portal/login', { email: of, password: PASSWORD })).status
    }
    assert.equal(await enter(email), 200)
    assert.equal(await enter(elsewhere.email), 401)
  })

  test('a proxy may get certificates for proven names and the own one', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const { host } = await prove(dns, owner.visitor, account.id)
    const claimed = someHost()
    await owner.visitor.json('POST', '/settings/domains', { host: claimed, use: 'app' })
    const ask = async (domain: string, from = '127.0.0.1') =>
      (
        await fetch(
          `http://${process.env.HOST}:${port()}/internal/domains/allowed?domain=${encodeURIComponent(domain)}`,
          { headers: { 'x-forwarded-for': from } }
        )
      ).status
    assert.equal(await ask(host), 200)
    assert.equal(await ask(host.toUpperCase()), 200)
    assert.equal(await ask('install.example'), 200)
    assert.equal(await ask(claimed), 404)
    assert.equal(await ask('evil.example'), 404)
    assert.equal(await ask(`a@${host}`), 404)
    assert.equal(await ask(host, '10.1.2.3'), 200)
    assert.equal(await ask(host, '203.0.113.9'), 404)
  })
})

const port = () => process.env.PORT
const keyOf = async (id: string) => (await db.from('accounts').where({ id }).firstOrFail()).key
