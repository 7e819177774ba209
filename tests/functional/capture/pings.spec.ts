import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import { returnPlaces } from '#distribution/pings/return_places'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { brokenInvariants, ledgerOf, loanBlueprint } from '#tests/functional/distribution/support'
import { makeAccount, startEngine } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'

type Server = Awaited<ReturnType<typeof partnerServer>>
const places = (accountId: string) =>
  store.all('select * from ping_places where account_id = ? order by id', [accountId])
const usedOf = async (accountId: string) => {
  const rows = await store.all('select used from cap_buckets where account_id = ?', [accountId])
  return rows.reduce((sum, row) => sum + Number(row.used), 0)
}
const lateBy = async (ms: number) => returnPlaces(Date.now() + ms)

test.group('a ping holds a place, and the post takes it', (group) => {
  let server: Server
  group.setup(startEngine)
  group.each.setup(async () => {
    server = await partnerServer()
    server.behave(() => ({ json: { status: 'ok', id: 'their-1' } }))
    return () => server.close()
  })
  const loans = async (
    assignments: Parameters<typeof loanBlueprint>[1],
    profile: Record<string, unknown> = {},
    partners: Record<string, Record<string, unknown>> = {}
  ) =>
    makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(server, assignments, profile, partners),
    })
  let n = 0
  const email = () => `pinged-${Date.now()}-${++n}@example.org`
  const ping = (account: { token: string }, values: object = {}, more: object = {}) =>
    as(account).post('/pings', { entity: 'loan', values, ...more })
  const post = (account: { token: string }, values: object, more: object = {}) =>
    as(account).post('/leads', { entity: 'loan', values, ...more }, { prefer: 'wait=10' })

  test('the last place is held for the lead that was pinged', async ({ assert }) => {
    const account = await loans([{ key: 'one', price: '12.00', caps: { total: 1 } }])
    const asked = await ping(account, { amount: 50 })
    assert.equal(asked.status, 200)
    assert.containSubset(asked.body, {
      outcome: 'accepted',
      price: { amount: '12.00', currency: 'EUR' },
      reason: null,
    })
    assert.equal(await usedOf(account.id), 1)

    const other = await post(account, { email: email(), amount: 50 })
    assert.equal(other.body.status, 'unsold')
    assert.equal((await ping(account, { amount: 50 })).body.outcome, 'rejected')

    const mine = await post(
      account,
      { email: email(), amount: 50 },
      { ping_id: asked.body.ping_id }
    )
    assert.equal(mine.status, 201)
    assert.equal(mine.body.status, 'sold')
    assert.equal(mine.body.distributions[0].deliveries[0].price.amount, '12.00')
    assert.lengthOf(mine.body.distributions[0].deliveries[0].attempts, 1)
    assert.deepEqual(await ledgerOf(account.id), { count: 1, total: 1200 })
    assert.deepEqual(await brokenInvariants(account.id), [])
    const [place] = await places(account.id)
    assert.containSubset(place, { status: 'claimed', values: '{}', reserved: null })
  })

  test('a place is one lead’s: of two that come together one is told', async ({ assert }) => {
    const account = await loans([{ key: 'one' }])
    const { ping_id: id } = (await ping(account)).body
    const all = await Promise.all(
      Array.from({ length: 6 }, () => post(account, { email: email() }, { ping_id: id }))
    )
    assert.deepEqual(all.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409])
    assert.isTrue(
      all.filter(({ status }) => status === 409).every(({ body }) => body.reason === 'ping_used')
    )
    const leads = await store.all('select id from leads where account_id = ?', [account.id])
    assert.lengthOf(leads, 1)
    assert.deepEqual(await brokenInvariants(account.id), [])
  })

  test('what nobody comes for is given back, once', async ({ assert }) => {
    const account = await loans([{ key: 'one', caps: { day: 2, spend_total: '20.00' } }])
    const { ping_id: id } = (await ping(account)).body
    assert.equal(await usedOf(account.id), 1 + 1000)
    await Promise.all([lateBy(61_000), lateBy(61_000)])
    assert.equal(await usedOf(account.id), 0)
    const late = await post(account, { email: email() }, { ping_id: id })
    assert.equal(late.status, 409)
    assert.equal(late.body.reason, 'ping_expired')
    const leads = await store.all('select id from leads where account_id = ?', [account.id])
    assert.lengthOf(leads, 0)
    assert.deepEqual(await brokenInvariants(account.id), [])
  })

  test('a price holds for what was pinged alone', async ({ assert }) => {
    const account = await loans([{ key: 'one' }])
    const { ping_id: id } = (await ping(account, { amount: 50 }, { source: 'radio' })).body
    const send = (values: object, more: object = {}) =>
      post(account, { email: email(), ...values }, { ping_id: id, source: 'radio', ...more })
    for (const wrong of [
      await send({ amount: 51 }),
      await send({}),
      await send({ amount: 50 }, { source: 'tv' }),
      await send({ amount: 50 }, { test: true }),
    ]) {
      assert.equal(wrong.status, 409)
      assert.equal(wrong.body.reason, 'ping_differs')
    }
    assert.equal((await send({ amount: 50 })).body.status, 'sold')
  })

  test('what was pinged hashed is that of the lead', async ({ assert }) => {
    const account = await loans([{ key: 'one' }])
    const hash = createHash('sha256').update('hashed@example.org').digest('hex')
    const { ping_id: id } = (await ping(account, {}, { email_sha256: hash.toUpperCase() })).body
    const wrong = await post(account, { email: email() }, { ping_id: id })
    assert.equal(wrong.body.reason, 'ping_differs')
    const right = await post(account, { email: 'Hashed@example.org' }, { ping_id: id })
    assert.equal(right.body.status, 'sold')
  })

  test('the price that was told holds when the assignment’s changes', async ({ assert }) => {
    const account = await loans([{ key: 'one', price: '12.00' }])
    const { ping_id: id } = (await ping(account)).body
    const cheaper = loanBlueprint(server, [{ key: 'one', price: '3.00' }])
    assert.equal((await as(account).put('/blueprint', cheaper)).status, 200)
    assert.equal((await ping(account)).body.price.amount, '3.00')
    server.behave(() => ({ json: { status: 'ok', price: '1.00' } }))
    const sold = await post(account, { email: email() }, { ping_id: id })
    assert.equal(sold.body.distributions[0].deliveries[0].price.amount, '12.00')
    assert.equal(sold.body.distributions[0].route_version, 1)
  })

  test('a partner who declines after all gives its place back, and the next is offered the lead', async ({
    assert,
  }) => {
    server.behave(({ path }) => ({ json: { status: path === '/one' ? 'no' : 'ok' } }))
    const account = await loans([
      { key: 'one', price: '12.00', caps: { total: 5 } },
      { key: 'two', price: '8.00' },
    ])
    const { ping_id: id } = (await ping(account)).body
    const lead = await post(account, { email: email() }, { ping_id: id })
    const { deliveries } = lead.body.distributions[0]
    assert.deepEqual(
      deliveries.map((one: { assignment: string; status: string }) => [one.assignment, one.status]),
      [
        ['one', 'rejected'],
        ['two', 'accepted'],
      ]
    )
    assert.equal(await usedOf(account.id), 0)
    assert.deepEqual(await brokenInvariants(account.id), [])
  })

  test('partners of an auction are asked for real bids, once', async ({ assert }) => {
    const asked: string[] = []
    server.behave(({ path }) => {
      asked.push(path)
      if (path === '/ping/low') return { json: { status: 'bid', bid: '5.00', ref: 'l-1' } }
      if (path === '/ping/high') return { json: { status: 'bid', bid: '9.50', ref: 'h-1' } }
      return { json: { status: 'ok' } }
    })
    const pinging = (key: string) => ({
      key,
      price: '1.00',
      delivery: {
        body: { email: '{{ lead.email }}', bid: '{{ delivery.ping_reference }}' },
        ping: {
          url: `${server.url}/ping/${key}`,
          body: { amount: '{{ lead.amount }}' },
          response: {
            accepted: { all: [{ field: 'body.status', operator: 'equals', value: 'bid' }] },
            bid: 'body.bid',
            reference: 'body.ref',
          },
        },
      },
    })
    const account = await loans([pinging('low'), pinging('high')], {
      strategy: { use: 'ping_post' },
    })
    const quote = await ping(account, { amount: 50 })
    assert.equal(quote.body.price.amount, '9.50')
    const lead = await post(
      account,
      { email: email(), amount: 50 },
      { ping_id: quote.body.ping_id }
    )
    assert.equal(lead.body.status, 'sold')
    const [run] = lead.body.distributions
    assert.equal(run.deliveries[0].assignment, 'high')
    assert.equal(run.deliveries[0].price.amount, '9.50')
    assert.include(run.deliveries[0].attempts[0].request.body, 'h-1')
    assert.lengthOf(run.pings, 2)
    assert.deepEqual(asked.toSorted(), ['/high', '/ping/high', '/ping/low'])
  })

  test('a lead that came before is answered as it was then', async ({ assert }) => {
    const account = await loans([{ key: 'one' }])
    const { ping_id: id } = (await ping(account)).body
    const body = { entity: 'loan', values: { email: email() }, ping_id: id }
    const send = () => as(account).post('/leads', body, { 'idempotency-key': 'same' })
    const [first, again] = [await send(), await send()]
    assert.equal(first.status, 201)
    assert.equal(again.status, 201)
    assert.equal(again.body.id, first.body.id)
  })

  test('somebody who is known is not bid on, and another account’s ping is unknown', async ({
    assert,
  }) => {
    const account = await loans([{ key: 'one' }])
    const known = email()
    await post(account, { email: known })
    assert.containSubset((await ping(account, { email: known })).body, {
      outcome: 'rejected',
      reason: 'duplicate',
      price: null,
    })
    const stranger = await loans([{ key: 'one' }])
    const { ping_id: id } = (await ping(account)).body
    const stolen = await post(stranger, { email: email() }, { ping_id: id })
    assert.equal(stolen.status, 422)
    assert.containSubset(stolen.body.errors, [{ field: 'ping_id', rule: 'exists' }])
  })

  test('somebody on a suppression list is not bid on, by the address or by its hash', async ({
    assert,
  }) => {
    const account = await loans([{ key: 'one', caps: { total: 5 } }])
    const listed = email()
    const hash = createHash('sha256').update(listed).digest('hex')
    await as(account).post('/suppression', { key: 'dnc', name: 'Do not contact' })
    assert.equal((await ping(account, { email: listed })).body.outcome, 'accepted')
    const used = await usedOf(account.id)
    await as(account).post('/suppression/dnc/entries', { entries: [listed] })
    for (const asked of [
      await ping(account, { email: listed.toUpperCase() }),
      await ping(account, {}, { email_sha256: hash }),
    ]) {
      assert.equal(asked.status, 200)
      assert.containSubset(asked.body, { outcome: 'rejected', reason: 'suppressed', price: null })
    }
    assert.equal(await usedOf(account.id), used, 'no place is held')
    assert.equal((await ping(account, { email: email() })).body.outcome, 'accepted')
  })

  test('a partner who must not get somebody does not bid on them', async ({ assert }) => {
    const account = await loans([
      { key: 'one', price: '12.00' },
      { key: 'two', price: '8.00' },
    ])
    const listed = email()
    const hash = createHash('sha256').update(listed).digest('hex')
    const list = { key: 'not-one', name: 'Not to one', blocks: 'some', partners: ['one'] }
    assert.equal((await as(account).post('/suppression', list)).status, 201)
    await as(account).post('/suppression/not-one/entries', { entries: [listed] })
    const priceOf = async (values: object, more: object = {}) =>
      (await ping(account, values, more)).body.price.amount
    assert.equal(await priceOf({ email: listed }), '8.00')
    assert.equal(await priceOf({}, { email_sha256: hash }), '8.00')
    assert.equal(await priceOf({ email: email() }), '12.00')
  })

  test('tests hold nothing', async ({ assert }) => {
    const account = await loans([{ key: 'one', caps: { total: 1 } }])
    for (let i = 0; i < 3; i++)
      assert.equal((await ping(account, {}, { test: true })).body.outcome, 'accepted')
    assert.equal(await usedOf(account.id), 0)
  })

  test('a balance is held and given back', async ({ assert }) => {
    const account = await makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(
        server,
        [{ key: 'one', price: '12.00' }],
        {},
        { one: { billing: { balance: { mode: 'credit', limit: '20.00' } } } }
      ),
    })
    const first = await ping(account)
    assert.equal(first.body.outcome, 'accepted')
    assert.equal((await ping(account)).body.outcome, 'rejected')
    await lateBy(61_000)
    assert.equal((await ping(account)).body.outcome, 'accepted')
    assert.deepEqual(await brokenInvariants(account.id), [])
  })

  test('bad pings are refused by field', async ({ assert }) => {
    const account = await makeAccount()
    const bad = async (body: object) => (await as(account).post('/pings', body)).body.errors ?? []
    assert.containSubset(await bad({ entity: 'none', values: {} }), [{ field: 'entity' }])
    assert.containSubset(await bad({ entity: 'solar' }), [{ field: 'values' }])
    assert.containSubset(await bad({ entity: 'solar', values: { state: 'XX' } }), [
      { field: 'state' },
    ])
    assert.containSubset(await bad({ entity: 'solar', values: {}, profile: 'none' }), [
      { field: 'profile', rule: 'exists' },
    ])
    assert.containSubset(await bad({ entity: 'solar', values: {}, email_sha256: 'abc' }), [
      { field: 'email_sha256' },
    ])
    assert.containSubset(
      (await as(account).post('/leads/bulk', { entity: 'solar', leads: [{}], ping_id: 'a' })).body
        .errors,
      [{ field: 'ping_id', rule: 'bulk' }]
    )
  })
})
