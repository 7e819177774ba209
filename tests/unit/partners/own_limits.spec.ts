import { test } from '@japa/runner'
import { strictest, tidyLimits } from '#partners/own_limits'

test.group('Own limits of a partner', () => {
  test('of each window the lower limit holds, whoever set it', ({ assert }) => {
    const team = { day: 10, month: 100, spend_month: '99.50' }
    const own = { day: 20, week: 5, month: 0, spend_month: '100', spend_day: '5.00' }
    assert.deepEqual(strictest(team, own, 'EUR'), {
      day: 10,
      week: 5,
      month: 0,
      spend_month: '99.50',
      spend_day: '5.00',
    })
  })

  test('money is compared as money, not as text', ({ assert }) => {
    assert.deepEqual(strictest({ spend_day: '100.00' }, { spend_day: '9' }, 'EUR'), {
      spend_day: '9',
    })
  })

  test('nothing set is nothing stored', ({ assert }) => {
    assert.deepEqual(tidyLimits({ paused: false, caps: {} }), {})
    assert.deepEqual(tidyLimits({ paused: true, caps: { day: 0 } }), {
      paused: true,
      caps: { day: 0 },
    })
  })
})
