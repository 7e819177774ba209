import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import { makePerson } from '#tests/functional/accounts/support/people'
import {
  insider,
  invitationMails,
  invited,
  linkOf,
  ownedAccount,
  roleOf,
  someEmail,
  teamHistory,
} from '#tests/functional/accounts/support/team'
import { newAccount } from '#tests/functional/blueprint/new_account'

const PATH = '/settings/team'

test.group('The team of an account', () => {
  test('is listed with role, since when and when they were last here', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const { user } = await makePerson(
      { name: 'Vera View' },
      { accountId: account.id, role: 'viewer' }
    )
    const { props } = await owner.visitor.page(PATH)
    assert.deepEqual(
      props.members.map(({ name, email, role, self }: Record<string, unknown>) => ({
        ...{ name, email, role, self },
      })),
      [
        { name: null, email: owner.user.email, role: 'owner', self: true },
        { name: 'Vera View', email: user.email, role: 'viewer', self: false },
      ]
    )
    assert.match(props.members[0].since, /^\d{4}-\d\d-\d\dT/)
    // The visit before this one was noted; who never came has none.
    const { props: again } = await owner.visitor.page(PATH)
    assert.closeTo(Date.parse(again.members[0].seen_at), Date.now(), 60_000)
    assert.isNull(again.members[1].seen_at)
  })

  test('is for owners and admins alone', async ({ assert }) => {
    const { account } = await ownedAccount()
    const roles: Role[] = ['operator', 'finance', 'viewer']
    for (const role of roles) {
      const { visitor } = await insider(account.id, role)
      assert.equal((await visitor.json('GET', PATH)).status, 403, role)
      const wish = { email: someEmail(), role: 'viewer' }
      assert.equal((await visitor.json('POST', `${PATH}/invitations`, wish)).status, 403, role)
    }
    const admin = await insider(account.id, 'admin')
    assert.deepEqual((await admin.visitor.page(PATH)).props.gives, [
      'admin',
      'operator',
      'finance',
      'viewer',
    ])
  })

  test('a role is changed and somebody removed, out with the next request; the history has both', async ({
    assert,
  }) => {
    const { account, owner } = await ownedAccount()
    const mate = await insider(account.id, 'viewer')
    const raised = await owner.visitor.json('PUT', `${PATH}/${mate.id}`, { role: 'admin' })
    assert.equal(raised.status, 204)
    assert.equal((await mate.visitor.page(PATH)).status, 200)

    assert.equal((await owner.visitor.json('DELETE', `${PATH}/${mate.id}`)).status, 204)
    assert.equal((await mate.visitor.json('GET', '/leads/search')).status, 403)
    assert.equal((await mate.visitor.page('/overview')).location, '/overview')
    assert.equal((await mate.visitor.page('/overview')).location, '/no-account')
    const page = await mate.visitor.page('/no-account')
    assert.equal(page.props.email, mate.user.email)
    assert.equal((await mate.visitor.json('PUT', '/settings/profile', { name: 'x' })).status, 403)
    assert.equal((await mate.visitor.submit('/logout', {})).location, '/login')
    assert.deepEqual(await teamHistory(account.id), [
      `user:${owner.user.email} updated team.${mate.user.email} viewer admin`,
      `user:${owner.user.email} deleted team.${mate.user.email} admin null`,
    ])
  })

  test('only an owner makes or unmakes an owner', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const [admin, mate] = [await insider(account.id, 'admin'), await insider(account.id, 'viewer')]
    const ask = async (method: string, path: string, body?: object) =>
      (await admin.visitor.json(method, `${PATH}${path}`, body)).status
    assert.equal(await ask('PUT', `/${mate.id}`, { role: 'owner' }), 403)
    assert.equal(await ask('PUT', `/${admin.id}`, { role: 'owner' }), 403)
    assert.equal(await ask('PUT', `/${owner.id}`, { role: 'viewer' }), 403)
    assert.equal(await ask('DELETE', `/${owner.id}`), 403)
    assert.equal(await ask('POST', '/invitations', { email: someEmail(), role: 'owner' }), 403)
    const asked = await invited(owner.visitor, someEmail(), 'owner')
    assert.equal(await ask('POST', `/invitations/${asked.id}/again`), 403)
    assert.equal(await ask('DELETE', `/invitations/${asked.id}`), 403)
    assert.equal(await roleOf(owner.id), 'owner')
    assert.equal(await roleOf(mate.id), 'viewer')
    assert.equal(await ask('PUT', `/${mate.id}`, { role: 'finance' }), 204)
    assert.equal(await ask('PUT', `/${mate.id}`, { role: 'chief' }), 422)
    const made = await owner.visitor.json('PUT', `${PATH}/${mate.id}`, { role: 'owner' })
    assert.equal(made.status, 204)
    assert.equal(await roleOf(mate.id), 'owner')
  })

  test('the last owner stays, whichever way they are to go', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    for (const [method, path, body] of [
      ['PUT', `/${owner.id}`, { role: 'admin' }],
      ['DELETE', `/${owner.id}`, undefined],
      ['POST', '/leave', {}],
    ] as const) {
      const { status, body: told } = await owner.visitor.json(method, `${PATH}${path}`, body)
      assert.equal(status, 409, method)
      assert.match(told.detail, /needs an owner/)
    }
    const second = await insider(account.id, 'owner')
    assert.equal((await owner.visitor.json('POST', `${PATH}/leave`, {})).status, 204)
    assert.isNull(await roleOf(owner.id))
    assert.equal((await second.visitor.json('POST', `${PATH}/leave`, {})).status, 409)
  })

  test('of owners who all go at the same moment one is left, every time', async ({ assert }) => {
    for (let round = 0; round < 5; round++) {
      const { account, owner } = await ownedAccount()
      const owners = [owner, await insider(account.id, 'owner'), await insider(account.id, 'owner')]
      const answers = await Promise.all([
        ...owners.map(({ visitor }) => visitor.json('POST', `${PATH}/leave`, {})),
        ...owners.map(({ visitor }, i) =>
          visitor.json('PUT', `${PATH}/${owners[(i + 1) % 3].id}`, { role: 'viewer' })
        ),
      ])
      for (const { status } of answers) assert.include([204, 403, 404, 409], status)
      const left = await db
        .from('memberships')
        .where({ account_id: account.id, role: 'owner' })
        .count('* as n')
      assert.isAtLeast(Number(left[0].n), 1)
    }
  })

  test('whoever belongs to it may leave', async ({ assert }) => {
    const { account } = await ownedAccount()
    const viewer = await insider(account.id, 'viewer')
    assert.equal((await viewer.visitor.json('POST', `${PATH}/leave`, {})).status, 204)
    assert.equal((await viewer.visitor.page('/overview')).location, '/no-account')
    assert.deepEqual(await teamHistory(account.id), [
      `user:${viewer.user.email} deleted team.${viewer.user.email} viewer null`,
    ])
  })

  test('people and invitations of another account are not there', async ({ assert }) => {
    const { owner } = await ownedAccount()
    const other = await ownedAccount()
    const stranger = await insider(other.account.id, 'viewer')
    const asked = await invited(other.owner.visitor)
    for (const id of [stranger.id, 'mem_none']) {
      const changed = await owner.visitor.json('PUT', `${PATH}/${id}`, { role: 'admin' })
      assert.equal(changed.status, 404)
      assert.equal((await owner.visitor.json('DELETE', `${PATH}/${id}`)).status, 404)
    }
    const path = `${PATH}/invitations/${asked.id}`
    assert.equal((await owner.visitor.json('POST', `${path}/again`)).status, 404)
    assert.equal((await owner.visitor.json('DELETE', path)).status, 404)
    assert.equal(await roleOf(stranger.id), 'viewer')
  })
})

test.group('Invitations to a team', () => {
  test('go out in the name of the account, in its language, and are listed', async ({ assert }) => {
    const account = await newAccount()
    await db
      .from('accounts')
      .where('id', account.id)
      .update({ language: 'de', name: 'Helle Leads' })
    const owner = await insider(account.id, 'owner')
    const { id, email, token } = await invited(owner.visitor, someEmail().toUpperCase(), 'finance')
    const [mail] = await invitationMails(id)
    assert.equal(mail.subject, 'Helle Leads lädt Sie ins Team ein')
    assert.include(mail.to, email.toLowerCase())
    assert.include(mail.text, owner.user.email)
    assert.include(mail.text, 'Finanzen')
    assert.include(mail.html, 'Helle Leads')
    const { props } = await owner.visitor.page(PATH)
    assert.containsSubset(props.invitations, [
      { email: email.toLowerCase(), role: 'finance', expired: false, invited_by: owner.user.email },
    ])
    // What the link holds is kept nowhere but in the mail.
    const row = await db.from('team_invitations').where({ id }).firstOrFail()
    assert.notInclude(JSON.stringify(row), token)
    assert.notInclude(JSON.stringify(props), token)
  })

  test('an admin does not see the mail of one in the outbox, an owner does', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const admin = await insider(account.id, 'admin')
    await invited(owner.visitor)
    const seen = async ({ visitor }: typeof admin) =>
      (await visitor.json('GET', '/outbox/search')).body.mails.length
    assert.equal(await seen(admin), 0)
    assert.equal(await seen(owner), 1)
  })

  test('an address that is there or was asked is refused', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const mate = await insider(account.id, 'viewer')
    const { email } = await invited(owner.visitor)
    for (const address of [mate.user.email, email, email.toUpperCase()]) {
      const wish = { email: address, role: 'viewer' }
      const again = await owner.visitor.json('POST', `${PATH}/invitations`, wish)
      assert.equal(again.status, 409, address)
    }
    const wrong = { email: 'nobody', role: 'viewer' }
    const refused = await owner.visitor.json('POST', `${PATH}/invitations`, wrong)
    assert.equal(refused.status, 422)
  })

  test('one sent again voids the link before; one taken back opens nothing', async ({ assert }) => {
    const { account, owner } = await ownedAccount()
    const asked = await invited(owner.visitor)
    const path = `${PATH}/invitations/${asked.id}`
    assert.equal((await owner.visitor.json('POST', `${path}/again`)).status, 204)
    const next = await linkOf(asked.id, 2)
    assert.notEqual(next, asked.token)
    const opened = async (token: string) =>
      (await owner.visitor.page(`/invitation/${token}`)).props.invitation
    assert.isNull(await opened(asked.token))
    assert.equal((await opened(next)).email, asked.email)
    assert.equal((await owner.visitor.json('DELETE', path)).status, 204)
    assert.isNull(await opened(next))
    assert.equal((await owner.visitor.json('DELETE', path)).status, 404)
    assert.lengthOf(await teamHistory(account.id), 3)
  })

  test('nobody is written to without end', async ({ assert }) => {
    const { owner } = await ownedAccount()
    const { id } = await invited(owner.visitor)
    const statuses: number[] = []
    for (let i = 0; i < 6; i++) {
      const again = await owner.visitor.json('POST', `${PATH}/invitations/${id}/again`)
      statuses.push(again.status)
    }
    assert.deepEqual(statuses, [204, 204, 204, 204, 204, 429])
  })
})
