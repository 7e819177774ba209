import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { recordOnBalance } from '#billing/balances/top_up'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { simulate } from '#distribution/simulate'
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

test.group('balances', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const blueprint = (balance: object | undefined, assignment: object = {}) =>
    loanBlueprint(server, [{ key: 'one', ...assignment }], {}, { one: { billing: { balance } } })
  const account = async (balance: object | undefined, assignment: object = {}) =>
    (await makeAccount({ currency: 'EUR', blueprint: blueprint(balance, assignment) })).id
  const row = async (id: string) =>
    (await store.first('select * from balances where account_id = ?', [id]))!
  const available = async (id: string) => Number((await row(id)).available)
  const topUp = async (id: string, amount: number) => {
    const { partner_id: partner } = await row(id)
    const wish = { kind: 'top_up', amount, at: Date.now(), reference: 'B-1', actor: null } as const
    const done = await recordOnBalance((await loadAccount(id))!, partner as string, wish)
    if (!done.ok) throw new Error(done.problem.type)
  }
  const send = (id: string, n: number) =>
    Promise.all(Array.from({ length: n }, () => sendLead(id, {}, { wait: 60_000 })))
  const events = async (id: string, type: string) =>
    (
      await store.all('select data from events where account_id = ? and type = ? order by id', [
        id,
        type,
      ])
    ).map((one) => JSON.parse(one.data as string) as Record<string, unknown>)

  test('200 leads at once and money for exactly 37: 37 are sold, and not a cent more is used', async ({
    assert,
  }) => {
    const id = await account({ mode: 'prepaid', low: '50.00' })
    await topUp(id, 37_999)
    const leads = await send(id, 200)
    assert.deepEqual(await ledgerOf(id), { count: 37, total: 37_000 })
    assert.equal(await available(id), 999)
    assert.lengthOf(await events(id, 'balance.low'), 1)
    assert.lengthOf(await events(id, 'balance.reached'), 1)
    assert.deepEqual(await brokenInvariants(id), [])

    const told = await Promise.all(leads.map((lead) => leadOf(id, lead)))
    const refused = told
      .map((lead) => lead.distributions[0].evaluations[0])
      .filter((one) => one.reason === 'balance')
    assert.lengthOf(refused, 163)
    assert.deepInclude(refused[0], {
      eligible: false,
      explanation: 'prepaid balance has room for 9.99 EUR, the lead costs 10.00 EUR',
      balance: { mode: 'prepaid', room: '9.99', price: '10.00' },
    })

    // Money that comes gives room at once.
    await topUp(id, 1)
    assert.equal((await leadOf(id, await sendLead(id))).status, 'sold')
    assert.equal(await available(id), 0)
  })

  test('what is refused, never answered or cancelled comes back; what waits is held', async ({
    assert,
  }) => {
    const id = await account({ mode: 'prepaid', overdraft: '10.00' })
    await topUp(id, 1000)
    server.behave(() => ({ json: { status: 'no' } }))
    await sendLead(id)
    assert.equal(await available(id), 1000)

    server.behave(() => ({ json: { status: 'later' } }))
    await sendLead(id, {}, { wait: 500 })
    assert.equal(await available(id), 0)

    server.behave(() => ({ json: { status: 'ok' } }))
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.status, 'sold')
    assert.equal(await available(id), -1000)
    assert.equal((await leadOf(id, await sendLead(id))).status, 'unsold')

    const [delivery] = lead.distributions[0].deliveries
    await cancelDelivery(id, delivery.id, { reason: 'invalid', note: null, actor: null })
    assert.equal(await available(id), 0)
    assert.deepEqual(await brokenInvariants(id), [])
    const moved = await store.all(
      'select kind, amount from balance_movements where account_id = ? order by created_at, id',
      [id]
    )
    assert.sameDeepMembers(
      moved.map((one) => [one.kind, Number(one.amount)]),
      [
        ['top_up', 1000],
        ['sale', -1000],
        ['reversal', 1000],
      ]
    )
  })

  test('a price the partner names is paid, never more than is left', async ({ assert }) => {
    const id = await account({ mode: 'prepaid' })
    await topUp(id, 3000)
    server.behave(() => ({ json: { status: 'ok', price: '7.50' } }))
    await sendLead(id)
    assert.equal(await available(id), 2250)
    server.behave(() => ({ json: { status: 'ok', price: '99.00' } }))
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.distributions[0].deliveries[0].price.amount, '22.50')
    assert.equal(await available(id), 0)
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a limit of credit stops at what is owed, counted from what was sold before there was one', async ({
    assert,
  }) => {
    const id = await account(undefined)
    await send(id, 3)
    const limit = { mode: 'credit', limit: '55.00', low: '20.00' }
    const applied = await applyBlueprint(id, blueprint(limit), { actor: null })
    assert.isTrue(applied.ok)
    assert.equal(await available(id), -3000)
    await send(id, 20)
    assert.deepEqual(await ledgerOf(id), { count: 5, total: 5000 })
    assert.deepEqual(
      (await events(id, 'balance.reached')).map(({ mode, room }) => [mode, room]),
      [['credit', '5.00']]
    )
    const seen = await simulate(id, 'loans', { values: { email: 'a@example.org' } })
    assert.deepInclude(seen.ok && seen.value.evaluations[0], {
      reason: 'balance',
      explanation: 'credit limit has room for 5.00 EUR, the lead costs 10.00 EUR',
    })
    // Switched off it limits nothing; on again, what was sold meanwhile is counted.
    await applyBlueprint(id, blueprint(undefined), { actor: null })
    await send(id, 2)
    assert.equal((await ledgerOf(id)).count, 7)
    await applyBlueprint(id, blueprint(limit), { actor: null })
    assert.equal(await available(id), -7000)
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a price by volume takes its price of the balance', async ({ assert }) => {
    const tiers = { per: 'total', steps: [{ from: 3, price: '2.50' }] }
    const id = await account({ mode: 'prepaid' }, { tiers })
    await topUp(id, 2500)
    await send(id, 10)
    assert.deepEqual(await ledgerOf(id), { count: 4, total: 2500 })
    assert.equal(await available(id), 0)
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('movements never change, also not past the code', async ({ assert }) => {
    const id = await account({ mode: 'prepaid' })
    await topUp(id, 100)
    const [one] = await store.all('select id from balance_movements where account_id = ?', [id])
    for (const sql of [
      `update balance_movements set amount = 1 where id = '${one.id}' returning id`,
      `delete from balance_movements where id = '${one.id}' returning id`,
    ])
      await assert.rejects(async () => void (await store.all(sql)), /append-only/)
  })
})
