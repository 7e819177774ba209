import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Candidate } from '#sdk'
import { fakeCandidates, fakePlanContext, testStrategy } from '#sdk/testing'
import pingPost from '#plugins/strategies/ping_post'

const [a1, a2, a3, a4] = fakeCandidates(4)
const asked = (one: Candidate, bid?: number | null): Candidate => ({ ...one, pings: true, bid })

testStrategy(pingPost, [
  { title: 'asks nobody where nobody can be asked', config: {}, ask: null },
  {
    title: 'asks those that can be, and waits as long as it is set to',
    config: { deadline_seconds: 1.5 },
    candidates: [asked(a1), a2, asked(a3)],
    ask: { assignments: ['a1', 'a3'], deadlineSeconds: 1.5 },
  },
  {
    title: 'the best bid first; a price without a ping is a bid; no bid, no offer',
    config: {},
    candidates: [
      asked(a1, 1200),
      { ...a2, price: 1500 },
      asked(a3, null),
      asked({ ...a4, price: 9999 }, 1300),
    ],
    plan: { waves: [['a2'], ['a4'], ['a1']], stopAfter: 1 },
  },
  {
    title: 'equal bids in the order of the candidates',
    config: {},
    candidates: [asked(a1, 1000), asked(a2, 1500), asked(a3, 1500)],
    plan: { waves: [['a2'], ['a3'], ['a1']], stopAfter: 1 },
  },
  {
    title: 'below the minimum nobody is offered the lead',
    config: { minimum_bid: '12.50' },
    candidates: [asked(a1, 1249), asked(a2, 1250), { ...a3, price: 1249 }],
    plan: { waves: [['a2']], stopAfter: 1 },
  },
  {
    title: 'who was not asked any more bids nothing',
    config: { max_buyers: 2 },
    candidates: [asked(a1), asked(a2, 1000)],
    plan: { waves: [['a2']], stopAfter: 2 },
  },
])

test.group('ping and post', () => {
  test('never asks more than a hundred at once', ({ assert }) => {
    const many = fakeCandidates(150).map((one) => asked(one))
    assert.lengthOf(pingPost.ask!(many, {})!.assignments, 100)
  })

  test('whatever is bid: nobody before a better bid, nobody below the minimum', ({ assert }) => {
    const bid = fc.option(fc.nat(5_000), { nil: null })
    fc.assert(
      fc.property(fc.array(bid, { maxLength: 30 }), fc.nat(5_000), (bids, least) => {
        const all = fakeCandidates(bids.length).map((one, i) => asked(one, bids[i]))
        const config = { minimum_bid: (least / 100).toFixed(2) }
        const order = pingPost.plan(all, config, 'lead_1', fakePlanContext).waves.flat()
        const paid = order.map((key) => bids[Number(key.slice(1)) - 1]!)
        assert.deepEqual(
          paid,
          paid.toSorted((a, b) => b - a)
        )
        assert.lengthOf(order, bids.filter((one) => one !== null && one >= least).length)
        assert.isTrue(paid.every((one) => one >= least))
      })
    )
  })
})
