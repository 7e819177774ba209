import db from '@adonisjs/lucid/services/db'
import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { addDomain } from '#accounts/domains/domains'
import { claimInstall } from '#accounts/install/owners'
import { sayCheck } from '#http/install/check_words'
import { judgeInstall } from '#http/install/judge_install'
import { lookAtInstall } from '#http/install/look_at_install'
import { ownedAccount } from '#tests/functional/accounts/support/team'
import { someHost } from '#tests/functional/domains/support'
import env from '#start/env'

/** Somebody who owns the install; nobody else does. */
async function installOwner() {
  const made = await ownedAccount()
  await db.from('users').update({ owns_install: false })
  await db.from('users').where('id', made.owner.user.id).update({ owns_install: true })
  return { ...made, visitor: made.owner.visitor }
}
const owns = async (id: string) =>
  Boolean((await db.from('users').where({ id }).firstOrFail()).owns_install)

test.group('the install as a whole', () => {
  test('its pages are there for its owner alone', async ({ assert }) => {
    const { visitor } = await installOwner()
    const other = await ownedAccount()
    for (const path of ['/install', '/install/accounts']) {
      assert.equal((await visitor.page(path)).status, 200, path)
      assert.equal((await other.owner.visitor.get(path)).status, 404, path)
    }
    const page = (await visitor.page('/install')).props
    assert.isTrue(page.ownsInstall)
    assert.isTrue(page.owners[0].self)
    assert.isFalse((await other.owner.visitor.page('/settings/profile')).props.ownsInstall)
  })

  test('the first login with an account owns it, later ones do not', async ({ assert }) => {
    const [first, second] = [await ownedAccount(), await ownedAccount()]
    await db.from('users').update({ owns_install: false })
    await db.transaction((trx) => claimInstall(trx, first.owner.user.id))
    await db.transaction((trx) => claimInstall(trx, second.owner.user.id))
    assert.deepEqual(
      [await owns(first.owner.user.id), await owns(second.owner.user.id)],
      [true, false]
    )
  })

  test('account:create gives it to the owner of the first account', async ({ assert }) => {
    await db.from('users').update({ owns_install: false })
    const key = `first-${Date.now()}`
    const made = await ace.exec('account:create', [key, '--owner', `${key}@install.example`])
    made.assertSucceeded()
    const user = await db.from('users').where('email', `${key}@install.example`).firstOrFail()
    assert.isTrue(Boolean(user.owns_install))
  })

  test('owners are added by their login, and the last one stays', async ({ assert }) => {
    const { visitor, owner } = await installOwner()
    const other = await ownedAccount()
    const put = async (email: string, gives: boolean) =>
      (await visitor.json('PUT', '/install/owners', { email, owns: gives })).status
    assert.equal(await put('nobody@nowhere.example', true), 422)
    assert.equal(await put(owner.user.email, false), 409)
    assert.equal(await put(other.owner.user.email.toUpperCase(), true), 204)
    assert.equal(await put(owner.user.email, false), 204)
    assert.equal((await visitor.get('/install')).status, 404)
    assert.equal((await other.owner.visitor.page('/install')).status, 200)
  })

  test('install:owner does the same on the command line', async ({ assert }) => {
    const { owner } = await installOwner()
    const other = await ownedAccount()
    const off = await ace.exec('install:owner', [owner.user.email, '--off'])
    assert.equal(off.exitCode, 1)
    const on = await ace.exec('install:owner', [other.owner.user.email])
    on.assertSucceeded()
    assert.isTrue(await owns(other.owner.user.id))
    assert.equal((await ace.exec('install:owner', ['nobody@nowhere.example'])).exitCode, 1)
  })

  test('opens and closes sign-ups, unless the environment says it', async ({ assert, cleanup }) => {
    const { visitor } = await installOwner()
    const turn = async (open: boolean) =>
      (await visitor.json('PUT', '/install/sign-up', { open })).status
    assert.equal(await turn(false), 409)
    const before = env.get('SIGN_UP')
    env.set('SIGN_UP', undefined as never)
    delete process.env.SIGN_UP
    cleanup(() => env.set('SIGN_UP', before!))
    const there = async () => (await visitor.page('/accounts/new')).status
    assert.equal(await there(), 404)
    assert.equal(await turn(true), 204)
    assert.equal(await there(), 200)
    assert.equal(await turn(false), 204)
    assert.equal(await there(), 404)
  })

  test('finds accounts by name and key, and makes agencies', async ({ assert }) => {
    const { visitor } = await installOwner()
    const { account } = await ownedAccount()
    const host = someHost()
    await addDomain(account.id, { host, use: 'app' }, { actor: 'user:test', now: Date.now() })
    await db.from('domains').where({ host }).update({ status: 'verified', verified_at: 1 })
    const find = async (search: string) =>
      (await visitor.page(`/install/accounts?search=${encodeURIComponent(search)}`)).props.list
    const found = await find(account.key.toUpperCase())
    assert.equal(found.total, 1)
    assert.include(found.accounts[0], { id: account.id, agency: false, people: 1 })
    assert.deepEqual(found.accounts[0].domains, [host])
    assert.equal((await find('%')).total, 0)

    const path = `/install/accounts/${account.id}/agency`
    assert.equal((await visitor.json('PUT', path, { agency: true })).status, 204)
    assert.isTrue((await find(account.key)).accounts[0].agency)
    const client = await ownedAccount()
    await db.from('accounts').where('id', client.account.id).update({ parent_id: account.id })
    assert.equal((await visitor.json('PUT', path, { agency: false })).status, 422)
  })

  test('what it needs is looked at, in the language of the reader', async ({ assert }) => {
    const { visitor, owner } = await installOwner()
    const { checks } = (await visitor.json('GET', '/install/checks')).body
    const of = (id: string) => checks.find((one: { id: string }) => one.id === id)
    for (const id of ['node', 'database', 'migrations', 'storage', 'browser'])
      assert.equal(of(id).state, 'ok', `${id}: ${of(id).text}`)
    assert.equal(of('key').state, 'warn')
    await db.from('users').where('id', owner.user.id).update({ locale: 'de' })
    const german = (await visitor.json('GET', '/install/checks')).body.checks
    assert.isTrue(german.some(({ title }: { title: string }) => title === 'Datenbank'))
  }).timeout(60_000)

  test('what is broken is said with its remedy', async ({ assert }) => {
    const seen = await lookAtInstall()
    const said = judgeInstall({
      ...seen,
      storage: { ...seen.storage, error: 'EACCES' },
      workers: { external: true, seen: 0 },
    })
      .filter(({ state }) => state === 'bad')
      .map((check) => sayCheck(check, 'en').text)
    assert.lengthOf(said, 2)
    assert.match(said[0], /cannot be written \(EACCES\)\. Give the user/)
    assert.match(said[1], /queue:work/)
  })
})
