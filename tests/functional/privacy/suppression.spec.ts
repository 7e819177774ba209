import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { store } from '#store/store'
import { as, call } from '#tests/functional/api/call'
import { makeAccount, makeToken, someValues, startEngine } from '#tests/helpers/make_account'

const WAIT = { prefer: 'wait=10' }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** An account with a list, and how a lead is sent there. */
async function listed(list: object = {}) {
  const account = await makeAccount()
  const api = as(account)
  const made = await api.post('/suppression', { key: 'dnc', name: 'Do not contact', ...list })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return {
    account,
    api,
    add: (...entries: string[]) => api.post('/suppression/dnc/entries', { entries }),
    send: (values: object = {}, more: object = {}, seconds = 10) =>
      api.post(
        '/leads',
        { entity: 'solar', values: someValues({ ...values }), ...more },
        { prefer: `wait=${seconds}` }
      ),
  }
}

const events = async (accountId: string, type: string) =>
  (await db.from('events').where({ account_id: accountId, type }).orderBy('id')).map((row) => ({
    lead: row.lead_id,
    ...JSON.parse(row.data),
  }))

test.group('Suppression lists: leads that arrive', (group) => {
  group.setup(() => startEngine())

  test('a lead is refused whose address is on a list, plain or hashed', async ({ assert }) => {
    const { account, add, send } = await listed()
    const added = await add(
      'Jane@Example.com',
      sha256('john@example.com'),
      md5('joan@example.com'),
      '(415) 555-2671',
      sha256('14155552672'),
      '@blocked.example',
      'nonsense'
    )
    assert.equal(added.status, 200, JSON.stringify(added.body))
    assert.equal(added.body.added, 6)
    assert.deepEqual(added.body.refused, [{ index: 6, message: 'The entry is no domain' }])

    for (const [field, value] of [
      ['email', 'jane@example.com'],
      ['email', 'JOHN@example.com'],
      ['email', 'joan@example.com'],
      ['email', 'whoever@mail.blocked.example'],
      ['phone', '+1 415 555 2671'],
      ['phone', '415-555-2672'],
    ]) {
      const { status, body } = await send({ [field]: value })
      assert.equal(status, 422, value)
      assert.deepEqual(
        body.errors.map((one: any) => [one.field, one.rule]),
        [[field, 'suppressed']]
      )
    }
    assert.equal((await send({ email: 'jane+solar@example.com' })).body.status, 'sold')
    assert.equal((await send({ phone: '+14155552673' })).body.status, 'sold')

    const told = await events(account.id, 'lead.suppressed')
    assert.lengthOf(told, 6)
    assert.deepEqual(told[0], {
      ...{ lead: null, list: 'dnc', field: 'email', entity: 'solar' },
      ...{ source: null, refused: true },
    })
    const kept = await db.from('suppression_entries').where('account_id', account.id)
    assert.notInclude(JSON.stringify(kept), 'jane')
    assert.notInclude(JSON.stringify(kept), sha256('jane@example.com'))
  })

  test('bulk and flat forms are refused the same way', async ({ assert }) => {
    const { api, add } = await listed()
    await add('jane@example.com')
    const bulk = await api.post('/leads/bulk', {
      entity: 'solar',
      leads: [someValues({ email: 'jane@example.com' }), someValues()],
    })
    assert.equal(bulk.body.created, 1)
    assert.equal(bulk.body.results[0].errors[0].rule, 'suppressed')
    const flat = await api.post('/intake', {
      entity: 'solar',
      ...someValues({ email: 'jane@example.com' }),
    })
    assert.equal(flat.status, 422)
    assert.equal(flat.body.errors[0].rule, 'suppressed')
  })

  test('a list may have leads stored instead, and offered to nobody', async ({ assert }) => {
    const { account, api, add, send } = await listed({ on_arrival: 'store' })
    await add('jane@example.com')
    const made = await send({ email: 'jane@example.com' })
    assert.equal(made.status, 201)
    assert.equal(made.body.status, 'unsold')
    assert.deepEqual(made.body.distributions, [])
    const [told] = await events(account.id, 'lead.suppressed')
    assert.equal(told.lead, made.body.id)
    assert.isFalse(told.refused)

    const byHand = await api.post(
      `/leads/${made.body.id}/distributions`,
      { profile: 'solar-us' },
      WAIT
    )
    assert.equal(byHand.body.status, 'unsold')
    assert.lengthOf(byHand.body.deliveries, 0)
    const [verdict] = byHand.body.evaluations
    assert.deepEqual(
      [verdict.eligible, verdict.reason, verdict.explanation],
      [false, 'filter', 'suppressed: E-mail is on the list "Do not contact"']
    )
  })

  test('an entry that has expired, was taken off or is of another account blocks nobody', async ({
    assert,
  }) => {
    const { account, api, add, send } = await listed()
    const other = await listed()
    await other.add('jane@example.com')
    assert.equal((await send({ email: 'jane@example.com' })).body.status, 'sold')

    await add('john@example.com', 'joan@example.com')
    await db
      .from('suppression_entries')
      .where('account_id', account.id)
      .update({ expires_at: Date.now() - 1 })
    assert.equal((await send({ email: 'john@example.com' })).body.status, 'sold')
    const back = await add('joan@example.com')
    assert.equal(back.body.added, 1)
    assert.equal((await send({ email: 'joan@example.com' })).status, 422)
    const gone = await call('DELETE', '/api/v1/suppression/dnc/entries', {
      token: account.token,
      body: { entries: ['joan@example.com'] },
    })
    assert.deepEqual(gone.body, { removed: 1 })
    assert.equal((await send({ email: 'joan@example.com' })).body.status, 'sold')
    assert.equal((await api.delete('/suppression/dnc')).status, 204)
    assert.lengthOf(await db.from('suppression_entries').where('account_id', account.id), 0)
  })

  test('a list of partners or profiles keeps the lead from them alone', async ({ assert }) => {
    const { api, add, send } = await listed({ blocks: 'some', partners: ['sunco'] })
    await add('jane@example.com')
    const { status, body } = await send({ email: 'jane@example.com' })
    assert.equal(status, 201)
    assert.equal(body.status, 'unsold')
    const [sunco] = body.distributions[0].evaluations
    assert.equal(sunco.explanation, 'suppressed: E-mail is on the list "Do not contact"')
    const path = `/leads/${body.id}/why-not`
    const query = `distribution=${body.distributions[0].id}&assignment=sunco-west`
    const why = await api.get(`${path}?${query}`)
    assert.equal(why.body.decided.kind, 'suppressed')
    const values = someValues({ email: 'jane@example.com' })
    const tried = await api.post('/profiles/solar-us/simulate', { values })
    assert.equal(tried.body.evaluations[0].explanation, sunco.explanation)
    assert.lengthOf(tried.body.deliveries, 0)
    const again = { duplicate: 'create' }
    const nevada = await send({ email: 'jane@example.com', state: 'NV' }, again, 1)
    assert.equal(nevada.body.distributions[0].deliveries[0].partner, 'brightco')
  })

  test("a partner's own list keeps leads from it and is acted on nowhere else", async ({
    assert,
  }) => {
    const { add, send } = await listed({ partner: 'brightco' })
    await add('jane@example.com')
    assert.equal((await send({ email: 'jane@example.com' })).body.status, 'sold')
    const nevada = await send({ email: 'jane@example.com', state: 'NV' }, { duplicate: 'create' })
    assert.equal(nevada.body.status, 'unsold')
  })
})

test.group('Suppression lists: asking and keeping', (group) => {
  group.setup(() => startEngine())

  test('of many who ask and add at once exactly one adds', async ({ assert }) => {
    const { api } = await listed()
    const ask = (asked: object) => api.post('/suppression/dnc/check', { add: true, ...asked })
    const forms = [
      { email: 'jane@example.com' },
      { email: ' JANE@example.com' },
      { hash: sha256('jane@example.com') },
    ]
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => ask(forms[n % forms.length]))
    )
    assert.lengthOf(
      answers.filter(({ body }) => body.added),
      1
    )
    assert.lengthOf(
      answers.filter(({ body }) => body.listed),
      29
    )
  })

  test('asking alone adds nothing, and an entry may run out', async ({ assert }) => {
    const { account, api } = await listed()
    const ask = (more: object = {}) =>
      api.post('/suppression/dnc/check', { phone: '(415) 555-2671', ...more })
    assert.deepEqual((await ask()).body, { listed: false, added: false })
    assert.deepEqual((await ask()).body, { listed: false, added: false })
    const soon = { add: true, expires_in: '30d' }
    assert.deepEqual((await ask(soon)).body, { listed: false, added: true })
    assert.deepEqual((await ask(soon)).body, { listed: true, added: false })
    assert.deepEqual((await ask()).body, { listed: true, added: false })
    const [row] = await db.from('suppression_entries').where('account_id', account.id)
    assert.closeTo(Number(row.expires_at), Date.now() + 30 * 86_400_000, 60_000)
    await db
      .from('suppression_entries')
      .where('id', row.id)
      .update({ expires_at: Date.now() - 1 })
    assert.deepEqual((await ask()).body, { listed: false, added: false })
    assert.deepEqual((await ask(soon)).body, { listed: false, added: true })
  })

  test('a list that got an MD5 knows the address in plain', async ({ assert }) => {
    const { account, api, add } = await listed()
    await add(md5('jane@example.com'))
    const asked = await api.post('/suppression/dnc/check', { email: 'jane@example.com', add: true })
    assert.deepEqual(asked.body, { listed: true, added: false })
    const [list] = (await api.get('/suppression')).body.data
    assert.equal(list.entries, 1)
    assert.equal((await api.get('/suppression/dnc/entries')).body.data.length, 1)
    assert.isAbove((await db.from('suppression_entries').where('account_id', account.id)).length, 0)
  })

  test('lists are made, changed and refused with the place of the mistake', async ({ assert }) => {
    const { account, api } = await listed()
    assert.equal((await api.post('/suppression', { key: 'dnc', name: 'Again' })).status, 409)
    const wrong = await api.post('/suppression', {
      key: 'some',
      name: 'Some',
      blocks: 'some',
      partners: ['sunco', 'nobody'],
    })
    assert.equal(wrong.status, 422)
    assert.equal(wrong.body.errors[0].field, 'partners[1]')
    assert.equal((await api.patch('/suppression/dnc', { blocks: 'some' })).status, 422)
    const changed = await api.patch('/suppression/dnc', { name: 'New name', keep_days: 30 })
    assert.deepEqual([changed.body.name, changed.body.keep_days], ['New name', 30])
    assert.equal((await api.post('/suppression/dnc/check', {})).status, 422)
    assert.equal(
      (await api.post('/suppression/dnc/check', { email: 'x' })).body.errors[0].field,
      'email'
    )
    const stranger = as(await makeAccount())
    assert.equal((await stranger.get('/suppression/dnc')).status, 404)
    const reader = as(await makeToken(account.id, ['config:read']))
    assert.equal((await reader.post('/suppression/dnc/check', { email: 'a@b.co' })).status, 403)
  })
})

test.group('Suppression lists: what leads cost', (group) => {
  group.setup(() => startEngine())

  test('a lead of an account without lists asks nothing of them', async ({ assert }) => {
    const account = await makeAccount()
    const api = as(account)
    const asked: string[] = []
    const { rowsBy } = store
    store.rowsBy = (table, column, values) => {
      asked.push(table)
      return rowsBy.call(store, table, column, values)
    }
    const locked: string[] = []
    const { submit } = store
    store.submit = (work) => {
      locked.push(...work.locks.map(({ table }) => table))
      return submit.call(store, work) as never
    }
    try {
      const made = await api.post('/leads', { entity: 'solar', values: someValues() }, WAIT)
      assert.equal(made.body.status, 'sold')
    } finally {
      store.rowsBy = rowsBy
      store.submit = submit
    }
    const of = [...asked, ...locked].filter((table) => /suppression|consent/.test(table))
    assert.deepEqual(of, [])
    assert.isAbove(locked.length, 0)
  })
})
