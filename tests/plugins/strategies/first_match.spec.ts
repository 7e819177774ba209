import { test } from '@japa/runner'
import { fakeCandidates, fakePlanContext, testStrategy } from '#sdk/testing'
import firstMatch from '#plugins/strategies/first_match'

testStrategy(firstMatch, [
  {
    title: 'offers to one after the other, in their order, until one buys',
    config: {},
    plan: { waves: [['a1'], ['a2'], ['a3']], stopAfter: 1 },
  },
])

test.group('first match', () => {
  test('plans the same for every lead', ({ assert }) => {
    const all = fakeCandidates(5)
    assert.deepEqual(
      firstMatch.plan(all, {}, 'lead_1', fakePlanContext),
      firstMatch.plan(all, {}, 'lead_2', fakePlanContext)
    )
  })
})
