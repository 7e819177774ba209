import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { findAccountByKey } from '#accounts/repository'
import { insider, invitationMails } from '#tests/functional/accounts/support/team'
import { historyOf, newAgency, newClient, someKey } from '#tests/functional/agency/support'
import { newAccount } from '#tests/functional/blueprint/new_account'
import { makeToken } from '#tests/helpers/make_account'

test.group('Clients of an agency', () => {
  test('are made on one screen: account, starter, and an invitation in the agency’s name', async ({
    assert,
  }) => {
    const { agency, owner } = await newAgency({ name: 'North Agency' })
    const key = someKey()
    const email = `${key}@client.example`
    const made = await owner.visitor.json('POST', '/agency/clients', {
      ...{ name: 'Green Roofs', key, owner: email, starter: 'solar', language: 'de' },
      ...{ country: 'AT', currency: 'EUR', time_zone: 'Europe/Vienna' },
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.deepEqual(made.body, { key })
    const { client, members, invitations } = (await owner.visitor.page(`/agency/clients/${key}`))
      .props
    assert.containsSubset(client, {
      ...{ name: 'Green Roofs', status: 'new', country: 'AT', time_zone: 'Europe/Vienna' },
      ...{ starter: 'solar', language: 'de', team: 0, access: true, last_lead_at: null },
      month: { leads: 0, revenue: { amount: '0.00', currency: 'EUR' } },
    })
    assert.deepEqual(members, [])
    assert.containsSubset(invitations, [{ email, role: 'owner' }])
    const account = (await findAccountByKey(key))!
    const entities = await db.from('entities').where('account_id', account.id)
    assert.lengthOf(entities, 1)
    const by = `user:${owner.user.email} via ${agency.key}`
    const lines = await historyOf(account.id)
    assert.equal(lines[0], `${by} created account`)
    for (const line of lines) assert.isTrue(line.startsWith(by), line)
    assert.include(await historyOf(agency.id), `${by} created clients.${key}`)

    // Without a mail server the agency's owners find the link: nobody is in the client's account yet.
    const { id } = await db.from('team_invitations').where('email', email).firstOrFail()
    const [mail] = await invitationMails(id)
    assert.equal(mail.account_id, agency.id)
    assert.match(mail.html, /North Agency/)
    assert.match(mail.text, /North Agency/)
    assert.match(mail.text, /Green Roofs/)
  })

  test('what is wrong is told by field', async ({ assert }) => {
    const { owner } = await newAgency()
    const fields = async (wish: object) => {
      const { body, status } = await owner.visitor.json('POST', '/agency/clients', wish)
      assert.equal(status, 422, JSON.stringify(body))
      return body.errors.map(({ field, rule }: Record<string, string>) => `${field} ${rule}`)
    }
    const right = { name: 'A', key: someKey(), currency: 'EUR', time_zone: 'UTC' }
    assert.deepEqual(await fields({ ...right, name: ' ' }), ['name minLength'])
    assert.deepEqual(await fields({ ...right, owner: 'nobody' }), ['owner email'])
    assert.deepEqual(await fields({ ...right, starter: 'boats' }), ['starter enum'])
    assert.deepEqual(await fields({ ...right, key: 'two words', currency: 'XXZ', country: 'ZZ' }), [
      ...['key key', 'country country', 'currency currency'],
    ])
    const { key } = await newAccount()
    assert.deepEqual(await fields({ ...right, key }), ['key taken'])
  })

  test('an owner is asked in later, again, and not once there is one', async ({ assert }) => {
    const { agency, owner } = await newAgency()
    const client = await newClient(agency.id)
    const ask = (email: string) =>
      owner.visitor.json('POST', `/agency/clients/${client.key}/owner`, { owner: email })
    const email = `${client.key}@client.example`
    assert.equal((await ask(email)).status, 204)
    const hash = async () =>
      (await db.from('team_invitations').where('account_id', client.id).firstOrFail()).hash
    const first = await hash()
    assert.equal((await ask(email)).status, 204)
    assert.notEqual(await hash(), first)
    await insider(client.id, 'owner')
    assert.equal((await ask('other@client.example')).status, 409)
  })

  test('are found, sorted, and read by the page', async ({ assert }) => {
    const { agency, owner } = await newAgency()
    const names = ['Delta', 'alpha', 'Charlie', 'bravo']
    for (const name of names) await newClient(agency.id, name)
    const list = async (query: string) =>
      (await owner.visitor.json('GET', `/agency/search?${query}`)).body
    const namesOf = (body: any) => body.data.map(({ name }: { name: string }) => name)
    assert.deepEqual(namesOf(await list('')), ['alpha', 'bravo', 'Charlie', 'Delta'])
    assert.deepEqual(namesOf(await list('sort=created&dir=asc')), names)
    assert.deepEqual(namesOf(await list('search=AR')), ['Charlie'])
    assert.deepEqual(namesOf(await list('search=%25')), [])
    for (const query of ['', '&sort=leads', '&sort=revenue&dir=asc', '&sort=last']) {
      const seen: string[] = []
      let cursor = ''
      do {
        const page = await list(`limit=1${query}${cursor && `&cursor=${cursor}`}`)
        seen.push(...namesOf(page))
        cursor = page.meta.next_cursor
      } while (cursor)
      assert.sameMembers(seen, names, query)
      assert.lengthOf(seen, 4, query)
    }
  })

  test('show leads and money of this month and the one before, in their own currency', async ({
    assert,
  }) => {
    const { agency, owner } = await newAgency()
    const busy = await newClient(agency.id, 'Busy')
    const idle = await newClient(agency.id, 'Idle')
    const today = new Date().toISOString().slice(0, 10)
    const month = `${today.slice(0, 7)}-01`
    const before = new Date(Date.parse(month) - 86_400_000).toISOString().slice(0, 10)
    const line = (day: string, currency: string, sums: object) => ({
      ...{ account_id: busy.id, day, dimension: 'hour', key: '10', currency },
      ...{ leads: 0, sold: 0, unsold: 0, held: 0, sales: 0, cancellations: 0 },
      ...{ gross: 0, reversed: 0, ...sums },
    })
    await db
      .table('figures')
      .multiInsert([
        line(today, '', { leads: 40, sold: 10, unsold: 30 }),
        line(today, 'EUR', { sales: 10, gross: 25000, reversed: 2500 }),
        line(today, 'USD', { sales: 1, gross: 99900 }),
        line(before, '', { leads: 7, sold: 7 }),
        line(before, 'EUR', { sales: 7, gross: 7000 }),
      ])
    const { data } = (await owner.visitor.json('GET', '/agency/search?sort=leads')).body
    assert.deepEqual(
      data.map(({ key }: { key: string }) => key),
      [busy.key, idle.key]
    )
    const eur = (amount: string) => ({ amount, currency: 'EUR' })
    assert.deepEqual(data[0].month, { leads: 40, revenue: eur('225.00') })
    assert.deepEqual(data[0].month_before, { leads: 7, revenue: eur('70.00') })
    assert.closeTo(data[0].trouble.unsold, 0.7, 0.1)
    assert.isNull(data[1].trouble.unsold)
    assert.equal(data[0].team, 0)
  })

  test('ten thousand of them are a page at a time', async ({ assert }) => {
    const { agency, owner } = await newAgency()
    const [{ data_key: dataKey }] = await db.from('accounts').where('id', agency.id)
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      ...{ id: `${agency.id}-${i}`, key: `${agency.key}-${i}`, name: `Client ${i}` },
      ...{ parent_id: agency.id, currency: 'EUR', time_zone: 'UTC', data_key: dataKey },
      ...{ created_at: i, updated_at: i },
    }))
    for (let i = 0; i < rows.length; i += 500)
      await db.table('accounts').multiInsert(rows.slice(i, i + 500))
    try {
      for (const sort of ['name', 'leads', 'last']) {
        const { body } = await owner.visitor.json('GET', `/agency/search?sort=${sort}`)
        assert.lengthOf(body.data, 50)
        assert.isString(body.meta.next_cursor)
      }
      const { body } = await owner.visitor.json('GET', '/agency/search?search=client%209999')
      assert.lengthOf(body.data, 1)
    } finally {
      await db.from('accounts').where('parent_id', agency.id).delete()
    }
  })
})

test.group('Clients of an agency by the API', () => {
  test('are listed and made', async ({ assert, client }) => {
    const { agency } = await newAgency()
    const token = await makeToken(agency.id, ['config:write'])
    const key = someKey()
    const wish = { name: 'By API', key, starter: 'loans' }
    const post = () =>
      client
        .post('/api/v1/agency/clients')
        .bearerToken(token)
        .header('idempotency-key', key)
        .json(wish)
    const made = await post()
    made.assertStatus(201)
    assert.containsSubset(made.body(), { key, name: 'By API', status: 'new', starter: 'loans' })
    assert.equal(made.body().currency, agency.currency)
    const again = await post()
    again.assertStatus(201)
    assert.equal(again.header('idempotency-replayed'), 'true')
    const list = await client.get('/api/v1/agency/clients').bearerToken(token)
    assert.lengthOf(list.body().data, 1)
    const taken = await client.post('/api/v1/agency/clients').bearerToken(token).json(wish)
    taken.assertStatus(422)
    const made2 = (await findAccountByKey(key))!
    assert.match((await historyOf(made2.id))[0], / via /)
  })

  test('an account that is no agency has none, nor one more', async ({ assert, client }) => {
    const token = await makeToken((await newAccount()).id)
    const list = await client.get('/api/v1/agency/clients').bearerToken(token)
    list.assertStatus(403)
    const key = someKey()
    const made = await client
      .post('/api/v1/agency/clients')
      .bearerToken(token)
      .json({ name: 'A', key })
    made.assertStatus(403)
    assert.isNull(await findAccountByKey(key))
  })
})
