import { test } from '@japa/runner'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { amountOf, around, makeMarket, sendMany } from '#tests/functional/backtest/market'
import { makeAccount, startEngine } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'

test.group('backtest: API', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.setup(() => startEngine())
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('the live version judged again changes nothing', async ({ assert }) => {
    const { account, api } = await makeMarket(server)
    const leads = await sendMany(account.id, 40)
    const before = await counts(account.id)
    const { status, body } = await api.post('/profiles/loans/backtest', { ...around(), version: 1 })
    assert.equal(status, 200)
    const sold = await store.all('select id from leads where account_id = ? and status = ?', [
      account.id,
      'sold',
    ])
    const [money] = await store.all('select sum(amount) as n from postings where account_id = ?', [
      account.id,
    ])
    assert.equal(body.leads, leads.length)
    assert.equal(body.changed, 0, JSON.stringify(body.changes))
    assert.equal(body.repriced, 0)
    assert.deepEqual(body.changes, [])
    assert.deepEqual(body.sold, { live: sold.length, draft: sold.length })
    assert.equal(body.revenue.live.amount, (Number(money.n) / 100).toFixed(2))
    assert.deepEqual(body.revenue.draft, body.revenue.live)
    for (const one of body.partners) {
      assert.equal(one.live, one.draft, one.partner)
      assert.deepEqual(one.revenue_live, one.revenue_draft)
      for (const cap of one.caps) assert.equal(cap.live, cap.draft, JSON.stringify(cap))
    }
    assert.equal(body.bases.sales.known, body.sales.draft)
    assert.equal(body.bases.sales.rate + body.bases.sales.assumed, 0)
    assert.deepEqual(body.versions, [{ version: 1, leads: leads.length }])
    assert.equal(server.journal.length, before.attempts, 'nothing was sent')
    assert.deepEqual(await counts(account.id), before, 'nothing was stored or counted')
  })

  test('a draft without the best buyer: who gets its leads, and why', async ({ assert }) => {
    const { account, api } = await makeMarket(server)
    await sendMany(account.id, 20)
    const route = { assignments: [] as object[] }
    const { body: profile } = await api.get('/profiles/loans')
    route.assignments = profile.assignments.filter((one: { key: string }) => one.key !== 'alpha')
    const { body } = await api.post('/profiles/loans/backtest', { ...around(), route })
    const live = await store.all(
      `select lead_id from deliveries where account_id = ? and assignment_key = 'alpha' and status = 'accepted'`,
      [account.id]
    )
    assert.isAbove(live.length, 0)
    assert.equal(body.changed, live.length)
    assert.deepEqual(
      body.changes.map((one: { lead: string }) => one.lead),
      live.map((row) => row.lead_id)
    )
    for (const one of body.changes) {
      assert.deepEqual([one.live, one.draft, one.kind], [['alpha'], ['gamma'], 'moved'])
      assert.deepInclude(one.why, { side: 'lost', partner: 'alpha', code: 'absent' })
    }
    // Gamma was never asked for these leads, and has sold everything it was asked for.
    assert.equal(body.bases.sales.rate, live.length)
    const alpha = body.partners.find((one: { partner: string }) => one.partner === 'alpha')
    assert.deepInclude(alpha, { live: live.length, draft: 0 })
    const page = await api.get(`/backtests/${body.id}/changes?limit=3`)
    assert.lengthOf(page.body.data, Math.min(3, live.length))
    const next = await api.get(
      `/backtests/${body.id}/changes?limit=200&cursor=${page.body.meta.next_cursor}`
    )
    assert.deepEqual([...page.body.data, ...next.body.data], body.changes)
    const again = await api.get(`/backtests/${body.id}`)
    assert.deepEqual(again.body, body)
  })

  test('the draft is what is tested unless something else is named', async ({ assert }) => {
    const { account, api } = await makeMarket(server)
    await sendMany(account.id, 10)
    const { body: live } = await api.post('/profiles/loans/backtest', around())
    assert.deepInclude(live, { source: 'version', version: 1, changed: 0 })
    const { saveDraft } = await import('#distribution/configuration/save_draft')
    const { body: form } = await api.get('/profiles/loans')
    for (const name of ['id', 'created_at', 'updated_at', 'version']) delete form[name]
    form.price = '6.00'
    form.filter = { all: [{ field: 'amount', operator: 'greater_than', value: 500 }] }
    const saved = await saveDraft(account.id, 'loans', form, { actor: null, on: 'draft' })
    assert.isTrue(saved.ok, JSON.stringify(saved))
    const { body: draft } = await api.post('/profiles/loans/backtest', around())
    assert.deepInclude(draft, { source: 'draft', version: null })
    const small = Array.from({ length: 10 }, (_, i) => amountOf(i)).filter((n) => n <= 500).length
    assert.equal(draft.kinds.lost, small)
    const { body: version } = await api.post('/profiles/loans/backtest', {
      ...around(),
      version: 0,
    })
    assert.equal(version.changed, draft.changed)
  })

  test('what cannot be tested is refused by name', async ({ assert }) => {
    const { api } = await makeMarket(server)
    const refused = async (body: object) => {
      const answer = await api.post('/profiles/loans/backtest', body)
      assert.equal(answer.status, 422, JSON.stringify(answer.body))
      return answer.body.errors.map((one: { field: string; rule: string }) => [one.field, one.rule])
    }
    const { from, to } = around()
    assert.deepEqual(await refused({ from: to, to: from }), [['to', 'range']])
    assert.deepEqual(await refused({ from: '2020-01-01', to: '2022-01-01' }), [['to', 'too_long']])
    assert.deepEqual(await refused({ from, to, version: 7 }), [['version', 'unknown']])
    assert.deepEqual(await refused({ from, to, version: 0 }), [['version', 'unknown']])
    assert.deepEqual(await refused({ from, to, version: 1, route: {} }), [['version', 'form']])
    assert.deepEqual(await refused({ from: 'soon', to }), [['from', 'moment']])
    assert.deepEqual(await refused({ to }), [['from', 'required']])
    const broken = { route: { start: 'a', nodes: { a: { type: 'condition' } } } }
    assert.isNotEmpty(await refused({ from, to, ...broken }))
    const none = await api.post('/profiles/none/backtest', { from, to })
    assert.equal(none.status, 404)
  })

  test("another account's backtests are not there", async ({ assert }) => {
    const { account, api } = await makeMarket(server)
    await sendMany(account.id, 2)
    const { body } = await api.post('/profiles/loans/backtest', around())
    const stranger = as(await makeAccount())
    for (const path of [`/backtests/${body.id}`, `/backtests/${body.id}/changes`])
      assert.equal((await stranger.get(path)).status, 404)
    assert.equal((await stranger.delete(`/backtests/${body.id}`)).status, 404)
    assert.equal((await stranger.get('/profiles/loans/backtests')).status, 404)
    const { body: list } = await api.get('/profiles/loans/backtests')
    assert.deepEqual(
      list.data.map((one: { id: string }) => one.id),
      [body.id]
    )
  })

  test('who does not wait finds it, or stops it', async ({ assert }) => {
    const { account, api } = await makeMarket(server)
    await sendMany(account.id, 30)
    const started = await api.post('/profiles/loans/backtest', around(), { prefer: 'wait=0' })
    assert.equal(started.status, 202)
    assert.equal(started.headers.get('location'), `/api/v1/backtests/${started.body.id}`)
    assert.equal(started.body.status, 'running')
    const stopped = await api.delete(`/backtests/${started.body.id}`)
    const { body } = await api.get(`/backtests/${started.body.id}`)
    if (stopped.status === 204) assert.equal(body.status, 'stopped')
    else assert.deepEqual([stopped.status, body.status], [409, 'done'])
    assert.equal((await api.delete(`/backtests/${started.body.id}`)).status, 409)
  })
})

async function counts(accountId: string) {
  const n = async (table: string) =>
    Number(
      (await store.first(`select count(*) as n from ${table} where account_id = ?`, [accountId]))!.n
    )
  return {
    distributions: await n('distributions'),
    deliveries: await n('deliveries'),
    attempts: await n('attempts'),
    postings: await n('postings'),
    events: await n('events'),
    buckets: JSON.stringify(
      await store.all('select id, used from cap_buckets where account_id = ? order by id', [
        accountId,
      ])
    ),
  }
}
