import { test } from '@japa/runner'
import { callbackToken } from '#distribution/callback_token'
import { as, call } from '#tests/functional/api/call'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'

const WAIT = { prefer: 'wait=10' }

/** The same with another last letter. */
const otherEnd = (text: string) => text.slice(0, -1) + (text.endsWith('_') ? '-' : '_')

test.group('api: deliveries', (group) => {
  group.setup(() => startEngine())

  const sell = async (token: string, values: object = {}) => {
    const body = { entity: 'solar', values: someValues({ ...values }), source: 'ads' }
    // A lead of NV waits for its partner: nobody needs to wait for its end.
    const lead = await as(token).post('/leads', body, WAIT)
    return lead.body.distributions[0].deliveries[0]
  }
  /** NV: the partner decides later. */
  const offer = async (token: string) => {
    const body = { entity: 'solar', values: someValues({ state: 'NV' }) }
    const { body: lead } = await as(token).post('/leads', body, { prefer: 'wait=1' })
    return lead.distributions[0].deliveries[0]
  }

  test('a sale is taken back once, and the ledger keeps both', async ({ assert }) => {
    const { token } = await makeAccount()
    const api = as(token)
    const { id } = await sell(token)
    const cancelled = await api.post(`/deliveries/${id}/cancel`, {
      reason: 'invalid_phone',
      note: '',
    })
    assert.equal(cancelled.status, 200, JSON.stringify(cancelled.body))
    assert.equal(cancelled.body.status, 'cancelled')
    assert.equal(cancelled.body.cancel_reason, 'invalid_phone')
    assert.isString(cancelled.body.cancelled_at)
    const again = await api.post(`/deliveries/${id}/cancel`, { reason: 'invalid_phone' })
    assert.equal(again.status, 409)
    const retried = await api.post(`/deliveries/${id}/retry`)
    assert.equal(retried.status, 409)
    const unreasoned = await api.post(`/deliveries/${id}/cancel`, {})
    assert.equal(unreasoned.body.errors[0].field, 'reason')
    const report = await api.get('/reports/revenue?group_by=source')
    assert.deepEqual(report.body.data, [
      {
        key: 'ads',
        delivered: 1,
        cancelled: 1,
        returned: 0,
        gross: { amount: '25.00', currency: 'USD' },
        reversed: { amount: '25.00', currency: 'USD' },
        net: { amount: '0.00', currency: 'USD' },
      },
    ])
  })

  test('a partner that decides later settles by its callback, once', async ({ assert }) => {
    const { token } = await makeAccount()
    const { id, status } = await offer(token)
    assert.equal(status, 'waiting')
    const path = `/api/v1/callbacks/${callbackToken(id)}`
    const wrong = await call('POST', path, { body: { status: 'maybe' } })
    assert.equal(wrong.status, 422)
    const body = { status: 'accepted', price: '30.00', reference: 'buyer-77' }
    const settled = await call('POST', path, { body })
    assert.equal(settled.status, 200, JSON.stringify(settled.body))
    const delivery = await as(token).get(`/deliveries/${id}`)
    assert.equal(delivery.body.status, 'accepted')
    assert.deepEqual(delivery.body.price, { amount: '30.00', currency: 'USD' })
    assert.equal(delivery.body.reference, 'buyer-77')
    const again = await call('POST', path, { body })
    assert.equal(again.status, 409)
    const forged = await call('POST', otherEnd(path), { body })
    assert.equal(forged.status, 404)
    const nobody = await call('POST', '/api/v1/callbacks/cb_x', { body })
    assert.equal(nobody.status, 404)
  })

  test('a waiting delivery is settled by hand', async ({ assert }) => {
    const { token } = await makeAccount()
    const { id } = await offer(token)
    const settled = await as(token).post(`/deliveries/${id}/settle`, {
      status: 'rejected',
      reason: 'out of area',
    })
    assert.equal(settled.status, 200, JSON.stringify(settled.body))
    assert.equal(settled.body.status, 'rejected')
    assert.equal(settled.body.reason, 'out of area')
  })

  test('deliveries are listed by partner, profile and status', async ({ assert }) => {
    const { token } = await makeAccount()
    const api = as(token)
    await sell(token)
    await sell(token)
    await offer(token)
    const count = async (query: string) => {
      const page = await api.get(`/deliveries?${query}`)
      assert.equal(page.status, 200)
      return page.body.data.length
    }
    assert.equal(await count(''), 3)
    assert.equal(await count('partner=sunco'), 2)
    assert.equal(await count('partner=brightco&profile=solar-us&status=waiting'), 1)
    assert.equal(await count('partner=nobody'), 0)
    const first = await api.get('/deliveries?limit=2')
    const rest = await api.get(`/deliveries?limit=2&cursor=${first.body.meta.next_cursor}`)
    assert.lengthOf(rest.body.data, 1)
    assert.isNull(rest.body.meta.next_cursor)
  })

  test('the trail and the report tell what happened', async ({ assert }) => {
    const { token } = await makeAccount({ timeZone: 'America/Los_Angeles' })
    const api = as(token)
    const { lead_id: lead, distribution_id: distribution } = await sell(token)
    await sell(token)
    const trail = await api.get(`/events?lead=${lead}`)
    const types = trail.body.data.map((event: { type: string }) => event.type)
    assert.equal(types.at(-1), 'lead.received')
    assert.includeMembers(types, ['delivery.sent', 'revenue.booked', 'distribution.finished'])
    for (const event of trail.body.data)
      assert.sameMembers(Object.keys(event), [
        'id',
        'at',
        'type',
        'lead',
        'distribution',
        'delivery',
        'partner',
        'actor',
        'data',
      ])
    const booked = await api.get(
      `/events?distribution=${distribution}&partner=sunco&type=revenue.booked`
    )
    assert.lengthOf(booked.body.data, 1)
    assert.equal(booked.body.data[0].partner, 'sunco')

    const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'America/Los_Angeles' })
    const expected: Record<string, string> = {
      partner: 'sunco',
      profile: 'solar-us',
      source: 'ads',
      day,
      month: day.slice(0, 7),
    }
    for (const [grouping, key] of Object.entries(expected)) {
      const report = await api.get(`/reports/revenue?group_by=${grouping}&from=${day}&to=${day}`)
      assert.lengthOf(report.body.data, 1)
      assert.equal(report.body.data[0].key, key)
      assert.equal(report.body.data[0].delivered, 2)
      assert.deepEqual(report.body.total.net, { amount: '50.00', currency: 'USD' })
    }
    const before = await api.get('/reports/revenue?to=2020-01-01')
    assert.deepEqual(before.body.data, [])
    const wrong = await api.get('/reports/revenue?group_by=moon')
    assert.equal(wrong.status, 422)
  })
})
