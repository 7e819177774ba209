import { test } from '@japa/runner'
import { formatAmount, parseAmount } from '#shared/money'

test.group('money', () => {
  test('reads and writes decimals by the currency', ({ assert }) => {
    assert.deepEqual(parseAmount('25.00', 'USD'), { ok: true, value: 2500 })
    assert.equal(formatAmount(-5, 'EUR'), '-0.05')
    assert.isFalse(parseAmount('1.5', 'JPY').ok)
  })
})
