import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { restAccount } from '#accounts/agencies/rest_account'
import { insider } from '#tests/functional/accounts/support/team'
import {
  BY,
  historyOf,
  newAgency,
  newClient,
  sellingClient,
} from '#tests/functional/agency/support'
import { buyerOf } from '#tests/functional/portal/support'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'

test.group('An account that rests', (group) => {
  group.setup(() => startEngine())

  test('takes no leads and no requests, with a problem of its own, and goes on when woken', async ({
    assert,
    client,
  }) => {
    const { agency, owner } = await newAgency()
    const { id, key, token } = await sellingClient(agency.id)
    const post = () =>
      client
        .post('/api/v1/leads')
        .bearerToken(token)
        .json({ entity: 'solar', values: someValues() })
    ;(await post()).assertStatus(201)
    const rest = (resting: boolean) =>
      owner.visitor.json('POST', `/agency/clients/${key}/rest`, { resting })
    assert.equal((await rest(true)).status, 204)

    const refused = await post()
    refused.assertStatus(403)
    assert.match(refused.body().type, /\/problems\/account-resting$/)
    const form = await client
      .post('/api/v1/intake')
      .bearerToken(token)
      .form({ entity: 'solar', ...someValues() })
    form.assertStatus(403)
    assert.match(form.body().type, /account-resting$/)
    const read = await client.get('/api/v1/leads').bearerToken(token)
    read.assertStatus(403)
    assert.equal((await client.get('/problems/account-resting')).status(), 200)
    assert.lengthOf(await db.from('leads').where('account_id', id), 1)

    assert.equal((await rest(false)).status, 204)
    ;(await post()).assertStatus(201)
    assert.lengthOf(await db.from('leads').where('account_id', id), 2)
    const by = `user:${owner.user.email} via ${agency.key}`
    const lines = await historyOf(id)
    assert.deepEqual(lines.slice(-2), [`${by} updated account`, `${by} updated account`])
    assert.include(await historyOf(agency.id), `${by} updated clients.${key}`)
  })

  test('what it had accepted is finished, whenever it came to rest', async ({ assert, client }) => {
    const account = await makeAccount()
    const answers = await Promise.all([
      ...Array.from({ length: 30 }, () =>
        client
          .post('/api/v1/leads')
          .bearerToken(account.token)
          .json({ entity: 'solar', values: someValues() })
      ),
      restAccount(account.id, true, BY),
    ])
    const statuses = answers.slice(0, 30).map((one) => (one as { status(): number }).status())
    assert.sameMembers([...new Set([...statuses, 201, 403])], [201, 403])
    const accepted = statuses.filter((status) => status === 201).length
    for (let tries = 0; tries < 200; tries++) {
      const open = await db
        .from('leads')
        .where('account_id', account.id)
        .whereIn('status', ['received', 'distributing'])
      if (open.length === 0) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const leads = await db.from('leads').where('account_id', account.id)
    assert.lengthOf(leads, accepted)
    for (const { status } of leads) assert.equal(status, 'sold')
  })

  test('shows its people one page, which says whom to ask, and nothing else', async ({
    assert,
  }) => {
    const { agency, owner } = await newAgency({ name: 'North Agency' })
    const client = await newClient(agency.id)
    const boss = await insider(client.id, 'owner')
    await restAccount(client.id, true, BY)
    const page = await boss.visitor.get('/overview')
    assert.equal(page.status, 302)
    assert.equal(page.location, '/resting')
    const { props } = await boss.visitor.page('/resting')
    assert.equal(props.name, client.name)
    assert.equal(props.agency, 'North Agency')
    assert.deepEqual(props.ask, [owner.user.email])
    const refused = await boss.visitor.json('GET', '/leads/search')
    assert.equal(refused.status, 403)
    assert.match(refused.body.type, /account-resting$/)
    assert.equal(
      (await boss.visitor.json('PUT', '/settings/team/agency', { access: false })).status,
      403
    )
    const entering = await owner.visitor.json('POST', `/agency/clients/${client.key}/enter`)
    assert.equal(entering.status, 409)

    await restAccount(client.id, false, BY)
    assert.equal((await boss.visitor.json('GET', '/leads/search')).status, 200)
    assert.equal((await boss.visitor.get('/resting')).location, '/overview')
  })

  test('whoever is in it for the agency sees that page too, and gets out', async ({ assert }) => {
    const { agency, owner } = await newAgency()
    const client = await newClient(agency.id)
    await owner.visitor.json('POST', `/agency/clients/${client.key}/enter`)
    await restAccount(client.id, true, BY)
    assert.equal((await owner.visitor.get('/overview')).location, '/resting')
    assert.equal((await owner.visitor.json('POST', '/agency/leave')).status, 204)
    const { props } = await owner.visitor.page('/settings/account')
    assert.equal(props.account.key, agency.key)
  })

  test('its partners’ portal stays open', async ({ assert }) => {
    const account = await makeAccount()
    const { buyer } = await buyerOf(account.id)
    await restAccount(account.id, true, BY)
    assert.equal((await buyer.page('/portal/leads')).status, 200)
  })

  test('an agency that rests is in no client’s account; its clients go on', async ({
    assert,
    client,
  }) => {
    const { agency, owner } = await newAgency()
    const selling = await sellingClient(agency.id)
    await owner.visitor.json('POST', `/agency/clients/${selling.key}/enter`)
    await restAccount(agency.id, true, BY)
    assert.equal((await owner.visitor.json('GET', '/leads/search')).status, 403)
    const lead = await client
      .post('/api/v1/leads')
      .bearerToken(selling.token)
      .json({ entity: 'solar', values: someValues() })
    lead.assertStatus(201)
  })
})
