import { test } from '@japa/runner'
import { callbackToken } from '#distribution/callback_token'
import { store } from '#store/store'
import { as, call } from '#tests/functional/api/call'
import { makeAccount, makeToken, someValues, startEngine } from '#tests/helpers/make_account'

const key = (text: string) => ({ 'idempotency-key': text })

test.group('api: idempotency', (group) => {
  group.setup(() => startEngine())

  test('the same key and body give the first answer again, another body a 409', async ({
    assert,
  }) => {
    const { id, token } = await makeAccount()
    const api = as(token)
    const body = { entity: 'solar', values: someValues() }
    const first = await api.post('/leads', body, key('a'))
    assert.equal(first.status, 201)
    assert.isNull(first.headers.get('idempotency-replayed'))
    const again = await api.post('/leads', body, key('a'))
    assert.equal(again.status, 201)
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    assert.equal(again.headers.get('location'), first.headers.get('location'))
    assert.deepEqual(again.body, first.body)
    const other = await api.post('/leads', { ...body, source: 'else' }, key('a'))
    assert.equal(other.status, 409)
    assert.match(other.body.type, /idempotency-conflict$/)
    const elsewhere = await api.post('/intake', body, key('a'))
    assert.equal(elsewhere.status, 409)
    // A key belongs to the account: another token of it shares it, another account has its own.
    const colleague = await as(await makeToken(id)).post('/leads', body, key('a'))
    assert.equal(colleague.headers.get('idempotency-replayed'), 'true')
    const stranger = await as(await makeAccount()).post('/leads', body, key('a'))
    assert.equal(stranger.status, 201)
    assert.isNull(stranger.headers.get('idempotency-replayed'))
  })

  test('of many at once exactly one is stored', async ({ assert }) => {
    const { id, token } = await makeAccount()
    const body = { entity: 'solar', duplicate: 'create', values: someValues() }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => as(token).post('/leads', body, key('race')))
    )
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])
    assert.lengthOf([...new Set(answers.map((answer) => answer.body.id))], 1)
    const row = await store.first('select count(*) as n from leads where account_id = ?', [id])
    assert.equal(Number(row!.n), 1)
  })

  test('a lead stored by a process that died before it answered is answered by the next', async ({
    assert,
  }) => {
    const { id, token } = await makeAccount()
    const body = { entity: 'solar', duplicate: 'create', values: someValues() }
    const first = await as(token).post('/leads', body, key('crash'))
    // The row as it is between the lead's own transaction and the storing of the answer.
    const row = await store.first('select id from idempotency_keys where account_id = ?', [id])
    await store.submit({
      locks: [],
      decide: () => ({
        result: null,
        writes: [
          { update: 'idempotency_keys', id: row!.id as string, set: { status: null, body: null } },
        ],
      }),
    })
    const again = await as(token).post('/leads', body, key('crash'))
    assert.equal(again.status, 201)
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    assert.equal(again.body.id, first.body.id)
  })

  test('the next process also knows that it was a duplicate, skipped or refused', async ({
    assert,
  }) => {
    const { id, token } = await makeAccount()
    const values = someValues()
    const { body: first } = await as(token).post('/leads', { entity: 'solar', values })
    for (const [duplicate, status] of [
      ['skip', 200],
      ['update', 200],
      ['reject', 409],
    ] as const) {
      const body = { entity: 'solar', duplicate, values }
      await as(token).post('/leads', body, key(duplicate))
      const rows = await store.all('select id from idempotency_keys where account_id = ?', [id])
      for (const row of rows)
        await store.submit({
          locks: [],
          decide: () => ({
            result: null,
            writes: [
              {
                update: 'idempotency_keys',
                id: row.id as string,
                set: { status: null, body: null },
              },
            ],
          }),
        })
      const again = await as(token).post('/leads', body, key(duplicate))
      assert.equal(again.status, status)
      assert.equal(again.body.duplicate_of, first.id)
      assert.equal(again.headers.get('idempotency-replayed'), 'true')
    }
  })

  test('a partner may repeat its callback', async ({ assert }) => {
    const { token } = await makeAccount()
    const body = { entity: 'solar', values: someValues({ state: 'NV' }) }
    const { body: lead } = await as(token).post('/leads', body, { prefer: 'wait=1' })
    const path = `/api/v1/callbacks/${callbackToken(lead.distributions[0].deliveries[0].id)}`
    const send = () =>
      call('POST', path, { body: { status: 'accepted' }, headers: key('partner-1') })
    const settled = await send()
    assert.equal(settled.status, 200)
    const again = await send()
    assert.equal(again.status, 200)
    assert.deepEqual(again.body, settled.body)
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
  })

  test('a refused body may be corrected under the same key', async ({ assert }) => {
    const { token } = await makeAccount()
    const refused = await as(token).post('/leads', { entity: 'solar', values: {} }, key('b'))
    assert.equal(refused.status, 422)
    const values = someValues()
    const corrected = await as(token).post('/leads', { entity: 'solar', values }, key('b'))
    assert.equal(corrected.status, 201)
  })

  test('every POST keeps its answer: bulk, configuration, cancellation', async ({ assert }) => {
    const { token } = await makeAccount()
    const api = as(token)
    const rows = [someValues(), { email: 'nothing' }, someValues()]
    const bulk = { entity: 'solar', leads: rows, duplicate: 'create' }
    const stored = await api.post('/leads/bulk', bulk, key('bulk'))
    const again = await api.post('/leads/bulk', bulk, key('bulk'))
    assert.deepEqual(again.body, stored.body)
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    const listed = await api.get('/leads')
    assert.lengthOf(listed.body.data, 2)

    const partner = { key: 'third', name: 'Third', time_zone: 'UTC' }
    const made = await api.post('/partners', partner, key('partner'))
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const remade = await api.post('/partners', partner, key('partner'))
    assert.equal(remade.status, 201)
    assert.deepEqual(remade.body, made.body)
  })

  test('a key with what no header should hold is refused', async ({ assert }) => {
    const { token } = await makeAccount()
    const body = { entity: 'solar', values: someValues() }
    const answer = await as(token).post('/leads', body, key('x'.repeat(256)))
    assert.equal(answer.status, 422)
    assert.equal(answer.body.errors[0].field, 'Idempotency-Key')
  })

  test('a stored answer is encrypted and goes with the lead', async ({ assert }) => {
    const { id, token } = await makeAccount()
    const values = someValues({ ssn: '078-05-1120' })
    const lead = await as(token).post('/leads', { entity: 'solar', values }, key('pii'))
    const rows = () => store.all('select * from idempotency_keys where account_id = ?', [id])
    assert.notInclude(JSON.stringify(await rows()), '078-05-1120')
    await as(token).delete(`/leads/${lead.body.id}`)
    assert.lengthOf(await rows(), 0)
  })
})
