import { test } from '@japa/runner'
import { store } from '#store/store'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import {
  brokenInvariants,
  leadOf,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'

test.group('first match', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const account = async (
    ...args: Parameters<typeof loanBlueprint> extends [unknown, ...infer R] ? R : never
  ) => (await makeAccount({ currency: 'EUR', blueprint: loanBlueprint(server, ...args) })).id

  test('the first who accepts gets the lead, at its own price, and nobody after it', async ({
    assert,
  }) => {
    const id = await account([{ key: 'first', price: '12.50' }, { key: 'second' }])
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.status, 'sold')
    const [run] = lead.distributions
    assert.equal(run.revenue.amount, '12.50')
    assert.deepEqual(
      run.deliveries.map((one) => [one.assignment, one.status, one.price.amount]),
      [['first', 'accepted', '12.50']]
    )
    assert.deepEqual(
      run.evaluations.map((one) => [one.assignment, one.reason]),
      [
        ['first', null],
        ['second', 'not_reached'],
      ]
    )
    assert.deepEqual(await ledgerOf(id), { count: 1, total: 1250 })
    assert.lengthOf(server.journal, 1)
    assert.equal(server.journal[0].key, run.deliveries[0].id)
    const events = await store.all('select type from events where lead_id = ? order by id', [
      lead.id,
    ])
    assert.deepEqual(
      events.map((row) => row.type),
      [
        'lead.received',
        'distribution.started',
        'delivery.offered',
        'delivery.accepted',
        'revenue.booked',
        'distribution.finished',
      ]
    )
  })

  test('a no goes on to the next, and its reason is kept', async ({ assert }) => {
    const id = await account([{ key: 'first' }, { key: 'second' }])
    server.behave(({ path }) =>
      path === '/first'
        ? { json: { status: 'no', reason: 'too young' } }
        : { json: { status: 'ok', id: 'b-7' } }
    )
    const {
      distributions: [run],
    } = await leadOf(id, await sendLead(id))
    assert.deepEqual(
      run.deliveries.map((one) => [one.status, one.reason, one.reference]),
      [
        ['rejected', 'too young', null],
        ['accepted', null, 'b-7'],
      ]
    )
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a fault is tried again under the same key before the next partner is asked', async ({
    assert,
  }) => {
    const id = await account([
      { key: 'first', delivery: { retry: { attempts: 2 } } },
      { key: 'second' },
    ])
    server.behave(({ path }) =>
      path === '/first' ? { status: 500, json: {} } : { json: { status: 'ok' } }
    )
    const {
      distributions: [run],
    } = await leadOf(id, await sendLead(id))
    assert.deepEqual(
      run.deliveries.map((one) => [one.status, one.attempts.length]),
      [
        ['failed', 2],
        ['accepted', 1],
      ]
    )
    const keys = server.journal.map((one) => one.key)
    assert.equal(keys[0], keys[1])
    assert.notEqual(keys[1], keys[2])
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a cap is never passed, whoever comes at once', async ({ assert }) => {
    const id = await account(
      [{ key: 'first', caps: { day: 17 } }, { key: 'second' }],
      {},
      { first: { caps: { total: 40 } }, second: { caps: { spend_total: '100.00' } } }
    )
    const leads = await Promise.all(Array.from({ length: 60 }, () => sendLead(id)))
    const sold = await store.all(
      `select assignment_key, count(*) as n from deliveries where account_id = ? and status = 'accepted' group by assignment_key order by 1`,
      [id]
    )
    assert.deepEqual(
      sold.map((row) => [row.assignment_key, Number(row.n)]),
      [
        ['first', 17],
        ['second', 10],
      ]
    )
    assert.deepEqual(await ledgerOf(id), { count: 27, total: 27_000 })
    const last = await Promise.all(leads.map((lead) => leadOf(id, lead)))
    const unsold = last.filter((one) => one.status === 'unsold')
    assert.lengthOf(unsold, 33)
    const why = unsold[0].distributions[0].evaluations.map((one) => [
      one.reason,
      one.explanation.slice(0, 23),
    ])
    assert.deepEqual(why, [
      ['cap', 'daily cap of 17 reached'],
      ['cap', "partner's total spend c"],
    ])
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a rejected lead gives its place under the cap back', async ({ assert }) => {
    const id = await account([{ key: 'first', caps: { total: 1 } }])
    server.behave(() => ({ json: { status: 'no' } }))
    await sendLead(id)
    server.behave(() => ({ json: { status: 'ok' } }))
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.status, 'sold')
  })

  test('one partner never gets a lead twice, not by two assignments and not by a second run', async ({
    assert,
  }) => {
    const id = await account(
      [
        { key: 'a', partner: 'same' },
        { key: 'b', partner: 'same' },
      ],
      { strategy: { use: 'send_to_all' } }
    )
    const {
      distributions: [run],
    } = await leadOf(id, await sendLead(id))
    assert.lengthOf(run.deliveries, 1)
    assert.equal(
      run.evaluations.find((one) => one.assignment !== run.deliveries[0].assignment)!.reason,
      'duplicate'
    )
  })

  test('the price a partner answers is the price that is booked, within its spend cap', async ({
    assert,
  }) => {
    const id = await account([{ key: 'first', caps: { spend_total: '30.00' } }])
    server.behave(() => ({ json: { status: 'ok', price: '14.5' } }))
    await sendLead(id)
    assert.deepEqual(await ledgerOf(id), { count: 1, total: 1450 })
    server.behave(() => ({ json: { status: 'ok', price: '99' } }))
    await sendLead(id)
    assert.deepEqual(await ledgerOf(id), { count: 2, total: 3000 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a test lead is delivered, but holds no cap and books nothing', async ({ assert }) => {
    const id = await account([{ key: 'first', caps: { total: 1 } }])
    const lead = await leadOf(id, await sendLead(id, {}, { test: true }))
    assert.equal(lead.distributions[0].deliveries[0].status, 'accepted')
    assert.equal(lead.distributions[0].revenue.amount, '0.00')
    assert.deepEqual(await ledgerOf(id), { count: 0, total: 0 })
    assert.equal((await leadOf(id, await sendLead(id))).status, 'sold')
  })

  test('encrypted values reach the partner but never the log', async ({ assert }) => {
    const id = await account([{ key: 'first', delivery: { body: { n: '{{ lead.ssn }}' } } }])
    const lead = await leadOf(id, await sendLead(id, { ssn: '078-05-1120' }))
    assert.equal(server.journal[0].body.n, '078-05-1120')
    assert.notInclude(lead.distributions[0].deliveries[0].attempts[0].request!.body, '078-05-1120')
    const row = await store.first('select "values" from leads where id = ?', [lead.id])
    assert.notInclude(row!.values as string, '078-05-1120')
  })
})
