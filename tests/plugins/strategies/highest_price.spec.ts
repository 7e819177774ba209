import { fakeCandidates, testStrategy } from '#sdk/testing'
import highestPrice from '#plugins/strategies/highest_price'

const [a1, a2, a3] = fakeCandidates(3)

testStrategy(highestPrice, [
  {
    title: 'the highest price first',
    config: {},
    candidates: [
      { ...a1, price: 1000 },
      { ...a2, price: 3000 },
      { ...a3, price: 2000 },
    ],
    plan: { waves: [['a2'], ['a3'], ['a1']], stopAfter: 1 },
  },
  {
    title: 'of equal prices the order of the candidates',
    config: {},
    candidates: [
      { ...a1, price: 2000 },
      { ...a2, price: 3000 },
      { ...a3, price: 3000 },
    ],
    plan: { waves: [['a2'], ['a3'], ['a1']], stopAfter: 1 },
  },
  {
    title: 'as many at once as may buy',
    config: { max_buyers: 2 },
    candidates: [
      { ...a1, price: 1000 },
      { ...a2, price: 3000 },
      { ...a3, price: 2000 },
    ],
    plan: { waves: [['a2', 'a3'], ['a1']], stopAfter: 2 },
  },
])
