import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { as, call } from '#tests/functional/api/call'
import { accountWithSource, sourceToken } from '#tests/functional/capture/source_support'
import { withSuppliers } from '#tests/functional/suppliers/support'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'

test.group('capture: sources', (group) => {
  group.setup(() => startEngine())

  test('a source is made, read, changed and deleted by its key', async ({ assert }) => {
    const { api, id } = await plain()
    const made = await api.post('/sources', { key: ' Facebook / Ads 50% ', entity: 'solar' })
    assert.equal(made.status, 201)
    assert.isNull(made.body.posting_url)
    const path = `/sources/${encodeURIComponent('Facebook / Ads 50%')}`
    const read = await api.get(path)
    assert.equal(read.status, 200)
    assert.containSubset(read.body, {
      key: 'Facebook / Ads 50%',
      entity: 'solar',
      status: 'active',
    })
    const changed = await api.patch(path, { name: 'Facebook', hidden: ['ssn'] })
    assert.containSubset(changed.body, { name: 'Facebook', hidden: ['ssn'], entity: 'solar' })
    const again = await api.post('/sources', { key: 'Facebook / Ads 50%', entity: 'solar' })
    assert.equal(again.status, 409)
    const listed = await api.get('/sources')
    assert.lengthOf(listed.body.data, 1)
    assert.equal((await api.delete(path)).status, 204)
    assert.equal((await api.get(path)).status, 404)
    const history = await db.from('config_changes').where('account_id', id).orderBy('id')
    assert.includeMembers(
      history.map(({ object, action }) => `${object} ${action}`),
      ['created', 'updated', 'deleted'].map((action) => `sources.Facebook / Ads 50% ${action}`)
    )
  })

  test('what a source says of fields must fit its entity', async ({ assert }) => {
    const { api } = await plain()
    const refused = async (more: object) => {
      const answer = await api.post('/sources', { key: 'x', entity: 'solar', ...more })
      assert.equal(answer.status, 422, JSON.stringify(answer.body))
      return answer.body.errors.map(({ field, rule }: any) => `${field} ${rule}`)
    }
    assert.deepEqual(await refused({ hidden: ['nothing'] }), ['hidden[0] exists'])
    assert.deepEqual(await refused({ hidden: ['email'] }), ['hidden required'])
    assert.deepEqual(await refused({ fixed: { ssn: '1' } }), ['fixed.ssn encrypted'])
    assert.deepEqual(await refused({ fixed: { state: 'XX' } }), ['fixed.state option'])
    assert.deepEqual(await refused({ allowed: { state: ['XX'] } }), ['allowed.state option'])
    assert.deepEqual(await refused({ allowed: { email: ['a'] } }), ['allowed.email type'])
    assert.deepEqual(await refused({ supplier: 'nobody' }), ['supplier exists'])
    assert.deepEqual(await refused({ profile: 'nothing' }), ['profile exists'])
    assert.deepEqual(await refused({ entity: 'nothing' }), ['entity exists'])
    assert.deepEqual(await refused({ password: 'short' }), ['password length'])
    assert.deepEqual(await refused({ key: '..' }), ['key key'])
  })

  test('the supplier of a source stands with the supplier, and moves', async ({ assert }) => {
    const { api, id } = await accountWithSource()
    await withSuppliers(id, [
      { key: 'probe', name: 'Probe', sources: ['bing'] },
      { key: 'other', name: 'Other' },
    ])
    const sources = async (key: string) => (await api.get(`/suppliers/${key}`)).body.sources ?? []
    await api.patch('/sources/google-ads', { supplier: 'probe' })
    assert.deepEqual(await sources('probe'), ['bing', 'google-ads'])
    await api.patch('/sources/google-ads', { supplier: 'other' })
    assert.deepEqual(await sources('probe'), ['bing'])
    assert.deepEqual(await sources('other'), ['google-ads'])
    assert.equal((await api.get('/sources/google-ads')).body.supplier, 'other')
    await api.patch('/suppliers/other', { sources: [] })
    assert.notProperty((await api.get('/sources/google-ads')).body, 'supplier')
  })

  test("another account's source is not there", async ({ assert }) => {
    const home = await accountWithSource()
    const other = as((await makeAccount()).token)
    assert.equal((await other.get('/sources/google-ads')).status, 404)
    assert.equal((await other.patch('/sources/google-ads', { name: 'x' })).status, 404)
    assert.equal((await other.delete('/sources/google-ads')).status, 404)
    assert.equal((await home.api.get('/sources/google-ads')).body.name, 'Google Ads')
  })
})

test.group('capture: tokens of a source', (group) => {
  group.setup(() => startEngine())

  test('what they hand in comes from their source', async ({ assert }) => {
    const { api, token } = await accountWithSource()
    const mine = as(token)
    const lead = await mine.post('/leads', { entity: 'solar', values: someValues() })
    assert.equal(lead.status, 201)
    assert.equal(lead.body.source, 'google-ads')
    const said = { source: ' google-ads ', values: someValues() }
    assert.equal((await mine.post('/leads', said)).status, 201, 'said right, entity left out')
    const flat = await mine.post('/intake', { ...someValues(), SOURCE: 'google-ads' })
    assert.equal(flat.status, 201)
    assert.equal((await api.get(`/leads/${flat.body.lead_id}`)).body.source, 'google-ads')
    const bulk = await mine.post('/leads/bulk', { leads: [someValues(), someValues()] })
    assert.equal(bulk.body.created, 2)
    const { body } = await api.get(`/leads/${bulk.body.results[0].id}`)
    assert.equal(body.source, 'google-ads')
  })

  test('another source or entity is refused by name', async ({ assert }) => {
    const { token } = await accountWithSource()
    const mine = as(token)
    for (const [path, body] of [
      ['/leads', { values: someValues(), source: 'bing' }],
      ['/intake', { ...someValues(), Source: 'bing' }],
      ['/leads/bulk', { leads: [someValues()], source: 'bing' }],
    ] as const) {
      const answer = await mine.post(path, body)
      assert.equal(answer.status, 422, path)
      assert.containSubset(answer.body.errors, [{ field: 'source', rule: 'token' }])
    }
    const other = await mine.post('/leads', { entity: 'roof', values: someValues() })
    assert.containSubset(other.body.errors, [{ field: 'entity', rule: 'token' }])
    const again = await mine.post('/leads', { values: someValues(), duplicate: 'create' })
    assert.containSubset(again.body.errors, [{ field: 'duplicate', rule: 'token' }])
  })

  test('they do nothing but hand in leads, and tell neither buyers nor prices', async ({
    assert,
  }) => {
    const { api, token } = await accountWithSource()
    const mine = as(token)
    const sold = await mine.post('/leads', { values: someValues() }, { prefer: 'wait=10' })
    assert.equal(sold.body.status, 'sold')
    assert.deepEqual(sold.body.distributions, [])
    const told = await mine.post('/intake?wait=10', someValues())
    assert.containSubset(told.body, { outcome: 'sold', price: null })
    const { id } = sold.body
    assert.equal((await mine.delete(`/leads/${id}`)).status, 403)
    assert.equal((await mine.patch(`/leads/${id}`, { stage: 'new' })).status, 403)
    assert.equal(
      (await mine.post(`/leads/${id}/distributions`, { profile: 'solar-us' })).status,
      403
    )
    assert.equal((await mine.get(`/leads/${id}`)).status, 403)
    assert.equal((await api.get(`/leads/${id}`)).status, 200)
  })

  test('they are bound at the addresses of other systems too', async ({ assert }) => {
    const { api, token } = await accountWithSource({ fixed: { monthly_bill: 300 } })
    const mine = {
      post: (path: string, body: unknown) => call('POST', path, { token, body }),
    }
    const flat = await mine.post('/intake', someValues({ monthly_bill: 5 }))
    assert.equal(flat.status, 201)
    const lead = (await api.get(`/leads/${flat.body.lead_id}`)).body
    assert.containSubset(lead, { source: 'google-ads', values: { monthly_bill: 300 } })
    const bulk = await mine.post('/leads/bulk', { leads: [someValues()] })
    assert.equal(bulk.body.created, 1)
    const row = (await api.get(`/leads/${bulk.body.results[0].id}`)).body
    assert.containSubset(row, { source: 'google-ads', values: { monthly_bill: 300 } })
    for (const [path, body] of [
      ['/intake', { ...someValues(), Source: 'bing' }],
      ['/leads/bulk', { leads: [someValues()], source: 'bing' }],
    ] as const) {
      const answer = await mine.post(path, body)
      assert.equal(answer.status, 422, path)
      assert.containSubset(answer.body.errors, [{ field: 'source', rule: 'token' }])
    }
    await api.patch('/sources/google-ads', { status: 'paused' })
    assert.equal((await mine.post('/intake', someValues())).status, 403)
    assert.equal((await mine.post('/leads/bulk', { leads: [someValues()] })).status, 403)
  })

  test('they ping as their source, and are told no price', async ({ assert }) => {
    const { api, token } = await accountWithSource({
      ...{ fixed: { monthly_bill: 300 }, allowed: { state: ['CA', 'AZ'] } },
    })
    const mine = as(token)
    const values = someValues({ monthly_bill: 5 })
    const told = await mine.post('/pings', { values })
    assert.equal(told.status, 200)
    assert.containSubset(told.body, { outcome: 'accepted', price: null, reason: null })
    const sold = await mine.post(
      '/leads',
      { values, ping_id: told.body.ping_id },
      { prefer: 'wait=10' }
    )
    assert.equal(sold.status, 201)
    assert.equal(sold.body.status, 'sold')
    const lead = (await api.get(`/leads/${sold.body.id}`)).body
    assert.containSubset(lead, { source: 'google-ads', values: { monthly_bill: 300 } })

    const other = await mine.post('/pings', { values, source: 'bing' })
    assert.containSubset(other.body.errors, [{ field: 'source', rule: 'token' }])
    const narrow = await mine.post('/pings', { values: someValues({ state: 'NV' }) })
    assert.containSubset(narrow.body.errors, [{ field: 'state', rule: 'option' }])
    await api.patch('/sources/google-ads', { status: 'paused' })
    assert.equal((await mine.post('/pings', { values })).status, 403)
  })

  test('what the source hides, fixes and narrows holds', async ({ assert }) => {
    const { api, token } = await accountWithSource({
      ...{ hidden: ['ssn'], fixed: { monthly_bill: 300 }, allowed: { state: ['CA', 'AZ'] } },
    })
    const mine = as(token)
    const values = { ...someValues(), ssn: '078-05-1120', monthly_bill: 5 }
    const made = await mine.post('/leads', { values })
    const lead = (await api.get(`/leads/${made.body.id}`)).body
    assert.equal(lead.values.monthly_bill, 300)
    assert.notProperty(lead.values, 'ssn')
    assert.containSubset(lead.extra, { ssn: '078-05-1120', monthly_bill: 5 })
    const refused = await mine.post('/leads', { values: someValues({ state: 'NV' }) })
    assert.containSubset(refused.body.errors, [{ field: 'state', rule: 'option' }])
    const rows = await mine.post('/leads/bulk', {
      leads: [someValues(), someValues({ state: 'NV' })],
    })
    assert.containSubset(rows.body, { created: 1, refused: 1 })
    // The account's own tokens are bound by nothing.
    const free = { entity: 'solar', source: 'google-ads', values: someValues({ state: 'NV' }) }
    assert.equal((await api.post('/leads', free)).status, 201)
  })

  test('what the source says of duplicates and the profile decides', async ({ assert }) => {
    const { token } = await accountWithSource({ duplicate: 'reject', profile: 'solar-us' })
    const values = someValues()
    assert.equal((await as(token).post('/leads', { values })).status, 201)
    assert.equal((await as(token).post('/leads', { values })).status, 409)
  })

  test('a paused source takes nothing, a deleted one ends its tokens', async ({ assert }) => {
    const { api, token } = await accountWithSource()
    const post = () => as(token).post('/leads', { values: someValues() })
    await api.patch('/sources/google-ads', { status: 'paused' })
    assert.equal((await post()).status, 403)
    await api.patch('/sources/google-ads', { status: 'active' })
    assert.equal((await post()).status, 201)
    await api.delete('/sources/google-ads')
    assert.equal((await post()).status, 401)
  })

  test('are made and ended where the source is, by who manages the account', async ({ assert }) => {
    const { owner, token } = await accountWithSource()
    const any = await sourceToken(owner.visitor, 'google-ads', { any_entity: true })
    const unknown = await as(any).post('/leads', { values: someValues() })
    assert.containSubset(unknown.body.errors, [{ field: 'entity', rule: 'required' }])
    const row = await db.from('api_tokens').where('hint', token.slice(-4)).orderBy('id').first()
    const path = `/sources/google-ads/tokens/${row.id}`
    assert.equal((await owner.visitor.json('DELETE', path)).status, 204)
    assert.equal((await as(token).post('/leads', { values: someValues() })).status, 401)
    assert.equal((await owner.visitor.json('DELETE', path)).status, 404)
  })
})

async function plain() {
  const account = await makeAccount()
  return { ...account, api: as(account.token) }
}
