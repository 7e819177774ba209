import { test } from '@japa/runner'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { simulate } from '#distribution/simulate'
import { store } from '#store/store'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import {
  brokenInvariants,
  leadOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'

const TIERS = {
  per: 'month',
  steps: [
    { from: 11, price: '8.00' },
    { from: 31, price: '5.00' },
  ],
}
const priceOfPlace = (place: number) => (place > 30 ? 500 : place > 10 ? 800 : 1000)

test.group('prices by volume', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const account = async (
    ...args: Parameters<typeof loanBlueprint> extends [unknown, ...infer R] ? R : never
  ) => (await makeAccount({ currency: 'EUR', blueprint: loanBlueprint(server, ...args) })).id
  const send = (id: string, n: number, options = {}) =>
    Promise.all(Array.from({ length: n }, () => sendLead(id, {}, { wait: 60_000, ...options })))
  const sold = async (id: string) =>
    (
      await store.all(
        `select assignment_key, price, tier from deliveries
         where account_id = ? and status = 'accepted' order by id`,
        [id]
      )
    ).map((row) => ({
      key: row.assignment_key as string,
      price: Number(row.price),
      place: (JSON.parse(row.tier as string) as { place: number } | null)?.place ?? null,
    }))

  test('100 leads at once, a third of them refused: each accepted one has its own place and pays what it costs', async ({
    assert,
  }) => {
    const id = await account([{ key: 'one', tiers: TIERS }])
    let asked = 0
    server.behave(() => ({ json: ++asked % 3 ? { status: 'ok' } : { status: 'no' } }))
    await send(id, 100)
    const all = await sold(id)
    assert.lengthOf(all, 67)
    const places = all.map(({ place }) => place!).sort((a, b) => a - b)
    assert.lengthOf([...new Set(places)], 67)
    for (const { place, price } of all) assert.equal(price, priceOfPlace(place!))
    assert.deepEqual(await brokenInvariants(id), [])

    // What was refused gave its place back: the next leads fill every one of them.
    server.behave(() => ({ json: { status: 'ok' } }))
    await send(id, Math.max(...places) - 67)
    const filled = (await sold(id)).map(({ place }) => place!).sort((a, b) => a - b)
    assert.deepEqual(
      filled,
      Array.from({ length: filled.length }, (_, i) => i + 1)
    )
  })

  test('a cancelled sale gives its place to the next lead, at the price of that place', async ({
    assert,
  }) => {
    const tiers = { per: 'total', steps: [{ from: 3, price: '6.00' }] }
    const id = await account([{ key: 'one', tiers }])
    const first = await sendLead(id)
    await sendLead(id)
    await sendLead(id)
    assert.deepEqual(
      (await sold(id)).map(({ price }) => price),
      [1000, 1000, 600]
    )
    const [delivery] = (await leadOf(id, first)).distributions[0].deliveries
    await cancelDelivery(id, delivery.id, { reason: 'invalid', note: null, actor: null })
    const after = (await leadOf(id, await sendLead(id))).distributions[0]
    assert.equal(after.deliveries[0].price.amount, '10.00')
    assert.deepInclude(after.evaluations[0], {
      tier: { per: 'total', count: 'assignment', place: 1, from: null, price: '10.00' },
    })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a price rule stands above the ladder, and its lead is counted all the same', async ({
    assert,
  }) => {
    const large = { all: [{ field: 'amount', operator: 'greater_than', value: 100 }] }
    const tiers = { per: 'month', steps: [{ from: 2, price: '7.00' }] }
    const id = await account([{ key: 'one', prices: [{ filter: large, price: '10.00' }], tiers }])
    await sendLead(id, { amount: 500 })
    await sendLead(id, { amount: 5 })
    await sendLead(id, { amount: 500 })
    assert.deepEqual(
      (await sold(id)).map(({ price, place }) => [place, price]),
      [
        [1, 1000],
        [2, 700],
        [3, 1000],
      ]
    )
  })

  test('one ladder counts all of a partner in the profile that say so', async ({ assert }) => {
    const of = (from: number) => ({
      per: 'month',
      count: 'partner',
      steps: [{ from, price: '4.00' }],
    })
    const small = { all: [{ field: 'amount', operator: 'less_than', value: 100 }] }
    const id = await account([
      { key: 'small', partner: 'p', tiers: of(3), filter: small },
      { key: 'large', partner: 'p', tiers: of(4) },
    ])
    for (const amount of [1, 500, 1, 500]) await sendLead(id, { amount })
    assert.deepEqual(
      (await sold(id)).map(({ key, price, place }) => [key, place, price]),
      [
        ['small', 1, 1000],
        ['large', 2, 1000],
        ['small', 3, 400],
        ['large', 4, 400],
      ]
    )
  })

  test('whoever pays most sees the price that will hold: 40 leads at once cross the step to the lead', async ({
    assert,
  }) => {
    const id = await account(
      [
        {
          key: 'dear',
          price: '12.00',
          tiers: { per: 'month', steps: [{ from: 11, price: '9.00' }] },
        },
        { key: 'plain', price: '10.00' },
      ],
      { strategy: { use: 'highest_price' } }
    )
    const seen = await simulate(id, 'loans', { values: { email: 'a@example.org' } })
    assert.deepEqual(
      seen.ok && seen.value.deliveries.map((one) => [one.assignment, one.price.amount]),
      [['dear', '12.00']]
    )
    await send(id, 40)
    const all = await sold(id)
    assert.lengthOf(
      all.filter(({ key, price }) => key === 'dear' && price === 1200),
      10
    )
    assert.lengthOf(
      all.filter(({ key, price }) => key === 'plain' && price === 1000),
      30
    )
    const then = await simulate(id, 'loans', { values: { email: 'a@example.org' } })
    assert.deepEqual(then.ok && then.value.deliveries.map((one) => one.assignment), ['plain'])
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a test lead looks at the ladder and takes no place', async ({ assert }) => {
    const tiers = { per: 'month', steps: [{ from: 1, price: '3.00' }] }
    const id = await account([{ key: 'one', tiers }])
    await sendLead(id, {}, { test: true })
    await sendLead(id)
    assert.deepEqual(
      (await sold(id)).map(({ price, place }) => [place, price]),
      [
        [1, 300],
        [1, 300],
      ]
    )
    assert.deepEqual(await brokenInvariants(id), [])
  })
})
