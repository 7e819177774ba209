import { test } from '@japa/runner'
import {
  AnswerRates,
  answerOf,
  drawAnswer,
  knownAnswer,
  knownBid,
} from '#distribution/backtest/past_answers'
import type { PastDelivery } from '#distribution/backtest/types'

const delivery = (more: Partial<PastDelivery>): PastDelivery => ({
  id: 'dlv_1',
  runId: 'dist_1',
  profileId: 'pro_1',
  partnerId: 'par_1',
  assignmentId: 'asg_1',
  assignmentKey: 'one',
  status: 'accepted',
  price: 100,
  tierPrice: null,
  held: true,
  createdAt: 0,
  cancelledAt: null,
  ...more,
})

test.group('backtest: past answers', () => {
  test('how a delivery ended', ({ assert }) => {
    const of = (status: string, held = false) => answerOf(delivery({ status, held }))
    assert.deepEqual(
      ['accepted', 'sent', 'cancelled', 'rejected', 'failed', 'waiting', 'pending'].map((one) =>
        of(one)
      ),
      ['sold', 'sold', 'back', 'no', 'no', null, null]
    )
    // Held: it may have been sold. Moved on from: the engine took it for a no.
    assert.deepEqual([of('unknown', true), of('unknown', false)], ['open', 'no'])
  })

  test('the answer of the same run comes before that of the same assignment, and that before any', ({
    assert,
  }) => {
    const other = delivery({ id: 'a', assignmentId: 'asg_2', status: 'rejected', runId: 'dist_9' })
    const earlier = delivery({ id: 'b', runId: 'dist_0', status: 'rejected' })
    const same = delivery({ id: 'c' })
    const later = delivery({ id: 'd', runId: 'dist_2', status: 'failed' })
    const stranger = delivery({ id: 'e', partnerId: 'par_2' })
    const open = delivery({ id: 'f', status: 'waiting', runId: 'dist_3' })
    const asked = { partnerId: 'par_1', assignmentId: 'asg_1', runId: 'dist_1' }
    const all = [other, earlier, same, later, stranger, open]
    assert.equal(knownAnswer(all, asked)?.id, 'c')
    assert.equal(knownAnswer(all, { ...asked, runId: null })?.id, 'd')
    assert.equal(knownAnswer([other, stranger], asked)?.id, 'a')
    assert.isNull(knownAnswer([stranger, open], asked))
  })

  test('rates: of the assignment where it has answers enough, else of its partner', ({
    assert,
  }) => {
    const rates = new AnswerRates()
    for (let i = 0; i < 30; i++)
      rates.add(delivery({ assignmentId: 'asg_1', status: i % 3 ? 'accepted' : 'rejected' }))
    for (let i = 0; i < 10; i++) rates.add(delivery({ assignmentId: 'asg_2', status: 'cancelled' }))
    rates.add(delivery({ status: 'waiting' }))
    assert.deepEqual(rates.of('par_1', 'asg_1'), { sold: 20 / 30, kept: 20 / 30, of: 30 })
    assert.deepEqual(rates.of('par_1', 'asg_2'), { sold: 30 / 40, kept: 20 / 40, of: 40 })
    assert.isNull(rates.of('par_2', 'asg_9'))
  })

  test('a draw is the same every time, and as often yes as the rate says', ({ assert }) => {
    const rate = { sold: 0.6, kept: 0.5 }
    const draw = (n: number) => drawAnswer(rate, `lead_${n}`, 'one')
    const all = Array.from({ length: 20_000 }, (_, n) => draw(n))
    assert.deepEqual(
      all,
      Array.from({ length: 20_000 }, (_, n) => draw(n))
    )
    const share = (answer: string) => all.filter((one) => one.answer === answer).length / all.length
    assert.closeTo(share('sold'), 0.5, 0.015)
    assert.closeTo(share('back'), 0.1, 0.01)
    assert.closeTo(share('no'), 0.4, 0.015)
    // Two assignments do not repeat each other.
    const both = all.filter(
      ({ answer }, n) => answer === 'sold' && drawAnswer(rate, `lead_${n}`, 'two').answer === 'sold'
    )
    assert.closeTo(both.length / all.length, 0.25, 0.015)
    assert.deepEqual(drawAnswer(null, 'lead_1', 'one'), {
      answer: 'sold',
      basis: 'assumed',
      own: null,
      backAt: null,
    })
  })

  test('a bid of the same run counts first; who was never asked is not known', ({ assert }) => {
    const bids = [
      { runId: 'dist_1', assignmentId: 'asg_1', bid: 900 },
      { runId: 'dist_2', assignmentId: 'asg_1', bid: null },
    ]
    assert.equal(knownBid(bids, 'asg_1', 'dist_1'), 900)
    assert.isNull(knownBid(bids, 'asg_1', 'dist_9'))
    assert.isUndefined(knownBid(bids, 'asg_2', 'dist_1'))
  })
})
