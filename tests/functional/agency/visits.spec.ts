import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { closeVisits } from '#accounts/agencies/enter_client'
import { PASSWORD } from '#tests/functional/accounts/support/people'
import { insider, invited, someEmail } from '#tests/functional/accounts/support/team'
import {
  comings,
  historyOf,
  newAgency,
  newClient,
  visiting,
} from '#tests/functional/agency/support'
import { noticeAccount } from '#tests/functional/notifications/support'
import { followTrail } from '#notifications/trail/follow_trail'

const HOUR = 3_600_000
const inside = async (visitor: { json: any }) =>
  (await visitor.json('GET', '/leads/search')).status === 200

test.group('Working in a client’s account', () => {
  test('is as an admin, shown all the time, and told with the real person', async ({ assert }) => {
    const { agency, client, who, entered } = await visiting()
    assert.equal(entered.status, 204)
    const { props } = await who.visitor.page('/settings/account')
    assert.equal(props.account.key, client.key)
    assert.equal(props.role, 'admin')
    assert.equal(props.visit.agency, 'North Agency')
    assert.closeTo(Date.parse(props.visit.until), Date.now() + 8 * HOUR, 60_000)

    const changed = await who.visitor.json('PUT', '/settings/account', {
      ...{ name: 'Greener Roofs', currency: 'EUR', time_zone: 'UTC', language: 'en' },
    })
    assert.equal(changed.status, 200)
    assert.equal((await who.visitor.json('POST', '/agency/leave')).status, 204)
    const by = `user:${who.user.email} via ${agency.key}`
    assert.deepEqual((await historyOf(client.id)).slice(1), [
      `${by} entered agency.${agency.key}`,
      `${by} updated account`,
      `${by} left agency.${agency.key}`,
    ])
    assert.deepEqual(await comings(client.id), [
      {
        ...{ type: 'agency.entered', actor: by, agency: 'North Agency' },
        person: who.user.email,
      },
      { type: 'agency.left', actor: by, agency: 'North Agency', person: who.user.email },
    ])
    // Back in the agency.
    assert.equal((await who.visitor.page('/settings/account')).props.account.key, agency.key)
    assert.isNull((await who.visitor.page('/settings/account')).props.visit)
  })

  test('makes no owner, changes none, and reads no link that signs in', async ({ assert }) => {
    const { client, boss, who } = await visiting()
    const team = '/settings/team'
    const owner = { email: someEmail(), role: 'owner' }
    assert.equal((await who.visitor.json('POST', `${team}/invitations`, owner)).status, 403)
    assert.equal(
      (await who.visitor.json('PUT', `${team}/${boss.id}`, { role: 'viewer' })).status,
      403
    )
    assert.equal((await who.visitor.json('DELETE', `${team}/${boss.id}`)).status, 403)
    assert.equal((await who.visitor.json('PUT', `${team}/agency`, { access: true })).status, 403)
    const { id } = await invited(boss.visitor, someEmail(), 'operator')
    const mails = (await who.visitor.page('/outbox')).props.list
    const kept = await db.from('mails').where('user_id', id).firstOrFail()
    assert.notInclude(JSON.stringify(mails), kept.id)
    assert.equal((await who.visitor.json('GET', `/outbox/${kept.id}`)).status, 404)
    // Everything else of an admin it does, also with the team.
    const mate = await insider(client.id, 'operator')
    assert.equal(
      (await who.visitor.json('PUT', `${team}/${mate.id}`, { role: 'viewer' })).status,
      204
    )
    assert.include((await historyOf(client.id)).at(-1)!, ' via ')
  })

  test('does not climb: who is in a client has nothing of the agency', async ({ assert }) => {
    const { agency, client, boss, who } = await visiting('admin')
    assert.equal((await who.visitor.json('GET', '/agency/search')).status, 404)
    const { id } = await insider(client.id, 'admin')
    assert.isString(id)
    const choose = { account: agency.key }
    assert.equal((await boss.visitor.json('POST', '/session/account', choose)).status, 404)
    const enter = `/agency/clients/${client.key}/enter`
    assert.equal((await boss.visitor.json('POST', enter)).status, 404)
    // Another client of the same agency is reached through the agency alone.
    const sibling = await newClient(agency.id)
    assert.equal(
      (await who.visitor.json('POST', `/agency/clients/${sibling.key}/enter`)).status,
      404
    )
  })

  test('is for owners and admins of the agency', async ({ assert }) => {
    const { agency } = await newAgency()
    const client = await newClient(agency.id)
    for (const role of ['operator', 'finance', 'viewer'] as const) {
      const { visitor } = await insider(agency.id, role)
      const { status } = await visitor.json('POST', `/agency/clients/${client.key}/enter`)
      assert.equal(status, 403, role)
    }
    assert.lengthOf(await comings(client.id), 0)
  })

  test('ends at once when its grounds are gone, and that is written down', async ({ assert }) => {
    const grounds: Record<
      string,
      (visit: Awaited<ReturnType<typeof visiting>>) => Promise<unknown>
    > = {
      'the role in the agency': ({ who }) =>
        db.from('memberships').where('id', who.id).update({ role: 'operator' }),
      'the place in the agency': ({ who }) => db.from('memberships').where('id', who.id).delete(),
      'the word of the client': ({ boss }) =>
        boss.visitor.json('PUT', '/settings/team/agency', { access: false }),
      'the bond': ({ client }) =>
        db.from('accounts').where('id', client.id).update({ parent_id: null }),
      'eight hours': ({ client }) =>
        db.from('agency_visits').where('account_id', client.id).update({ ends_at: Date.now() }),
    }
    for (const [name, take] of Object.entries(grounds)) {
      const visit = await visiting('admin')
      assert.isTrue(await inside(visit.who.visitor), name)
      await take(visit)
      assert.isFalse(await inside(visit.who.visitor), name)
      assert.equal((await visit.who.visitor.json('GET', '/settings/team')).status, 403, name)
      await closeVisits(Date.now())
      const told = (await comings(visit.client.id)).map(({ type }) => type)
      assert.deepEqual(told, ['agency.entered', 'agency.left'], name)
      // Once, however often it is looked at.
      await closeVisits(Date.now())
      assert.lengthOf(await comings(visit.client.id), 2)
    }
  })

  test('ends with the next sign-in, and by going to another account', async ({ assert }) => {
    const { who, client } = await visiting()
    await who.visitor.signIn(who.user.email, PASSWORD)
    assert.notEqual((await who.visitor.page('/settings/account')).props.account.key, client.key)
    await closeVisits(Date.now())
    assert.deepEqual(
      (await comings(client.id)).map(({ type }) => type),
      ['agency.entered', 'agency.left']
    )

    const other = await visiting()
    await other.who.visitor.json('POST', '/session/account', { account: other.agency.key })
    assert.deepEqual(
      (await comings(other.client.id)).map(({ type }) => type),
      ['agency.entered', 'agency.left']
    )
  })

  test('another sign-in of the same person is not in it', async ({ assert }) => {
    const { who, client } = await visiting()
    const { visitor } = await secondDevice(who.user.email)
    assert.notEqual((await visitor.page('/settings/account')).props.account.key, client.key)
    assert.isTrue(await inside(who.visitor))
  })

  test('is refused by a client that says no, and its owner alone says so', async ({ assert }) => {
    const { agency, owner } = await newAgency()
    const client = await newClient(agency.id)
    const boss = await insider(client.id, 'owner')
    const admin = await insider(client.id, 'admin')
    const say = (visitor: typeof boss.visitor, access: boolean) =>
      visitor.json('PUT', '/settings/team/agency', { access })
    assert.equal((await say(admin.visitor, false)).status, 403)
    assert.isTrue((await boss.visitor.page('/settings/team')).props.agency.access)
    assert.equal((await say(boss.visitor, false)).status, 204)
    const enter = () => owner.visitor.json('POST', `/agency/clients/${client.key}/enter`)
    assert.equal((await enter()).status, 403)
    assert.isTrue(await inside(owner.visitor), 'they stay where they were')
    await say(boss.visitor, true)
    assert.equal((await enter()).status, 204)
    assert.includeMembers(await historyOf(client.id), [`user:${boss.user.email} updated account`])
  })

  test('the client’s owner is told, once a day', async ({ assert }) => {
    const account = await noticeAccount(['owner', 'operator'])
    const { agency, owner } = await newAgency({ name: 'Told Agency' })
    await db.from('accounts').where('id', account.id).update({ parent_id: agency.id })
    for (let i = 0; i < 2; i++) {
      await owner.visitor.json('POST', `/agency/clients/${account.key}/enter`)
      await owner.visitor.json('POST', '/agency/leave')
    }
    await followTrail(Date.now())
    const notices = await db.from('notices').where('account_id', account.id)
    assert.lengthOf(notices, 1)
    assert.equal(notices[0].kind, 'agency_entered')
    const copies = await db.from('notice_copies').where('notice_id', notices[0].id)
    assert.deepEqual(
      copies.map(({ user_id: id }) => id),
      [account.people.owner.id]
    )
  })
})

async function secondDevice(email: string) {
  const { Visitor } = await import('#tests/helpers/visitor')
  const visitor = new Visitor()
  await visitor.signIn(email, PASSWORD)
  return { visitor }
}
