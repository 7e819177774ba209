import { test } from '@japa/runner'
import fc from 'fast-check'
import { redactor } from '#delivery/redact'

test.group('redaction', () => {
  test('headers that carry secrets by their name', ({ assert }) => {
    const { headers } = redactor([], [])
    assert.deepEqual(
      headers({
        'Authorization': 'Bearer x',
        'Cookie': 'a=b',
        'Set-Cookie': 'a=b',
        'X-Api-Key': 'k',
        'X-Auth-Token': 't',
        'Client-Secret': 's',
        'Idempotency-Key': 'dlv_1',
        'Content-Type': 'text/plain',
        'webhook-signature': 'v1,abc',
      }),
      {
        'Authorization': '[redacted]',
        'Cookie': '[redacted]',
        'Set-Cookie': '[redacted]',
        'X-Api-Key': '[redacted]',
        'X-Auth-Token': '[redacted]',
        'Client-Secret': '[redacted]',
        'Idempotency-Key': 'dlv_1',
        'Content-Type': 'text/plain',
        'webhook-signature': 'v1,abc',
      }
    )
  })

  test('a secret value is found wherever a request can write it', ({ assert }) => {
    const secret = 'p&ss "w/rd+1'
    const { text, url } = redactor([secret], [])
    const places = [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ a: secret }).toString().slice(2),
      JSON.stringify({ a: secret }),
      '<a>p&amp;ss &quot;w/rd+1</a>',
      `Basic ${Buffer.from(secret).toString('base64')}`,
    ]
    for (const place of places) assert.include(text(place), '[redacted]', place)
    assert.equal(
      url(`https://a.example/?x=${encodeURIComponent(secret)}&y=2`),
      'https://a.example/?x=[redacted]&y=2'
    )
    assert.equal(
      url('https://a.example/?api_key=abc&keyword=solar'),
      'https://a.example/?api_key=[redacted]&keyword=solar'
    )
  })

  test('the longest secret wins, short ones do not tear holes', ({ assert }) => {
    assert.equal(redactor(['abcd', 'abcdef'], []).text('xabcdefx'), 'x[redacted]x')
    assert.equal(redactor(['a', ''], []).text('banana'), 'banana')
  })

  test('encrypted values are masked, also re-spelled', ({ assert }) => {
    const { text } = redactor(
      [],
      ['123-45-6789', '+14155550123', 'Ada@Example.com', 7, true, null, { city: 'Berlin' }]
    )
    const spelled = [
      '123-45-6789',
      '123456789',
      '123 45 6789',
      '+14155550123',
      '(415) 555-0123',
      '4155550123',
      'ADA@EXAMPLE.COM',
      'ada%40example.com',
      'berlin',
    ]
    for (const value of spelled) {
      const shown = text(`<${value}>`)
      assert.include(shown, '[encrypted]', value)
      assert.notMatch(shown, /0123|6789|ada|berlin/i)
    }
    assert.equal(text('{"n":7,"m":17,"on":true}'), '{"n":[encrypted],"m":17,"on":true}')
  })

  test('no secret of four or more characters survives', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 4, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
        fc.string(),
        (secrets, around) => {
          fc.pre(
            secrets.every((secret) => !'[redacted]'.includes(secret) && !around.includes(secret))
          )
          const shown = redactor(secrets, []).text(
            secrets.map((secret) => `\u0001${secret}\u0001`).join('|')
          )
          for (const secret of secrets) assert.notInclude(shown, `\u0001${secret}\u0001`)
        }
      )
    )
  })
})
