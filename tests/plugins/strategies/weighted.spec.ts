import { fakeCandidates, testStrategy } from '#sdk/testing'
import weighted from '#plugins/strategies/weighted'

const [a1, a2, a3] = fakeCandidates(3)
const owed = (due: number, had = 4) => ({ turns: { had, due } })

testStrategy(weighted, [
  {
    title: 'the greatest weight has the first turn',
    config: {},
    candidates: [
      { ...a1, weight: 1 },
      { ...a2, weight: 3 },
    ],
    plan: { waves: [['a2'], ['a1']], stopAfter: 1 },
  },
  {
    title: 'a small weight has its turn when it is owed one',
    config: {},
    candidates: [
      { ...a1, weight: 1, ...owed(0.75) },
      { ...a2, weight: 3, ...owed(-0.75) },
    ],
    plan: { waves: [['a1'], ['a2']], stopAfter: 1 },
  },
  {
    title: 'weight 0 comes when nobody else is left',
    config: { max_buyers: 1 },
    candidates: [
      { ...a1, weight: 0, ...owed(0.9) },
      { ...a2, weight: 1, ...owed(-0.9) },
      { ...a3, weight: 1 },
    ],
    plan: { waves: [['a3'], ['a2'], ['a1']], stopAfter: 1 },
  },
])
