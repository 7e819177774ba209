import { test } from '@japa/runner'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { amountOf, around, sendMany } from '#tests/functional/backtest/market'
import { loanBlueprint } from '#tests/functional/distribution/support'
import { makeAccount, startEngine } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'

const LEADS = 60
/** Who says yes to which lead: everybody is asked live, so every answer is known. */
const BUYS: Record<string, (i: number) => boolean> = {
  alpha: (i) => i % 3 !== 0,
  beta: (i) => i % 4 !== 1,
  gamma: () => true,
}
/** Beta names its own price for some. */
const named = (i: number) => (i % 5 === 0 ? 1700 : null)

/* The draft, as plain lists. Prices in cents; day caps; beta spends 150.00 a day at most. */
const DRAFT = [
  { key: 'beta', wants: (amount: number) => amount > 300, price: 2000, day: 99, spend: 15_000 },
  { key: 'alpha', wants: (amount: number) => amount <= 700, price: 1200, day: 9, spend: null },
  { key: 'gamma', wants: (amount: number) => amount < 900, price: 450, day: 20, spend: null },
]

/** Who has each lead in the end, and for how much, worked out with loops. */
function evaluate() {
  const used: Record<string, { n: number; spent: number }> = {}
  return Array.from({ length: LEADS }, (_, i) => {
    for (const { key, wants, price, day, spend } of DRAFT) {
      const mine = (used[key] ??= { n: 0, spent: 0 })
      if (!wants(amountOf(i)) || mine.n >= day) continue
      if (spend !== null && mine.spent + price > spend) continue
      if (!BUYS[key](i)) continue
      const own = key === 'beta' ? named(i) : null
      const paid = own === null ? price : spend === null ? own : Math.min(own, spend - mine.spent)
      mine.n++
      mine.spent += paid
      return { key, paid }
    }
    return null
  })
}

test.group('backtest: an evaluator that knows nothing of it', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.setup(() => startEngine())
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('comes to the same for every lead, partner and amount', async ({ assert }) => {
    server.behave(({ path, body }) => {
      const i = Number(/\d+/.exec(String(body.email))![0])
      const key = path.slice(1)
      if (!BUYS[key](i)) return { json: { status: 'no' } }
      const price = key === 'beta' ? named(i) : null
      return { json: { status: 'ok', ...(price !== null && { price: (price / 100).toFixed(2) }) } }
    })
    const live = ['alpha', 'beta', 'gamma'].map((key) => ({ key, price: '9.00' }))
    const blueprint = loanBlueprint(server, live, { strategy: { use: 'send_to_all' } })
    const account = await makeAccount({ currency: 'EUR', blueprint })
    const api = as(account)
    const leads = await sendMany(account.id, LEADS)
    const operators = ['greater_than', 'less_or_equal', 'less_than']
    const route = {
      strategy: { use: 'first_match' },
      assignments: DRAFT.map(({ key, price, day, spend }, i) => ({
        key,
        partner: key,
        priority: i + 1,
        price: (price / 100).toFixed(2),
        filter: {
          all: [{ field: 'amount', operator: operators[i], value: [300, 700, 900][i] }],
        },
        caps: { day, ...(spend !== null && { spend_day: (spend / 100).toFixed(2) }) },
        delivery: { use: 'webhook', url: `${server.url}/${key}` },
      })),
    }
    const { status, body } = await api.post('/profiles/loans/backtest', { ...around(), route })
    assert.equal(status, 200, JSON.stringify(body))

    const want = evaluate()
    const liveOf = Array.from({ length: LEADS }, (_, i) =>
      Object.keys(BUYS)
        .filter((key) => BUYS[key](i))
        .sort()
    )
    const draftOf = want.map((one) => (one ? [one.key] : []))
    const changed = leads.flatMap((lead, i) =>
      String(liveOf[i]) === String(draftOf[i]) ? [] : [{ lead, live: liveOf[i], draft: draftOf[i] }]
    )
    assert.deepEqual(
      body.changes.map((one: { lead: string; live: string[]; draft: string[] }) => ({
        lead: one.lead,
        live: one.live.toSorted(),
        draft: one.draft,
      })),
      changed
    )
    assert.equal(body.changed, changed.length)
    assert.isAbove(changed.length, 10)
    const sold = want.filter((one) => one !== null)
    assert.deepEqual(body.sold, { live: LEADS, draft: sold.length })
    const cents = (n: number) => (n / 100).toFixed(2)
    const booked = await store.first('select sum(amount) as n from postings where account_id = ?', [
      account.id,
    ])
    assert.equal(body.revenue.live.amount, cents(Number(booked!.n)))
    assert.equal(body.revenue.draft.amount, cents(sold.reduce((sum, { paid }) => sum + paid, 0)))
    for (const { key, day, spend } of DRAFT) {
      const mine = sold.filter((one) => one.key === key)
      const told = body.partners.find((one: { partner: string }) => one.partner === key)
      const revenue = mine.reduce((sum, { paid }) => sum + paid, 0)
      assert.equal(told.draft, mine.length, key)
      assert.equal(told.revenue_draft.amount, cents(revenue), key)
      const cap = (window: string) =>
        told.caps.find((one: { window: string }) => one.window === window)
      assert.equal(cap('day').draft, mine.length)
      assert.isAtMost(cap('day').draft, day)
      if (spend !== null) assert.equal(cap('spend_day').draft, cents(revenue))
    }
    assert.deepEqual(body.bases.sales, { known: sold.length, rate: 0, assumed: 0 })

    // Caps go on where they are used: what was sold before the range is taken of them.
    const later = { from: new Date(Date.now()).toISOString(), to: around().to }
    await sendMany(account.id, 1, LEADS)
    const { body: second } = await api.post('/profiles/loans/backtest', { ...later, route })
    assert.equal(second.leads, 1)
    const alpha = second.partners.find((one: { partner: string }) => one.partner === 'alpha')
    assert.isAtLeast(
      alpha.caps[0].live,
      liveOf.filter((keys) => keys.includes('alpha')).length,
      'sales before the range count in its caps'
    )
  })
})
