import { test } from '@japa/runner'
import { checkReadiness } from '#http/health/check_readiness'
import { EventCounts } from '#http/metrics/event_counts'
import { store } from '#store/store'
import { as, call } from '#tests/functional/api/call'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'

test.group('api: health', (group) => {
  group.setup(() => startEngine())

  test('live and ready answer at the root and under the API', async ({ assert }) => {
    for (const prefix of ['', '/api/v1']) {
      const live = await call('GET', `${prefix}/health/live`)
      assert.equal(live.status, 200)
      const ready = await call('GET', `${prefix}/health/ready`)
      assert.equal(ready.status, 200)
      assert.deepEqual(ready.body.checks, { database: 'ok', queue: 'ok', storage: 'ok' })
    }
  })

  test('an idle connection outlives those of proxies, so that none sends a request into a closed one', async ({
    assert,
  }) => {
    const { headers } = await call('GET', '/health/live')
    assert.equal(headers.get('keep-alive'), 'timeout=125')
  })

  test('ready names the part that fails', async ({ assert }) => {
    const { ready, checks } = await checkReadiness(
      {
        database: async () => {},
        queue: async () => {
          throw new Error('Redis does not answer')
        },
        storage: () => new Promise(() => {}),
      },
      20
    )
    assert.isFalse(ready)
    assert.deepEqual(checks, {
      database: 'ok',
      queue: 'Redis does not answer',
      storage: 'no answer in time',
    })
  })

  test('metrics are Prometheus text and count requests', async ({ assert }) => {
    const api = as(await makeAccount())
    await api.post('/leads', { entity: 'solar', values: someValues() })
    const { status, headers, body } = await call('GET', '/metrics')
    assert.equal(status, 200)
    assert.match(headers.get('content-type')!, /^text\/plain/)
    for (const line of body.trimEnd().split('\n'))
      assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/)
    assert.match(
      body,
      /^sluice_http_requests_total\{method="POST",route="\/api\/v1\/leads",status="201"\} \d+$/m
    )
    for (const name of [
      'sluice_leads_total',
      'sluice_queue_depth',
      'sluice_event_loop_lag_seconds',
      'process_resident_memory_bytes',
    ])
      assert.include(body, `# TYPE ${name} `)
  })

  test('events are counted once each, however often one looks', async ({ assert }) => {
    const began = Date.now()
    const counts = new EventCounts(began, 0)
    const { id, token } = await makeAccount()
    const values = someValues()
    for (const body of [{ values }, { values }, { values: someValues() }])
      await as(token).post('/leads', { entity: 'solar', ...body })
    // Other tests of this process may have left events in the same moment: ours are a part of what is counted.
    const later = Date.now() + 60_000
    const [first, second] = [await counts.at(later), await counts.at(later + 1)]
    const row = await store.first(
      `select count(*) as n from events where account_id = ? and type = 'lead.received'`,
      [id]
    )
    assert.equal(Number(row!.n), 2)
    assert.isAtLeast(first.get('lead.received')!, 2)
    assert.equal(second.get('lead.received'), first.get('lead.received'))
    assert.isAtLeast(first.get('lead.duplicate')!, 1)
  })
})
