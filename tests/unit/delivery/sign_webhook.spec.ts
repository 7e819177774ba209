import { test } from '@japa/runner'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { newSigningSecret, signWebhook } from '#delivery/sign_webhook'

test.group('webhook signature', () => {
  test('is what Standard Webhooks verifies', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        fc.string({ unit: 'grapheme' }),
        (bytes, body) => {
          const secret = newSigningSecret(bytes)
          const now = Math.floor(Date.now() / 1000)
          const text = JSON.stringify({ body })
          const headers = {
            'webhook-id': 'dlv_1',
            'webhook-timestamp': String(now),
            'webhook-signature': signWebhook(secret, 'dlv_1', now, text),
          }
          assert.deepEqual(new Webhook(secret).verify(text, headers), { body })
          assert.throws(() => new Webhook(secret).verify(`${text} `, headers))
        }
      ),
      { numRuns: 50 }
    )
  })

  test('either of two secrets verifies while one is being replaced', ({ assert }) => {
    const [old, fresh] = [newSigningSecret(), newSigningSecret()]
    const now = Math.floor(Date.now() / 1000)
    const headers = {
      'webhook-id': 'dlv_1',
      'webhook-timestamp': String(now),
      'webhook-signature': [old, fresh].map((s) => signWebhook(s, 'dlv_1', now, '{}')).join(' '),
    }
    for (const secret of [old, fresh])
      assert.deepEqual(new Webhook(secret).verify('{}', headers), {})
    assert.throws(() => new Webhook(newSigningSecret()).verify('{}', headers))
  })

  test('a new secret has the form and length of the standard', ({ assert }) => {
    const secret = newSigningSecret()
    assert.match(secret, /^whsec_[A-Za-z0-9+/]+=*$/)
    assert.lengthOf(Buffer.from(secret.slice(6), 'base64'), 32)
    assert.notEqual(secret, newSigningSecret())
    assert.throws(() => signWebhook('whsec_c2hvcnQ=', 'dlv_1', 1, ''), RangeError)
  })
})
