import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { insider, invited } from '#tests/functional/accounts/support/team'
import { as } from '#tests/functional/api/call'
import { makeAccount } from '#tests/helpers/make_account'

const PATH = '/settings/changes'

test.group('The history of configuration', () => {
  test('says who changed what, from what to what, newest first', async ({ assert }) => {
    const account = await makeAccount()
    const { user, visitor } = await insider(account.id, 'admin')
    await visitor.json('PUT', '/settings/account', {
      ...{ name: 'Sunny Leads', currency: 'USD', time_zone: 'UTC', language: 'en' },
    })
    await invited(visitor, 'new@team.example', 'viewer')
    const { props } = await visitor.page(PATH)
    const [invitation, settings] = props.list.data
    assert.containsSubset(invitation, {
      actor: `user:${user.email}`,
      object: 'invitations.new@team.example',
      action: 'created',
      changes: [{ path: 'role', from: null, to: 'viewer' }],
    })
    assert.equal(settings.object, 'account')
    assert.deepEqual(settings.changes, [{ path: 'name', from: account.key, to: 'Sunny Leads' }])
    assert.include(props.actors, `user:${user.email}`)
  })

  test('is narrowed by kind and person, and read on page by page', async ({ assert }) => {
    const account = await makeAccount()
    const { user, visitor } = await insider(account.id, 'owner')
    for (let i = 0; i < 55; i++)
      await visitor.json('POST', `/partners/${i % 2 ? 'sunco' : 'brightco'}/pause`, {
        paused: i % 4 < 2,
      })
    const seen: number[] = []
    let next: number | null = null
    do {
      const before: string = next ? `&before=${next}` : ''
      const { body } = await visitor.json('GET', `${PATH}/search?kind=partners${before}`)
      for (const { id, object } of body.data) {
        assert.match(object, /^partners\./)
        seen.push(id)
      }
      next = body.next
    } while (next)
    const stored = await db
      .from('config_changes')
      .where('account_id', account.id)
      .where('object', 'like', 'partners.%')
      .orderBy('id', 'desc')
    assert.isAbove(stored.length, 50)
    assert.deepEqual(
      seen,
      stored.map(({ id }) => Number(id))
    )
    const actor = encodeURIComponent(`user:${user.email}`)
    const { body: own } = await visitor.json('GET', `${PATH}/search?actor=${actor}`)
    assert.isTrue(own.data.every((one: { actor: string }) => one.actor === `user:${user.email}`))
    const { body: none } = await visitor.json('GET', `${PATH}/search?kind=tax_rates`)
    assert.deepEqual(none, { data: [], next: null })
    assert.equal((await visitor.json('GET', `${PATH}/search?kind=everything`)).status, 422)
    assert.lengthOf((await visitor.page(`${PATH}?kind=everything`)).props.list.data, 50)
  })

  test('shows no secret, and nothing of another account', async ({ assert }) => {
    const account = await makeAccount()
    const { visitor } = await insider(account.id, 'owner')
    const secret = 'k-5f0c9e2b7a41'
    const [profile] = (await as(account).get('/profiles/solar-us')).body ? ['solar-us'] : []
    const saved = await as(account).patch(`/profiles/${profile}`, {
      assignments: [
        {
          key: 'sunco-west',
          partner: 'sunco',
          price: '25.00',
          delivery: {
            use: 'webhook',
            url: 'https://buyer.example/leads',
            headers: { 'X-Api-Key': secret, 'Authorization': `Bearer ${secret}` },
          },
        },
      ],
    })
    assert.isBelow(saved.status, 300, JSON.stringify(saved.body))
    await visitor.json('POST', '/partners/sunco/signing-secret', {})
    await visitor.json('POST', '/partners/sunco/signing-secret/rotate', {})
    const { body, props } = await visitor.page(PATH)
    const text = JSON.stringify(body)
    assert.notInclude(text, secret)
    assert.notInclude(text, 'whsec_')
    assert.isTrue(
      props.list.data.some(
        (one: { object: string }) => one.object === 'partners.sunco.signing_secret'
      )
    )
    const stranger = await insider((await makeAccount({ blueprint: null })).id, 'owner')
    assert.notInclude(JSON.stringify((await stranger.visitor.page(PATH)).body), 'sunco')
  })

  test('is for owners and admins', async ({ assert }) => {
    const account = await makeAccount()
    for (const role of ['operator', 'finance', 'viewer'] as const) {
      const { visitor } = await insider(account.id, role)
      assert.equal((await visitor.json('GET', PATH)).status, 403, role)
      assert.equal((await visitor.json('GET', `${PATH}/search`)).status, 403, role)
    }
  })
})
