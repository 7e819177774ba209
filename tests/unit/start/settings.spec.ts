import { test } from '@japa/runner'
import { networks, serviceUrl, wholeNumber } from '#start/settings'

test.group('Settings', () => {
  test('an absent or empty setting is no setting', ({ assert }) => {
    for (const value of [undefined, '']) {
      assert.isUndefined(wholeNumber(1, 9)('PORT', value))
      assert.isUndefined(serviceUrl('redis:')('REDIS_URL', value))
      assert.isUndefined(networks('DELIVERY_ALLOW_PRIVATE', value))
    }
  })

  test('numbers are whole and within bounds', ({ assert }) => {
    const port = wholeNumber(1, 65_535)
    assert.equal(port('PORT', '3333'), 3333)
    for (const wrong of ['0', '65536', '80.5', 'abc', '-1'])
      assert.throws(
        () => port('PORT', wrong),
        `PORT must be a whole number from 1 to 65535, not "${wrong}"`
      )
  })

  test('an address of a service has its protocol, and is not repeated where it is wrong', ({
    assert,
  }) => {
    const check = serviceUrl('postgres:', 'postgresql:')
    assert.equal(check('DATABASE_URL', 'postgres://u:p@h/d'), 'postgres://u:p@h/d')
    for (const wrong of ['mysql://root:secret@h/d', 'secret'])
      assert.throws(
        () => check('DATABASE_URL', wrong),
        'DATABASE_URL must be an address that begins with postgres:// or postgresql://'
      )
  })

  test('networks are CIDRs; the entry at fault is named', ({ assert }) => {
    const list = '10.0.0.0/8, 127.0.0.1'
    assert.equal(networks('DELIVERY_ALLOW_PRIVATE', list), list)
    assert.throws(() => networks('DELIVERY_ALLOW_PRIVATE', '10.0.0.0/8, home'), /"home"/)
  })
})
