import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { PASSWORD, makePerson } from '#tests/functional/accounts/support/people'
import {
  invited,
  insider,
  ownedAccount,
  someEmail,
  teamHistory,
} from '#tests/functional/accounts/support/team'
import { codeBefore, codeOf } from '#tests/helpers/authenticator'
import { Visitor } from '#tests/helpers/visitor'

const open = async () => {
  const visitor = new Visitor()
  await visitor.begin()
  return visitor
}
const accountSeen = async (visitor: Visitor): Promise<string | undefined> =>
  (await visitor.page('/settings/profile')).props?.account?.key
const factor = '/settings/security/second-factor'

test.group('Joining a team', () => {
  test('somebody new gives a name and a password, is in, and the link is used up', async ({
    assert,
  }) => {
    const { account, owner } = await ownedAccount()
    const { email, token } = await invited(owner.visitor, someEmail(), 'finance')
    const visitor = await open()
    const path = `/invitation/${token}`
    const { props, headers } = await visitor.page(path)
    assert.deepEqual(props.invitation, {
      ...{ email, role: 'finance', account: account.name, known: false },
    })
    assert.equal(headers.get('referrer-policy'), 'same-origin')

    for (const values of [
      { name: 'Fay', password: 'short' },
      { name: 'Fay', password: email },
      { password: PASSWORD },
    ])
      assert.equal((await visitor.submit(path, values)).location, path)
    assert.isFalse(await visitor.isIn())
    const joined = await visitor.submit(path, { name: ' Fay Figures ', password: PASSWORD })
    assert.equal(joined.location, '/overview')
    assert.equal(await accountSeen(visitor), account.key)
    const { props: page } = await visitor.page('/settings/profile')
    assert.deepInclude(page, { role: 'finance', email })
    assert.equal(page.profile.name, 'Fay Figures')

    const thief = await open()
    assert.isNull((await thief.page(path)).props.invitation)
    await thief.submit(path, { name: 'Thief', password: PASSWORD })
    assert.isFalse(await thief.isIn())
    assert.deepEqual((await teamHistory(account.id)).slice(1), [
      `user:${email} created team.${email} null finance`,
    ])
    // The login is one like any other.
    assert.equal((await new Visitor().signIn(email, PASSWORD)).status, 200)
  })

  test('of two who use one link at once one comes in', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const { email, token } = await invited(owner.visitor)
    const visitors = [await open(), await open(), await open()]
    await Promise.all(
      visitors.map((one, i) =>
        one.submit(`/invitation/${token}`, { name: `N${i}`, password: PASSWORD })
      )
    )
    const inside = await Promise.all(visitors.map((one) => one.isIn()))
    assert.lengthOf(inside.filter(Boolean), 1)
    const members = await db
      .from('memberships')
      .join('users', 'users.id', 'memberships.user_id')
      .where({ 'memberships.account_id': account.id, 'users.email': email })
    assert.lengthOf(members, 1)
  })

  test('a link that ran out, is wrong or is for another purpose opens nothing', async ({
    assert,
  }) => {
    const { owner } = await ownedAccount()
    const { id, token } = await invited(owner.visitor)
    await db
      .from('team_invitations')
      .where({ id })
      .update({ expires_at: Date.now() - 1 })
    const visitor = await open()
    for (const one of [token, 'none', '%00', 'x'.repeat(500)]) {
      const { status, props } = await visitor.page(`/invitation/${one}`)
      if (status === 200) assert.isNull(props.invitation, one)
      else assert.equal(status, 404, one)
    }
    await visitor.submit(`/invitation/${token}`, { name: 'Late', password: PASSWORD })
    assert.isFalse(await visitor.isIn())
    assert.isNull((await visitor.page(`/portal/invitation/${token}`)).props.invitation)
    assert.isNull((await visitor.page(`/reset-password/${token}`)).props.email)
  })

  test('links are not guessed without end', async ({ assert }) => {
    const { owner } = await ownedAccount()
    const { token } = await invited(owner.visitor)
    const visitor = await open()
    for (let i = 0; i < 30; i++) await visitor.page(`/invitation/guess-${i}`)
    assert.isNull((await visitor.page(`/invitation/${token}`)).props.invitation)
    const { status } = await visitor.json('POST', `/invitation/${token}`, {
      ...{ name: 'G', password: PASSWORD },
    })
    assert.equal(status, 429)
    assert.isNotNull((await (await open()).page(`/invitation/${token}`)).props.invitation)
  })

  test('somebody with a login gives its password, and works in the new account then', async ({
    assert,
  }) => {
    const { account, owner } = await ownedAccount()
    const { user } = await makePerson()
    const { token } = await invited(owner.visitor, user.email, 'viewer')
    const visitor = await open()
    const path = `/invitation/${token}`
    assert.isTrue((await visitor.page(path)).props.invitation.known)
    // Neither a wrong password nor a new one opens a login there is.
    for (const password of ['not the password', 'five maples over a kettle'])
      await visitor.submit(path, { name: 'Thief', password })
    assert.isFalse(await visitor.isIn())
    await visitor.submit(path, { password: PASSWORD })
    assert.equal(await accountSeen(visitor), account.key)
    assert.equal((await visitor.page('/settings/profile')).props.role, 'viewer')
    assert.lengthOf((await visitor.page('/settings/profile')).props.accounts, 2)
  })

  test('a second factor is asked for before somebody joins', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const { user } = await makePerson()
    const before = new Visitor()
    await before.signIn(user.email, PASSWORD)
    const { secret } = (await before.json('POST', factor)).body
    await before.json('POST', `${factor}/confirm`, { code: await codeBefore(secret) })

    const { token } = await invited(owner.visitor, user.email)
    const visitor = await open()
    const path = `/invitation/${token}`
    const asked = await visitor.submit(path, { password: PASSWORD })
    assert.equal(asked.location, '/login/second-factor')
    assert.isFalse(await visitor.isIn())
    assert.isNotNull((await visitor.page(path)).props.invitation)
    const code = await visitor.submit('/login/second-factor', { code: codeOf(secret) })
    assert.equal(code.location, path)
    assert.equal((await visitor.page(path)).props.signedInAs, user.email)
    assert.equal((await visitor.submit(path, {})).location, '/overview')
    assert.equal(await accountSeen(visitor), account.key)
  })

  test('whoever is signed in joins with one press; an invitation of somebody else is not theirs', async ({
    assert,
  }) => {
    const { account, owner } = await ownedAccount()
    const other = await ownedAccount()
    const { token } = await invited(owner.visitor, other.owner.user.email, 'admin')
    const thief = await insider(other.account.id, 'admin')
    await thief.visitor.submit(`/invitation/${token}`, { name: 'Thief', password: PASSWORD })
    assert.isNull((await thief.visitor.page('/settings/profile')).props.accounts)
    await other.owner.visitor.submit(`/invitation/${token}`, {})
    assert.equal(await accountSeen(other.owner.visitor), account.key)
  })
})

test.group('Several accounts of one login', () => {
  /** Somebody who owns one account and views another. */
  async function ofTwo() {
    const [first, second] = [await ownedAccount(), await ownedAccount()]
    const { token } = await invited(second.owner.visitor, first.owner.user.email, 'viewer')
    const { visitor, user } = first.owner
    await visitor.submit(`/invitation/${token}`, {})
    await visitor.json('POST', '/session/account', { account: first.account.key })
    return { first, second, visitor, user }
  }

  test('are switched between; each knows its own role', async ({ assert }) => {
    const { first, second, visitor, user } = await ofTwo()
    assert.equal(await accountSeen(visitor), first.account.key)
    const { props } = await visitor.page('/settings/profile')
    assert.sameDeepMembers(props.accounts, [
      { key: first.account.key, name: first.account.name },
      { key: second.account.key, name: second.account.name },
    ])
    assert.equal((await visitor.page('/settings/team')).status, 200)
    const chosen = await visitor.json('POST', '/session/account', { account: second.account.key })
    assert.equal(chosen.status, 204)
    assert.equal(await accountSeen(visitor), second.account.key)
    assert.equal((await visitor.page('/settings/team')).status, 403)
    // A device of its own stands where it began.
    const phone = new Visitor()
    await phone.signIn(user.email, PASSWORD)
    assert.equal(await accountSeen(phone), first.account.key)
  })

  test('one somebody does not belong to is as one that is not there', async ({ assert }) => {
    const { first, visitor } = await ofTwo()
    const stranger = await ownedAccount()
    const tried = async (account: string) => {
      const { status, body } = await visitor.json('POST', '/session/account', { account })
      return { status, detail: body.detail }
    }
    const foreign = await tried(stranger.account.key)
    assert.equal(foreign.status, 404)
    assert.deepEqual(foreign, await tried('no-such-account'))
    assert.equal(await accountSeen(visitor), first.account.key)
  })

  test('a switch needs the token of the session', async ({ assert }) => {
    const { first, second, visitor } = await ofTwo()
    const token = visitor.cookies.get('XSRF-TOKEN')!
    visitor.cookies.delete('XSRF-TOKEN')
    const forged = await visitor.json('POST', '/session/account', { account: second.account.key })
    assert.equal(forged.status, 401)
    visitor.cookies.set('XSRF-TOKEN', token)
    assert.equal(await accountSeen(visitor), first.account.key)
  })

  test('a page of the account before is refused, in another tab as well', async ({ assert }) => {
    const { first, second, visitor } = await ofTwo()
    await visitor.json('POST', '/session/account', { account: second.account.key })
    const asked = (method: string, path: string, key: string, values?: object) =>
      visitor.send(method, path, {
        values,
        headers: { 'accept': 'application/json', 'x-account': key },
      })
    const old = await asked('PUT', '/settings/profile', first.account.key, { name: 'Old Tab' })
    assert.equal(old.status, 409)
    assert.equal(old.body.reason, 'other_account')
    assert.equal((await asked('GET', '/leads/search', first.account.key)).status, 409)
    const now = await asked('PUT', '/settings/profile', second.account.key, { name: 'New Tab' })
    assert.equal(now.status, 200)
    const visit = await visitor.get('/partners', {
      'x-inertia': 'true',
      'x-account': first.account.key,
    })
    assert.equal(visit.status, 409)
    assert.equal(visit.headers.get('x-inertia-location'), '/partners')
  })

  test('whoever is removed from the one in use is not slid into another by a request', async ({
    assert,
  }) => {
    const { first, second, visitor, user } = await ofTwo()
    await visitor.json('POST', '/session/account', { account: second.account.key })
    assert.equal(await accountSeen(visitor), second.account.key)
    const { props } = await second.owner.visitor.page('/settings/team')
    const { id } = props.members.find(({ email }: { email: string }) => email === user.email)
    await second.owner.visitor.json('DELETE', `/settings/team/${id}`)
    assert.equal((await visitor.json('POST', '/settings/team/leave', {})).status, 403)
    assert.equal((await visitor.json('PUT', '/settings/profile', { name: 'x' })).status, 403)
    assert.equal((await visitor.page('/partners')).location, '/overview')
    assert.equal(await accountSeen(visitor), first.account.key)
  })

  test('somebody else who signs in in the same browser begins in an account of their own', async ({
    assert,
  }) => {
    const { visitor } = await ofTwo()
    const next = await ownedAccount()
    await db.from('user_sessions').delete()
    assert.equal((await visitor.signIn(next.owner.user.email, PASSWORD)).status, 200)
    assert.equal(await accountSeen(visitor), next.account.key)
  })
})
