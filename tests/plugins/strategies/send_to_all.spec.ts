import { test } from '@japa/runner'
import sendToAll from '#plugins/strategies/send_to_all'
import { candidates } from './helpers.js'

test.group('send to all', () => {
  test('offers to everybody at once and never stops', ({ assert }) => {
    assert.deepEqual(sendToAll.plan(candidates('a', 'b'), {}, 'lead_1'), {
      waves: [['a', 'b']],
      stopAfter: 'never',
    })
    assert.deepEqual(sendToAll.plan([], {}, 'lead_1'), { waves: [], stopAfter: 'never' })
  })

  test('with most buyers, never more than those are asked at once', ({ assert }) => {
    assert.deepEqual(sendToAll.plan(candidates('a', 'b', 'c', 'd'), { max_buyers: 2 }, 'lead_1'), {
      waves: [['a', 'b'], ['c'], ['d']],
      stopAfter: 2,
    })
    assert.deepEqual(sendToAll.plan(candidates('a', 'b'), { max_buyers: 2 }, 'lead_1'), {
      waves: [['a', 'b']],
      stopAfter: 'never',
    })
  })
})
