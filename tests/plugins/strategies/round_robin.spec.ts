import { test } from '@japa/runner'
import { fakeCandidates, fakePlanContext, testStrategy } from '#sdk/testing'
import roundRobin from '#plugins/strategies/round_robin'

const [a1, a2, a3] = fakeCandidates(3)
const owed = (due: number, had = 4) => ({ turns: { had, due } })

testStrategy(roundRobin, [
  {
    title: 'at the start everybody in their order, one buyer',
    config: {},
    plan: { waves: [['a1'], ['a2'], ['a3']], stopAfter: 1 },
  },
  {
    title: 'whoever is owed most of a turn comes first, whatever its weight',
    config: {},
    candidates: [
      { ...a1, ...owed(-0.6) },
      { ...a2, ...owed(0.4) },
      { ...a3, ...owed(0.2) },
    ],
    plan: { waves: [['a2'], ['a3'], ['a1']], stopAfter: 1 },
  },
  {
    title: 'with most buyers, as many turns at once',
    config: { max_buyers: 2 },
    plan: { waves: [['a1', 'a2'], ['a3']], stopAfter: 2 },
  },
])

test.group('round robin', () => {
  test('weights count for nothing', ({ assert }) => {
    const all = [{ ...a1, weight: 0 }, a2]
    assert.deepEqual(roundRobin.plan(all, {}, 'lead_1', fakePlanContext).waves, [['a1'], ['a2']])
  })
})
