import { test } from '@japa/runner'
import fc from 'fast-check'
import { type Standing, afterTurn, nextTurn, turnOrder } from '#sdk/turns'

const standing = (key: string, share = 1, due = 0): Standing => ({ key, share, due })
const start = (shares: number[]) => shares.map((share, i) => standing(`a${i}`, share))

/** Turns as they fall; `declines` says who of a lead turns it down, so that its next turn goes to another. */
function* deal(shares: number[], leads: number, declines: (key: string, lead: number) => boolean) {
  let all = start(shares)
  for (let lead = 0; lead < leads; lead++) {
    let left = all
    while (left.length > 0) {
      const { key } = left[nextTurn(left)]
      const able = new Set(left.map((one) => one.key))
      left = afterTurn(left, key)
      const moved = new Map(left.map((one) => [one.key, one]))
      all = all.map((one) => moved.get(one.key) ?? one)
      left = left.filter((one) => one.key !== key)
      yield { lead, key, able, all }
      if (!declines(key, lead)) break
    }
  }
}

test.group('turns', () => {
  test('equal shares: one after the other, round and round', ({ assert }) => {
    const keys = [...deal([1, 1, 1], 7, () => false)].map((one) => one.key)
    assert.deepEqual(keys, ['a0', 'a1', 'a2', 'a0', 'a1', 'a2', 'a0'])
  })

  test('weights 3 and 1: three of four, evenly spread', ({ assert }) => {
    const keys = [...deal([3, 1], 8, () => false)].map((one) => one.key).join(' ')
    assert.equal(keys, 'a0 a0 a1 a0 a0 a0 a1 a0')
  })

  test('with everybody there, nobody is ever a whole turn from its exact share', ({ assert }) => {
    const shares = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(shares, (weights) => {
        const total = weights.reduce((sum, one) => sum + one, 0)
        const had = new Map<string, number>()
        let turns = 0
        for (const { key } of deal(weights, 600, () => false)) {
          turns++
          had.set(key, (had.get(key) ?? 0) + 1)
          for (const [i, weight] of weights.entries()) {
            const exact = (turns * weight) / total
            const off = Math.abs((had.get(`a${i}`) ?? 0) - exact)
            assert.isBelow(off, 1 + 1e-6, `a${i} of ${weights} after ${turns} turns`)
          }
        }
      }),
      { numRuns: 150 }
    )
  })

  test('any window holds the shares: never two turns off', ({ assert }) => {
    const weights = [5, 3, 1, 1]
    const keys = [...deal(weights, 500, () => false)].map((one) => one.key)
    for (let from = 0; from < 400; from += 7)
      for (const size of [10, 37, 100])
        for (const [i, weight] of weights.entries()) {
          const count = keys.slice(from, from + size).filter((key) => key === `a${i}`).length
          assert.isBelow(Math.abs(count - (size * weight) / 10), 2)
        }
  })

  test('what one declines is shared among the others, by their shares', ({ assert }) => {
    const offers = [...deal([1, 1, 1], 300, (key) => key === 'a0')]
    const sold = offers.filter((one) => one.key !== 'a0').map((one) => one.key)
    assert.lengthOf(sold, 300)
    const count = sold.filter((key) => key === 'a1').length
    assert.closeTo(count, 150, 1, 'both take as much of its leads')
    // Its own turns are no more than a third of those it could take.
    assert.closeTo(offers.filter((one) => one.key === 'a0').length, 150, 51)
  })

  test('a decline makes no debt: who steps in keeps its own turn', ({ assert }) => {
    const firsts = (declines: boolean) => {
      const first: string[] = []
      let last = -1
      for (const { lead, key } of deal([9, 1], 200, (one) => declines && one === 'a0')) {
        if (lead !== last) first.push(key)
        last = lead
      }
      return first
    }
    assert.deepEqual(firsts(true), firsts(false))
  })

  test('who could not take turns is owed none and ahead of nobody when it is back', ({
    assert,
  }) => {
    let all = start([1, 1, 1])
    const able = (lead: number) => all.filter((one) => lead >= 100 || one.key !== 'a2')
    const keys: string[] = []
    for (let lead = 0; lead < 130; lead++) {
      const who = able(lead)
      const { key } = who[nextTurn(who)]
      keys.push(key)
      const moved = new Map(afterTurn(who, key).map((one) => [one.key, one]))
      all = all.map((one) => moved.get(one.key) ?? one)
    }
    const after = keys.slice(100)
    for (const key of ['a0', 'a1', 'a2'])
      assert.closeTo(after.filter((one) => one === key).length, 10, 1)
  })

  test('dues are always owed among those who are there: they sum up to nothing', ({ assert }) => {
    const lead = fc.record({
      there: fc.subarray(['a0', 'a1', 'a2', 'a3', 'a4'], { minLength: 1 }),
      declines: fc.nat(2),
    })
    fc.assert(
      fc.property(fc.array(lead, { maxLength: 200 }), (leads) => {
        let all = start([5, 1, 2, 2, 0])
        for (const { there, declines } of leads) {
          let left = all.filter((one) => there.includes(one.key))
          for (let n = 0; n <= declines && left.length > 0; n++) {
            const { key } = left[nextTurn(left)]
            left = afterTurn(left, key)
            const moved = new Map(left.map((one) => [one.key, one]))
            all = all.map((one) => moved.get(one.key) ?? one)
            left = left.filter((one) => one.key !== key)
          }
          const sum = all.reduce((total, one) => total + one.due, 0)
          assert.closeTo(sum, 0, 1e-6)
          for (const one of all) assert.isBelow(Math.abs(one.due), all.length)
        }
      }),
      { numRuns: 200 }
    )
  })

  test('an order names everybody once, those without a share last', ({ assert }) => {
    const order = turnOrder([standing('none', 0, 0.9), standing('a', 1, -0.5), standing('b', 1)])
    assert.deepEqual(order, ['b', 'a', 'none'])
    const many = Array.from({ length: 200 }, (_, i) => standing(`a${i}`, i % 3))
    assert.equal(new Set(turnOrder(many)).size, 200)
  })
})
