import { test } from '@japa/runner'
import { testNode } from '#sdk/testing'
import split from '#plugins/nodes/split'
import { contextWith, lead } from './helpers.js'

const portOf = (shares: Record<string, number>, seed: string): string => {
  const decided = split.decide(lead, { shares }, contextWith({ seed }))
  return 'port' in decided ? decided.port : ''
}

testNode(split, [
  { title: 'has but one way', config: { shares: { only: 1 } }, port: 'only' },
  { title: 'has many', config: { shares: { a: 1, b: 0.5, c: 0 } } },
])

test.group('split node', () => {
  test('the same lead always goes the same way', ({ assert }) => {
    for (let i = 0; i < 50; i++) {
      const first = portOf({ a: 50, b: 50 }, `lead_${i}:n`)
      assert.equal(portOf({ a: 50, b: 50 }, `lead_${i}:n`), first)
    }
  })

  test('leads are shared out as the shares say', ({ assert }) => {
    const shares = { a: 70, b: 25, c: 5, d: 0 }
    const count: Record<string, number> = { a: 0, b: 0, c: 0, d: 0 }
    for (let i = 0; i < 20_000; i++) count[portOf(shares, `lead_${i}:n`)]++
    // 20,000 draws: five standard deviations are at most 1.7 points.
    assert.closeTo(count.a / 200, 70, 1.7)
    assert.closeTo(count.b / 200, 25, 1.6)
    assert.closeTo(count.c / 200, 5, 0.8)
    assert.equal(count.d, 0)
  })

  test('two splits in a row do not repeat each other', ({ assert }) => {
    const shares = { a: 50, b: 50 }
    let same = 0
    for (let i = 0; i < 10_000; i++)
      if (portOf(shares, `lead_${i}:first`) === portOf(shares, `lead_${i}:second`)) same++
    assert.closeTo(same / 100, 50, 2.5)
  })

  test('shares that give nobody anything are refused', ({ assert }) => {
    assert.throws(() => split.ports({ shares: { a: 0, b: 0 } }), /at least one share/)
    assert.deepEqual(
      split.ports({ shares: { a: 1, b: 0 } }).map((port) => port.name),
      ['a', 'b']
    )
  })
})
