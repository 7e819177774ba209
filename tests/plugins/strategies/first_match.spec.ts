import { test } from '@japa/runner'
import firstMatch from '#plugins/strategies/first_match'
import { candidates } from './helpers.js'

test.group('first match', () => {
  test('offers to one after the other, in their order, until one buys', ({ assert }) => {
    assert.deepEqual(firstMatch.plan(candidates('a', 'b', 'c'), {}, 'lead_1'), {
      waves: [['a'], ['b'], ['c']],
      stopAfter: 1,
    })
  })

  test('plans nothing for nobody', ({ assert }) => {
    assert.deepEqual(firstMatch.plan([], {}, 'lead_1'), { waves: [], stopAfter: 1 })
  })
})
