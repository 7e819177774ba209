import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { PASSWORD as TEAM_PASSWORD, makePerson } from '#tests/functional/accounts/support/people'
import {
  Buyer,
  PASSWORD,
  buyerOf,
  invited,
  someEmail,
  tokenFor,
} from '#tests/functional/portal/support'
import { codeBefore, codeOf } from '#tests/helpers/authenticator'
import { makeAccount } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'

test.group('Portal: people', () => {
  test('an operator invites; the link works once, and opens that partner alone', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { user } = await makePerson({}, { accountId: id, role: 'operator' })
    const operator = new Visitor()
    await operator.signIn(user.email, TEAM_PASSWORD)
    const email = someEmail()
    const made = await operator.json('POST', '/partners/sunco/people', { email, role: 'owner' })
    assert.equal(made.status, 201)
    const again = await operator.json('POST', '/partners/sunco/people', { email, role: 'owner' })
    assert.equal(again.status, 409)

    const token = await tokenFor(made.body.id, 'invitation')
    const buyer = new Buyer()
    await buyer.begin()
    const page = await buyer.page(`/portal/invitation/${token}`)
    assert.containsSubset(page.props.invitation, { email, partner: 'SunCo', known: false })
    const weak = await buyer.submit(`/portal/invitation/${token}`, { password: 'short' })
    assert.equal(weak.location, `/portal/invitation/${token}`)
    assert.isFalse(await buyer.isIn())
    const accepted = await buyer.submit(`/portal/invitation/${token}`, { password: PASSWORD })
    assert.equal(accepted.location, '/portal/leads')
    assert.isTrue(await buyer.isIn())
    const home = await buyer.page('/portal/leads')
    assert.containsSubset(home.props.portal, { partner: 'SunCo', owner: true })

    const thief = new Buyer()
    await thief.begin()
    assert.isNull((await thief.page(`/portal/invitation/${token}`)).props.invitation)
    await thief.submit(`/portal/invitation/${token}`, { password: PASSWORD })
    assert.isFalse(await thief.isIn())

    const { people } = (await operator.json('GET', '/partners/sunco/people')).body
    assert.containsSubset(people, [{ email, role: 'owner', status: 'active' }])
    const events = await db.from('events').where('account_id', id).where('type', 'like', 'portal.%')
    assert.sameMembers(
      events.map(({ type, actor }) => `${type} ${actor}`),
      [
        `portal.invited user:${user.email}`,
        `portal.joined partner:${email}`,
        `portal.signed_in partner:${email}`,
      ]
    )
  })

  test('an invitation that ran out, was replaced or taken back opens nothing', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { user } = await makePerson({}, { accountId: id })
    const operator = new Visitor()
    await operator.signIn(user.email, TEAM_PASSWORD)
    const buyer = new Buyer()
    await buyer.begin()
    const invitation = async (token: string) =>
      (await buyer.page(`/portal/invitation/${token}`)).props.invitation

    const old = await invited(id, 'sunco')
    await db
      .from('portal_seats')
      .where('id', old.seat.id)
      .update({ invite_expires_at: Date.now() - 1 })
    assert.isNull(await invitation(old.token))
    await operator.json('POST', `/partners/sunco/people/${old.seat.id}/again`)
    const fresh = await tokenFor(old.seat.id, 'invitation', 2)
    assert.notEqual(fresh, old.token)
    assert.isNull(await invitation(old.token))
    assert.isNotNull(await invitation(fresh))
    await operator.json('DELETE', `/partners/sunco/people/${old.seat.id}`)
    assert.isNull(await invitation(fresh))
  })

  test('somebody paused or removed is out with the next request', async ({ assert }) => {
    const { id } = await makeAccount()
    const owner = await buyerOf(id)
    const member = await buyerOf(id, 'sunco', 'member')
    const path = `/portal/people/${member.seat.id}`
    assert.equal((await member.buyer.json('POST', `${path}/pause`, { paused: true })).status, 403)
    await owner.buyer.json('POST', `${path}/pause`, { paused: true })
    assert.equal((await member.buyer.json('GET', '/portal/leads/search')).status, 401)
    assert.equal((await member.buyer.enter(member.email)).status, 401)
    await owner.buyer.json('POST', `${path}/pause`, { paused: false })
    assert.equal((await member.buyer.enter(member.email)).status, 200)
    assert.equal((await member.buyer.json('GET', '/portal/leads/search')).status, 200)
    await owner.buyer.json('DELETE', path)
    assert.equal((await member.buyer.json('GET', '/portal/leads/search')).status, 401)
    const own = `/portal/people/${owner.seat.id}`
    assert.equal((await owner.buyer.json('DELETE', own)).status, 409)
  })

  test('unknown people and wrong passwords are answered alike, and doors shut', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { email } = await buyerOf(id)
    const said = async (who: string) => {
      const { status, body } = await new Buyer().enter(who, 'not the password')
      return { status, body }
    }
    const wrong = await said(email)
    assert.equal(wrong.status, 401)
    assert.deepEqual(await said(someEmail()), wrong)
    const visitor = new Buyer()
    const tries: number[] = []
    for (let i = 0; i < 6; i++) tries.push((await visitor.enter(email, 'no, not this')).status)
    assert.deepEqual(tries, [401, 401, 401, 401, 401, 429])
    assert.equal((await new Buyer().enter(email)).status, 200)
  })

  test('a password is set anew by mail, and ends every session', async ({ assert }) => {
    const { id } = await makeAccount()
    const { buyer, email } = await buyerOf(id)
    const other = new Buyer()
    await other.begin()
    const known = await other.submit('/portal/forgot-password', { email })
    const unknown = await other.submit('/portal/forgot-password', { email: someEmail() })
    assert.deepEqual([known.status, known.location], [unknown.status, unknown.location])
    const user = await db.from('portal_users').where('email', email).firstOrFail()
    const token = await tokenFor(user.id, 'reset-password')
    const password = 'seven kettles over a maple'
    const set = await other.submit(`/portal/reset-password/${token}`, { password })
    assert.equal(set.location, '/portal/login')
    assert.isFalse(await buyer.isIn())
    assert.equal((await other.enter(email)).status, 401)
    assert.equal((await other.enter(email, password)).status, 200)
    // A token of the portal is none of the team's.
    await other.submit('/portal/forgot-password', { email })
    const next = await tokenFor(user.id, 'reset-password', 2)
    const team = new Visitor()
    assert.isNull((await team.page(`/reset-password/${next}`)).props.email)
  })

  test('a second factor is asked for, also by somebody who accepts another invitation', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { buyer, email } = await buyerOf(id)
    const path = '/portal/settings/security/second-factor'
    const { secret } = (await buyer.json('POST', path)).body
    const on = await buyer.json('POST', `${path}/confirm`, { code: await codeBefore(secret) })
    assert.lengthOf(on.body.codes, 10)

    const other = new Buyer()
    assert.deepEqual((await other.enter(email)).body, { second_factor: true })
    assert.isFalse(await other.isIn())
    const { token } = await invited((await makeAccount()).id, 'brightco', email)
    await other.begin()
    const accepted = await other.submit(`/portal/invitation/${token}`, { password: PASSWORD })
    assert.equal(accepted.location, '/portal/login/second-factor')
    assert.isFalse(await other.isIn())
    assert.equal((await other.enter(email, PASSWORD, { code: codeOf(secret) })).status, 200)
    const { props } = await other.page('/portal/leads')
    assert.lengthOf(props.houses, 2)
    const [, second] = props.houses
    await other.submit('/portal/seat', { seat: second.seat })
    assert.equal((await other.page('/portal/leads')).props.portal.partner, second.partner)
    assert.equal((await other.json('POST', '/portal/seat', { seat: 'pst_none' })).status, 404)
  })

  test('the team and the portal do not open each other, and one browser may be in both', async ({
    assert,
  }) => {
    const { id } = await makeAccount()
    const { user } = await makePerson({}, { accountId: id })
    const { buyer, email } = await buyerOf(id)
    assert.equal((await buyer.json('GET', '/leads/search')).status, 401)
    assert.equal((await new Visitor().signIn(email, PASSWORD)).status, 401)
    assert.equal((await new Buyer().enter(user.email, TEAM_PASSWORD)).status, 401)

    const both = new Visitor()
    await both.signIn(user.email, TEAM_PASSWORD)
    await both.get('/portal/session', { accept: 'application/json' })
    await both.json('POST', '/portal/login', { email, password: PASSWORD })
    const team = await both.get('/session', { accept: 'application/json' })
    const portal = await both.get('/portal/session', { accept: 'application/json' })
    assert.deepEqual([team.body.user.email, portal.body.user.email], [user.email, email])

    // Each cookie under the other's name is nobody's.
    const swapped = new Visitor()
    for (const [name, value] of both.cookies) swapped.cookies.set(name, value)
    swapped.cookies.set('session', both.cookies.get('portal_session')!)
    swapped.cookies.set('portal_session', both.cookies.get('session')!)
    assert.equal((await swapped.json('GET', '/leads/search')).status, 401)
    assert.equal((await swapped.json('GET', '/portal/leads/search')).status, 401)
  })
})
