import { test } from '@japa/runner'
import { depthOf } from '#host/sandbox/depth_of'
import { Strikes, scriptKey } from '#host/sandbox/strikes'

const MINUTE = 60_000

test.group('Strikes', () => {
  test('three within ten minutes disable, three spread over more do not', ({ assert }) => {
    const strikes = new Strikes()
    assert.isFalse(strikes.add('a', 0))
    assert.isFalse(strikes.add('a', 6 * MINUTE))
    assert.isFalse(strikes.add('a', 11 * MINUTE), 'the first is forgotten')
    assert.isFalse(strikes.isDisabled('a'))
    assert.isTrue(strikes.add('a', 12 * MINUTE))
    assert.isTrue(strikes.isDisabled('a'))
    assert.isFalse(strikes.isDisabled('b'))
    strikes.reset('a')
    assert.isFalse(strikes.isDisabled('a'))
    assert.isFalse(strikes.add('a', 13 * MINUTE), 'and counts from the start again')
  })

  test('a script is its text in its account', ({ assert }) => {
    const keys = [scriptKey('a', 'x'), scriptKey('b', 'x'), scriptKey('a', 'y')]
    assert.lengthOf(new Set(keys), 3)
    assert.strictEqual(scriptKey('a', 'x'), keys[0])
  })
})

test.group('Depth of a value', () => {
  test('counts levels, no further than asked, also of what recursion could not hold', ({
    assert,
  }) => {
    assert.strictEqual(depthOf(5, 10), 0)
    assert.strictEqual(depthOf({}, 10), 1)
    assert.strictEqual(depthOf({ a: [{ b: null }], c: 1 }, 10), 3)
    let deep: unknown = 1
    for (let i = 0; i < 100_000; i++) deep = [deep]
    assert.strictEqual(depthOf(deep, 21), 21)
  })
})
