import { test } from '@japa/runner'
import { DEPTH_LIMIT, KEY_LIMIT, STRING_LIMIT, checkLimits } from '#intake/limits'

const nested = (depth: number, open = '{"a":', close = '}') =>
  JSON.parse(open.repeat(depth) + '1' + close.repeat(depth)) as unknown
const rules = (json: unknown) => checkLimits(json).map(({ rule }) => rule)

test.group('limits of intake', () => {
  test('depth, also far beyond what recursion survives', ({ assert }) => {
    assert.deepEqual(rules(nested(DEPTH_LIMIT)), [])
    assert.deepEqual(rules(nested(DEPTH_LIMIT + 1)), ['max_depth'])
    assert.deepEqual(rules(nested(10_000)), ['max_depth'])
    assert.deepEqual(rules(nested(10_000, '[', ']')), ['max_depth'])
  })

  test('keys, counted through all levels', ({ assert }) => {
    const keys = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]))
    assert.deepEqual(rules(keys(KEY_LIMIT)), [])
    assert.deepEqual(rules(keys(KEY_LIMIT + 1)), ['max_keys'])
    assert.deepEqual(rules({ a: keys(300), b: keys(300) }), ['max_keys'])
    assert.deepEqual(rules({ a: Array(100_000).fill(0) }), ['max_keys'])
  })

  test('length of texts and keys in bytes', ({ assert }) => {
    assert.deepEqual(rules({ a: 'x'.repeat(STRING_LIMIT) }), [])
    assert.deepEqual(rules({ a: 'x'.repeat(STRING_LIMIT + 1) }), ['max_length'])
    assert.deepEqual(rules({ a: 'ü'.repeat(STRING_LIMIT / 2 + 1) }), ['max_length'])
    assert.deepEqual(rules({ ['x'.repeat(STRING_LIMIT + 1)]: 1 }), ['max_length'])
  })

  test('text that no database takes', ({ assert }) => {
    assert.deepEqual(checkLimits({ a: [{ b: 'half \ud83d' }] })[0].field, 'a[0].b')
    assert.deepEqual(rules({ a: 'nul \0' }), ['unicode'])
    assert.deepEqual(rules({ '\udc00': 1 }), ['unicode'])
  })

  test('__proto__ is harmless', ({ assert }) => {
    assert.deepEqual(rules(JSON.parse('{"__proto__":{"a":1}}')), [])
    assert.deepEqual(rules(JSON.parse('{"__proto__":{"a":"\\u0000"}}')), ['unicode'])
  })
})
