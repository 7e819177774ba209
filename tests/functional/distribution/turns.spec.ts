import { test } from '@japa/runner'
import { accountConfig } from '#distribution/account_config'
import { simulate } from '#distribution/simulate'
import { loadTurns, remember, turnsId } from '#distribution/turns'
import { store } from '#store/store'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import {
  brokenInvariants,
  leadOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'

interface OfferDetail {
  detail: { turns?: { assignment: string; share: number; due: number; had: number }[] }
}

test.group('turns of an offer', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const account = async (
    ...args: Parameters<typeof loanBlueprint> extends [unknown, ...infer R] ? R : never
  ) => (await makeAccount({ currency: 'EUR', blueprint: loanBlueprint(server, ...args) })).id

  const send = (id: string, n: number) =>
    Promise.all(Array.from({ length: n }, () => sendLead(id, {}, { wait: 60_000 })))

  /** Assignments in the order in which leads were reserved for them, of one offer each. */
  async function offers(id: string): Promise<string[]> {
    const rows = await store.all(
      'select assignment_key from deliveries where account_id = ? order by id',
      [id]
    )
    return rows.map((row) => row.assignment_key as string)
  }
  const count = (keys: string[], key: string) => keys.filter((one) => one === key).length

  test('300 leads at once are shared out by weight to the lead, and again after a restart', async ({
    assert,
  }) => {
    const weights: Record<string, number> = { big: 6, middle: 3, small: 1 }
    const id = await account(
      Object.entries(weights).map(([key, weight]) => ({ key, weight })),
      { strategy: { use: 'weighted' } }
    )
    await send(id, 300)
    const first = await offers(id)
    assert.lengthOf(first, 300)
    for (const [key, weight] of Object.entries(weights))
      assert.equal(count(first, key), weight * 30, key)

    // A process that has just started knows of no turn.
    const profile = (await accountConfig(id)).profilesByKey.get('loans')!.profile
    remember(turnsId(profile.id, 'offer'), {})
    await send(id, 13)
    const all = await offers(id)
    for (const [key, weight] of Object.entries(weights))
      assert.isBelow(Math.abs(count(all, key) - (313 * weight) / 10), 1, key)
    const book = await loadTurns(profile.id, 'offer')
    assert.equal(
      Object.values(book).reduce((sum, [had]) => sum + had, 0),
      313
    )
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('100 leads at once go round, and no prefix of them is a turn off', async ({ assert }) => {
    const id = await account([{ key: 'a' }, { key: 'b' }, { key: 'c' }], {
      strategy: { use: 'round_robin' },
    })
    await send(id, 100)
    const keys = await offers(id)
    for (let n = 1; n <= 100; n++)
      for (const key of ['a', 'b', 'c'])
        assert.isBelow(Math.abs(count(keys.slice(0, n), key) - n / 3), 1)
  })

  test('who declines has had its turn, who steps in shares its leads with the others', async ({
    assert,
  }) => {
    const id = await account([{ key: 'no' }, { key: 'b' }, { key: 'c' }], {
      strategy: { use: 'round_robin' },
    })
    server.behave(({ path }) => ({ json: { status: path === '/no' ? 'no' : 'ok' } }))
    for (let i = 0; i < 12; i++) await sendLead(id)
    const sold = await store.all(
      `select assignment_key, count(*) as n from deliveries
       where account_id = ? and status = 'accepted' group by assignment_key order by 1`,
      [id]
    )
    assert.deepEqual(
      sold.map((row) => [row.assignment_key, Number(row.n)]),
      [
        ['b', 6],
        ['c', 6],
      ]
    )
  })

  test('a full cap passes a partner over; its turns are neither saved up nor lost', async ({
    assert,
  }) => {
    const id = await account([{ key: 'a', caps: { total: 2 } }, { key: 'b' }, { key: 'c' }], {
      strategy: { use: 'round_robin' },
    })
    await send(id, 10)
    const keys = await offers(id)
    assert.equal(count(keys, 'a'), 2)
    assert.equal(count(keys, 'b'), 4)
    assert.equal(count(keys, 'c'), 4)
    const last = (await leadOf(id, await sendLead(id))).distributions[0]
    const a = last.evaluations.find((one) => one.assignment === 'a')!
    assert.equal(a.reason, 'cap')
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('who is not eligible keeps its place', async ({ assert }) => {
    const id = await account(
      [
        { key: 'rich', filter: { all: [{ field: 'amount', operator: 'greater_than', value: 5 }] } },
        { key: 'b' },
      ],
      { strategy: { use: 'round_robin' } }
    )
    for (let i = 0; i < 10; i++) await sendLead(id, { amount: 1 })
    for (let i = 0; i < 10; i++) await sendLead(id, { amount: 9 })
    const late = (await offers(id)).slice(10)
    assert.equal(count(late, 'rich'), 5)
    assert.equal(count(late, 'b'), 5)
  })

  test('most buyers take as many turns of one lead', async ({ assert }) => {
    const id = await account([{ key: 'a' }, { key: 'b' }, { key: 'c' }], {
      strategy: { use: 'round_robin', max_buyers: 2 },
    })
    await send(id, 30)
    const keys = await offers(id)
    for (const key of ['a', 'b', 'c']) assert.closeTo(count(keys, key), 20, 1)
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a test lead looks at the turns and moves none', async ({ assert }) => {
    const id = await account([{ key: 'a' }, { key: 'b' }], { strategy: { use: 'round_robin' } })
    await sendLead(id)
    for (let i = 0; i < 3; i++) {
      const lead = await leadOf(id, await sendLead(id, {}, { test: true }))
      assert.equal(lead.distributions[0].deliveries[0].assignment, 'b')
    }
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.distributions[0].deliveries[0].assignment, 'b')
  })

  test('the path says whose turn it was; a simulation sees the turns as they stand', async ({
    assert,
  }) => {
    const id = await account(
      [
        { key: 'a', weight: 3 },
        { key: 'b', weight: 1 },
      ],
      { strategy: { use: 'weighted' } }
    )
    await sendLead(id)
    await sendLead(id)
    const third = await leadOf(id, await sendLead(id))
    const [step] = third.distributions[0].path as unknown as OfferDetail[]
    assert.deepEqual(step.detail.turns, [
      { assignment: 'a', share: 0.75, due: 2.25, had: 2 },
      { assignment: 'b', share: 0.25, due: 0.75, had: 0 },
    ])
    assert.equal(third.distributions[0].deliveries[0].assignment, 'b')

    const seen = await simulate(id, 'loans', { values: { email: 'x@example.org' } })
    const told = (seen as unknown as { value: { deliveries: { assignment: string }[] } }).value
    assert.equal(told.deliveries[0].assignment, 'a')
    assert.lengthOf(await offers(id), 3)
  })
})

test.group('highest price', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('who pays most for this very lead comes first, at the price of its rule', async ({
    assert,
  }) => {
    const over = (value: number) => ({
      all: [{ field: 'amount', operator: 'greater_than', value }],
    })
    const { id } = await makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(
        server,
        [
          { key: 'flat', price: '15.00' },
          {
            key: 'steep',
            price: '5.00',
            prices: [
              { filter: over(1000), price: '40.00' },
              { filter: over(100), price: '20.00' },
            ],
          },
        ],
        { strategy: { use: 'highest_price' } }
      ),
    })
    const bought = async (amount: number) => {
      const [run] = (await leadOf(id, await sendLead(id, { amount }))).distributions
      return run.deliveries.map((one) => [one.assignment, one.price.amount])
    }
    assert.deepEqual(await bought(5000), [['steep', '40.00']])
    assert.deepEqual(await bought(500), [['steep', '20.00']])
    assert.deepEqual(await bought(50), [['flat', '15.00']])
    server.behave(({ path }) => ({ json: { status: path === '/flat' ? 'no' : 'ok' } }))
    assert.deepEqual(await bought(50), [
      ['flat', '15.00'],
      ['steep', '5.00'],
    ])
    assert.deepEqual(await brokenInvariants(id), [])
  })
})
