import { test } from '@japa/runner'
import ApiToken from '#accounts/models/api_token'
import { makeAccount } from '#tests/helpers/make_account'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { apply, newAccount } from '#tests/functional/blueprint/new_account'
import { sendLead } from '#tests/functional/distribution/support'

const base = () => `http://${process.env.HOST}:${process.env.PORT}/api/v1`
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

test.group('Tokens page', () => {
  test('a token made on the page works at once, and not after it was revoked', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const owner = await makeUser(account.id)
    const wish = { name: ' Landing pages ', abilities: ['leads:read'], days: 30 }
    const made = await askJson(client, 'post', '/api/tokens', owner, wish)
    made.assertStatus(201)
    const { token, row } = made.body()
    assert.match(token, /^slc_\w{46}$/)
    assert.equal(made.header('cache-control'), 'no-store')
    assert.deepInclude(row, {
      name: 'Landing pages',
      abilities: ['leads:read'],
      last_used_at: null,
    })
    assert.closeTo(Date.parse(row.expires_at), Date.now() + 30 * 86_400_000, 60_000)
    assert.equal((await fetch(`${base()}/leads`, bearer(token))).status, 200)
    assert.equal((await fetch(`${base()}/partners`, bearer(token))).status, 403)

    const page = await getPage(client, '/api/tokens', owner)
    const listed = page.inertiaProps.tokens.find((one: { id: string }) => one.id === row.id)
    assert.equal(listed.hint, token.slice(-4))
    assert.notInclude(page.text(), token)

    const path = `/api/tokens/${row.id}`
    const stranger = await makeUser((await makeAccount()).id)
    ;(await askJson(client, 'delete', path, stranger)).assertStatus(404)
    ;(await askJson(client, 'delete', path, owner)).assertStatus(204)
    assert.equal((await fetch(`${base()}/leads`, bearer(token))).status, 401)
    ;(await askJson(client, 'delete', path, owner)).assertStatus(404)
  })

  test('is for owners and admins', async ({ client }) => {
    const { id } = await makeAccount()
    const wish = { name: 'x', abilities: ['leads:read'] }
    for (const role of ['operator', 'finance', 'viewer'] as const) {
      const user = await makeUser(id, role)
      ;(await askJson(client, 'get', '/api/tokens', user)).assertStatus(403)
      ;(await askJson(client, 'post', '/api/tokens', user, wish)).assertStatus(403)
      ;(await askJson(client, 'delete', '/api/tokens/tok_x', user)).assertStatus(403)
    }
    const admin = await makeUser(id, 'admin')
    ;(await askJson(client, 'post', '/api/tokens', admin, wish)).assertStatus(201)
  })

  test('says at the field what is wrong, and makes nothing', async ({ client, assert }) => {
    const { id } = await makeAccount()
    const owner = await makeUser(id)
    const before = await ApiToken.query().where('account_id', id)
    const wrong = await askJson(client, 'post', '/api/tokens', owner, {
      name: ' ',
      abilities: ['leads:eat'],
      days: 0,
    })
    wrong.assertStatus(422)
    assert.sameMembers(
      wrong.body().errors.map((one: { field: string }) => one.field),
      ['name', 'abilities[0]', 'days']
    )
    assert.lengthOf(await ApiToken.query().where('account_id', id), before.length)
  })
})

test.group('Plugins page', () => {
  test('tells what is there, where it is used and how it is doing', async ({ client, assert }) => {
    const account = await makeAccount()
    const page = await getPage(client, '/plugins', await makeUser(account.id, 'viewer'))
    const find = (kind: string, id: string) =>
      page.inertiaProps.plugins.find(
        (one: { kind: string; id: string }) => one.kind === kind && one.id === id
      )
    const profile = { key: 'solar-us', name: 'Solar US' }
    assert.deepEqual(find('channel', 'portal').used_in, [{ profile, places: 2 }])
    assert.deepEqual(find('strategy', 'first_match').used_in, [{ profile, places: 1 }])
    assert.deepEqual(find('channel', 'email').used_in, [])
    assert.deepInclude(find('channel', 'webhook'), {
      status: 'active',
      source: 'plugins/channels/webhook.ts',
    })
    assert.isString(find('channel', 'webhook').description)
    assert.isObject(find('channel', 'webhook').config_schema)
  })

  test('counts calls of this process', async ({ client, assert }) => {
    const account = await newAccount()
    await apply(account, {
      sluice: 1,
      entities: [
        {
          key: 'loan',
          name: 'Loan lead',
          fields: [{ key: 'email', label: 'E-mail', type: 'email', required: true }],
        },
      ],
      partners: [{ key: 'bank', name: 'Bank', email: 'leads@bank.example', time_zone: 'UTC' }],
      profiles: [
        {
          key: 'loans',
          name: 'Loans',
          entity: 'loan',
          trigger: 'on_arrival',
          price: '10.00',
          strategy: { use: 'first_match' },
          assignments: [{ key: 'bank', partner: 'bank', delivery: { use: 'email' } }],
        },
      ],
    })
    const user = await makeUser(account.id)
    const calls = async () => {
      const page = await getPage(client, '/plugins', user)
      const { health } = page.inertiaProps.plugins.find((one: { id: string }) => one.id === 'email')
      return health?.last_hour.calls ?? 0
    }
    const before = await calls()
    await sendLead(account.id)
    assert.isAbove(await calls(), before)
  })
})

test.group('API reference', () => {
  test('has the account’s own keys for who is signed in, and none for strangers', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const page = await getPage(client, '/api/docs', await makeUser(account.id, 'viewer'))
    const { samples } = page.inertiaProps
    assert.deepInclude(samples, {
      entity: 'solar',
      profile: 'solar-us',
      partner: 'sunco',
      lead: null,
      delivery: null,
    })
    assert.includeMembers(Object.keys(samples.values), ['email'])

    // What the page shows is what the API takes.
    const answer = await fetch(`${base()}/leads`, {
      method: 'POST',
      headers: { ...bearer(account.token).headers, 'content-type': 'application/json' },
      body: JSON.stringify({ entity: samples.entity, values: samples.values }),
    })
    assert.equal(answer.status, 201)
    const open = await client.get('/api/docs').withInertia()
    assert.isTrue([200, 409].includes(open.status()))
    assert.notInclude(open.text(), 'solar-us')
  })
})

test.group('Outbox', () => {
  test('is searched by recipient and subject, without regard to case', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const user = await makeUser(account.id)
    const db = (await import('@adonisjs/lucid/services/db')).default
    const mail = (id: string, to: string, subject: string) =>
      db.table('mails').insert({
        id: `mail_${account.key}_${id}`,
        account_id: account.id,
        message_id: id,
        to,
        subject,
        text: 'x',
        html: null,
        headers: '{}',
        created_at: Date.now(),
      })
    await mail('1', 'ann@bank.example', 'Lead from CA')
    await mail('2', '["bob@fund.example","cy@fund.example"]', '100% sure')
    const found = async (search: string) => {
      const answer = await askJson(
        client,
        'get',
        `/outbox/search?search=${encodeURIComponent(search)}`,
        user
      )
      return answer.body().mails.map((one: { id: string }) => one.id.slice(-1))
    }
    assert.deepEqual(await found('BANK'), ['1'])
    assert.deepEqual(await found('cy@'), ['2'])
    assert.deepEqual(await found('0%'), ['2'])
    assert.deepEqual(await found('%'), ['2'])
    assert.deepEqual(await found('_'), [])
    const page = await getPage(client, '/outbox?search=lead', user)
    assert.lengthOf(page.inertiaProps.list.mails, 1)
  })
})
