import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import { PASSWORD } from '#tests/functional/accounts/support/people'
import { insider, linkOf, someEmail } from '#tests/functional/accounts/support/team'
import { SMALL_BLUEPRINT, makeAccount } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'

const PATH = '/settings/team'
const [solar] = SMALL_BLUEPRINT.entities
const ENTITIES = { sluice: 1, entities: [solar, { ...solar, key: 'roof', name: 'Roof lead' }] }

/** An account with two entities, and its owner. */
async function home() {
  const { id } = await makeAccount({ blueprint: ENTITIES })
  return { ...(await insider(id, 'owner')), id }
}

const shownTo = async (visitor: Visitor) =>
  (await visitor.page('/entities')).props.entities.map(({ key }: { key: string }) => key)

/** What the history says of limits, oldest first. */
async function history(accountId: string) {
  const rows = await db.from('config_changes').where('account_id', accountId).orderBy('id')
  return rows.flatMap(({ object, action, detail }) =>
    (JSON.parse(detail).changes ?? [])
      .filter(({ path }: { path: string }) => path === 'entities')
      .map(({ from, to }: { from: unknown; to: unknown }) => [
        object.split('.')[0],
        action,
        from,
        to,
      ])
  )
}

test.group('Limits of a place in the team', () => {
  test('are said by an invitation, taken over by joining, and told', async ({ assert }) => {
    const { id, visitor } = await home()
    const email = someEmail()
    const wish = { email, role: 'operator', entities: ['solar'] }
    const { status, body } = await visitor.json('POST', `${PATH}/invitations`, wish)
    assert.equal(status, 201)
    const { props } = await visitor.page(PATH)
    assert.deepEqual(props.invitations[0].entities, ['solar'])
    assert.deepEqual(props.entities, [
      { key: 'roof', name: 'Roof lead' },
      { key: 'solar', name: 'Solar lead' },
    ])

    const mate = new Visitor()
    await mate.begin()
    const link = `/invitation/${await linkOf(body.id)}`
    const joined = await mate.submit(link, { name: 'Lim Ited', password: PASSWORD })
    assert.equal(joined.location, '/overview')
    assert.deepEqual(await shownTo(mate), ['solar'])
    assert.deepEqual((await visitor.page(PATH)).props.members[1].entities, ['solar'])
    assert.deepEqual(await history(id), [
      ['invitations', 'created', null, ['solar']],
      ['team', 'created', null, ['solar']],
    ])
  })

  test('change with the next request, and are told', async ({ assert }) => {
    const { id, visitor } = await home()
    const mate = await insider(id, 'viewer')
    const put = async (wish: object) =>
      (await visitor.json('PUT', `${PATH}/${mate.id}`, wish)).status
    assert.sameMembers(await shownTo(mate.visitor), ['solar', 'roof'])
    assert.equal(await put({ role: 'viewer', entities: ['roof', 'roof'] }), 204)
    assert.deepEqual(await shownTo(mate.visitor), ['roof'])
    // Another role alone leaves the limits as they are.
    assert.equal(await put({ role: 'finance' }), 204)
    assert.deepEqual(await shownTo(mate.visitor), ['roof'])
    assert.equal((await mate.visitor.json('GET', '/invoices/search')).status, 403)
    assert.equal(await put({ role: 'finance', entities: null }), 204)
    assert.sameMembers(await shownTo(mate.visitor), ['solar', 'roof'])
    assert.equal((await mate.visitor.json('GET', '/invoices/search')).status, 200)
    assert.deepEqual(await history(id), [
      ['team', 'updated', null, ['roof']],
      ['team', 'updated', ['roof'], null],
    ])
  })

  test('name entities there are, and never limit who manages', async ({ assert }) => {
    const { id, visitor } = await home()
    const mate = await insider(id, 'viewer')
    const put = (wish: object) => visitor.json('PUT', `${PATH}/${mate.id}`, wish)
    for (const entities of [['gone'], ['solar', 'gone'], [], 'solar'])
      assert.equal((await put({ role: 'viewer', entities })).status, 422, String(entities))
    const asked = { email: someEmail(), role: 'viewer', entities: ['gone'] }
    assert.equal((await visitor.json('POST', `${PATH}/invitations`, asked)).status, 422)
    assert.lengthOf((await visitor.page(PATH)).props.invitations, 0)

    await put({ role: 'viewer', entities: ['solar'] })
    const roles: Role[] = ['admin', 'owner']
    for (const role of roles) {
      assert.equal((await put({ role, entities: ['solar'] })).status, 204)
      assert.isNull((await visitor.page(PATH)).props.members[1].entities)
      assert.sameMembers(await shownTo(mate.visitor), ['solar', 'roof'])
    }
  })

  test('open no more when their entity is gone', async ({ assert }) => {
    const { id, visitor } = await home()
    const mate = await insider(id, 'viewer')
    await visitor.json('PUT', `${PATH}/${mate.id}`, { role: 'viewer', entities: ['roof'] })
    assert.equal((await visitor.json('DELETE', '/entities/roof')).status, 204)
    assert.deepEqual(await shownTo(mate.visitor), [])
    assert.equal((await mate.visitor.json('GET', '/entities/solar')).status, 404)
    // What is named already may stay beside what is chosen anew.
    const more = { role: 'viewer', entities: ['roof', 'solar'] }
    assert.equal((await visitor.json('PUT', `${PATH}/${mate.id}`, more)).status, 204)
    assert.deepEqual(await shownTo(mate.visitor), ['solar'])
  })
})
