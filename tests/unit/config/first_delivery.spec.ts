import { test } from '@japa/runner'
import { firstDelivery } from '../../../resources/config/first_delivery.js'

const partners = [
  { key: 'mail', has_email: true },
  { key: 'none', has_email: false },
]
const assigned = (partner: string, use: string) => ({ partner, delivery: { use } })

test.group('the channel of a new assignment', () => {
  test('a partner gets leads as it gets them already, and only the channel is taken over', ({
    assert,
  }) => {
    const list = [assigned('other', 'email'), assigned('mail', 'portal')]
    assert.deepEqual(firstDelivery('mail', list, partners), { use: 'portal' })
  })

  test('else by e-mail where it has an address, else by webhook', ({ assert }) => {
    assert.deepEqual(firstDelivery('mail', [], partners), { use: 'email' })
    assert.deepEqual(firstDelivery('none', [assigned('mail', 'email')], partners), {
      use: 'webhook',
    })
    assert.deepEqual(firstDelivery('unknown', [], partners), { use: 'webhook' })
  })
})
