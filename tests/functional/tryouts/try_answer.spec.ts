import { test } from '@japa/runner'
import { askJson } from '#tests/functional/pages/workspace'
import { desk } from '#tests/functional/tryouts/support'

const response = {
  accepted: { all: [{ field: 'body.status', operator: 'equals', value: 'ok' }] },
  duplicate: { all: [{ field: 'body.reason', operator: 'contains', value: 'duplicate' }] },
  reason: 'body.reason',
  price: 'body.price',
  reference: 'body.id',
}

test.group('An answer read', () => {
  test('as the delivery would read it, with what decided', async ({ client, assert }) => {
    const { user } = await desk()
    const read = async (answer: object, config: object = response) => {
      const done = await askJson(client, 'post', '/answers/try', user, { answer, response: config })
      done.assertStatus(200)
      return done.body()
    }
    const yes = await read({ status: 200, body: '{"status":"OK","price":12.5,"id":"b-7"}' })
    assert.deepInclude(yes.outcome, { status: 'accepted', price: '12.5', reference: 'b-7' })
    assert.equal(yes.decided_by, 'accepted')
    assert.deepEqual(yes.found, { reason: null, price: 12.5, reference: 'b-7' })
    assert.deepEqual(
      yes.rules.map((one: { name: string; matched: boolean }) => [one.name, one.matched]),
      [
        ['duplicate', false],
        ['accepted', true],
      ]
    )
    assert.deepEqual(yes.rules[1].verdicts['all[0]'], { matched: true, actual: 'OK' })

    const twice = await read({ status: 200, body: '{"status":"no","reason":"Duplicate lead"}' })
    assert.deepInclude(twice.outcome, { status: 'rejected', duplicate: true })
    assert.equal(twice.decided_by, 'duplicate')

    const busy = await read({ status: 503, headers: { 'Retry-After': '30' }, body: 'later' })
    assert.deepInclude(busy.outcome, { status: 'failed', retry: { afterSeconds: 30 } })
    assert.equal(busy.decided_by, 'fault')

    const xml = await read(
      { status: 200, body: '<r><status>ok</status></r>' },
      { accepted: { field: 'body.r.status', operator: 'equals', value: 'ok' } }
    )
    assert.equal(xml.outcome.status, 'accepted')
    assert.deepEqual(xml.body, { r: { status: 'ok' } })

    const plain = await read({ status: 200 }, {})
    assert.equal(plain.decided_by, 'status')
  })

  test('rules and paths that cannot be read are refused at their places', async ({
    client,
    assert,
  }) => {
    const { user } = await desk()
    const done = await askJson(client, 'post', '/answers/try', user, {
      answer: { status: 200 },
      response: {
        accepted: { all: [{ field: 'bdy.status', operator: 'equals', value: 'ok' }] },
        price: 'price',
      },
    })
    done.assertStatus(422)
    assert.deepEqual(
      done.body().errors.map((one: { field: string }) => one.field),
      ['response.accepted.all[0].field', 'response.price']
    )
    const none = await askJson(client, 'post', '/answers/try', user, { answer: { status: 99 } })
    assert.equal(none.body().errors[0].field, 'answer.status')
  })
})
