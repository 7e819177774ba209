import { test } from '@japa/runner'
import { as } from '#tests/functional/api/call'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'

test.group('api: leads', (group) => {
  group.setup(() => startEngine())

  test('a lead is stored, sold and told with its story', async ({ assert }) => {
    const { token } = await makeAccount()
    const api = as(token)
    const made = await api.post(
      '/leads',
      {
        entity: 'solar',
        values: someValues({ hobby: 'sailing' }),
        source: 'google-ads',
        external_id: 'x-1',
      },
      { prefer: 'wait=10' }
    )
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal(made.headers.get('preference-applied'), 'wait=10')
    assert.equal(made.headers.get('location'), `/api/v1/leads/${made.body.id}`)
    assert.equal(made.body.status, 'sold')
    assert.deepEqual(made.body.extra, { hobby: 'sailing' })
    const [distribution] = made.body.distributions
    assert.equal(distribution.profile, 'solar-us')
    assert.deepEqual(distribution.revenue, { amount: '25.00', currency: 'USD' })
    assert.equal(distribution.deliveries[0].partner, 'sunco')
    assert.equal(distribution.deliveries[0].status, 'sent')
    const read = await api.get(`/leads/${made.body.id}`)
    assert.deepEqual(read.body, made.body)
    const found = await api.get(`/distributions/${distribution.id}`)
    assert.equal(found.body.id, distribution.id)
  })
})
