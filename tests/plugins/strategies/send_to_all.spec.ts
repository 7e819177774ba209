import { test } from '@japa/runner'
import { fakeCandidates, fakePlanContext, testStrategy } from '#sdk/testing'
import sendToAll from '#plugins/strategies/send_to_all'

testStrategy(sendToAll, [
  {
    title: 'offers to everybody at once and never stops',
    config: {},
    plan: { waves: [['a1', 'a2', 'a3']], stopAfter: 'never' },
  },
  {
    title: 'with most buyers, never asks more at once than may still buy',
    config: { max_buyers: 2 },
    candidates: fakeCandidates(4),
    plan: { waves: [['a1', 'a2'], ['a3'], ['a4']], stopAfter: 2 },
  },
  {
    title: 'with as many buyers as candidates, all at once',
    config: { max_buyers: 3 },
    plan: { waves: [['a1', 'a2', 'a3']], stopAfter: 'never' },
  },
])

test.group('send to all', () => {
  test('whoever buys, no more than the most buyers can', ({ assert }) => {
    const { waves, stopAfter } = sendToAll.plan(
      fakeCandidates(7),
      { max_buyers: 3 },
      'lead_1',
      fakePlanContext
    )
    for (let buyers = 0; buyers < 2 ** 7; buyers++) {
      let sold = 0
      for (const wave of waves) {
        if (stopAfter !== 'never' && sold >= stopAfter) break
        sold += wave.filter((key) => buyers & (1 << Number(key.slice(1)))).length
      }
      assert.isAtMost(sold, 3)
    }
  })
})
