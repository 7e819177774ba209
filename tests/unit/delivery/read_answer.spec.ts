import { test } from '@japa/runner'
import type { HttpAnswer, Outcome, ResponseConfig } from '#sdk'
import { compileResponse, readAnswer, retryAfter } from '#delivery/read_answer'

const AT = Date.UTC(2026, 10, 1, 12)

function answer(status: number, body: unknown = '', more: Partial<HttpAnswer> = {}): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: {}, body: text, truncated: false, ...more }
}

const RULES: ResponseConfig = {
  accepted: { all: [{ field: 'body.status', operator: 'equals', value: 'ok' }] },
  duplicate: { all: [{ field: 'body.reason', operator: 'contains', value: 'duplicate' }] },
  pending: { all: [{ field: 'body.status', operator: 'equals', value: 'queued' }] },
  reason: 'body.reason',
  price: 'body.price',
  reference: 'body.id',
}
const read = (given: HttpAnswer, response?: ResponseConfig): Outcome =>
  readAnswer(given, response, AT)

test.group('reading an answer', () => {
  test('without rules the status decides', ({ assert }) => {
    const table: [number, Outcome['status']][] = [
      [200, 'accepted'],
      [201, 'accepted'],
      [204, 'accepted'],
      [301, 'failed'],
      [302, 'failed'],
      [304, 'failed'],
      [400, 'rejected'],
      [401, 'rejected'],
      [404, 'rejected'],
      [408, 'failed'],
      [409, 'rejected'],
      [410, 'failed'],
      [422, 'rejected'],
      [425, 'failed'],
      [429, 'failed'],
      [500, 'failed'],
      [503, 'failed'],
    ]
    for (const [status, expected] of table)
      assert.equal(read(answer(status)).status, expected, String(status))
    assert.equal(read(answer(422)).reason, 'HTTP 422')
  })

  test('rules are asked in the order duplicate, pending, accepted', ({ assert }) => {
    assert.containSubset(read(answer(200, { status: 'ok', id: 77, price: '24.5' }), RULES), {
      status: 'accepted',
      reference: '77',
      price: '24.5',
    })
    assert.containSubset(read(answer(200, { status: 'queued', id: 'q1' }), RULES), {
      status: 'waiting',
      reference: 'q1',
    })
    assert.containSubset(read(answer(200, { status: 'ok', reason: 'Duplicate lead' }), RULES), {
      status: 'rejected',
      duplicate: true,
      reason: 'Duplicate lead',
    })
    assert.containSubset(read(answer(409, { reason: 'duplicate' }), RULES), { duplicate: true })
    const refused = read(answer(200, { status: 'no', reason: 'age' }), RULES)
    assert.containSubset(refused, { status: 'rejected', reason: 'age' })
    assert.notProperty(refused, 'duplicate')
    assert.equal(
      read(answer(200, { status: 'no' }), RULES).reason,
      'the answer does not match the rule for accepted'
    )
  })

  test('a yes in the body of an error is none, unless the rule reads the status', ({ assert }) => {
    assert.equal(read(answer(400, { status: 'ok' }), RULES).status, 'rejected')
    const byStatus: ResponseConfig = {
      accepted: { any: [{ field: 'status', operator: 'equals', value: 409 }] },
    }
    assert.equal(read(answer(409), byStatus).status, 'accepted')
    assert.equal(read(answer(200), byStatus).status, 'rejected')
  })

  test('a rule for rejected alone', ({ assert }) => {
    const rules: ResponseConfig = { rejected: { field: 'text', operator: 'contains', value: 'NO' } }
    assert.equal(read(answer(200, 'NO, thanks'), rules).status, 'rejected')
    assert.equal(read(answer(200, 'fine'), rules).status, 'accepted')
  })

  test('the body is read by what it is, whatever its label', ({ assert }) => {
    const label = (type: string) => ({ headers: { 'content-type': type } })
    assert.equal(read(answer(200, '{"status":"ok"}', label('text/html')), RULES).status, 'accepted')
    const xml: ResponseConfig = {
      accepted: { field: 'body.response.result', operator: 'equals', value: 'success' },
      reference: 'body.response.lead.@id',
      price: 'body.response.price',
    }
    const text =
      '<?xml version="1.0"?>\n<response><result>success</result><lead id="007"/><price>12.50</price></response>'
    assert.containSubset(read(answer(200, text, label('application/json')), xml), {
      status: 'accepted',
      reference: '007',
      price: '12.50',
    })
    const plain: ResponseConfig = { accepted: { field: 'text', operator: 'equals', value: 'ok' } }
    assert.equal(read(answer(200, ' OK\n'), plain).status, 'accepted')
    const whole: ResponseConfig = { accepted: { field: 'body', operator: 'equals', value: 'ok' } }
    assert.equal(read(answer(200, 'OK'), whole).status, 'accepted')
    const header: ResponseConfig = {
      accepted: { field: 'headers.X-Result', operator: 'equals', value: 'ok' },
    }
    assert.equal(
      read(answer(200, '', { headers: { 'x-result': 'OK' } }), header).status,
      'accepted'
    )
  })

  test('format forces one way of reading', ({ assert }) => {
    assert.equal(
      read(answer(200, '{"status":"ok"}'), { ...RULES, format: 'text' }).status,
      'rejected'
    )
    assert.equal(
      read(answer(200, '{"status":"ok"}'), { ...RULES, format: 'xml' }).status,
      'rejected'
    )
    assert.equal(
      read(answer(200, '{"status":"ok"}'), { ...RULES, format: 'json' }).status,
      'accepted'
    )
  })

  test('an unreadable body under a rule that reads it is a no that says why', ({ assert }) => {
    const table: [string, Partial<HttpAnswer>, string][] = [
      ['', {}, 'the answer has no body'],
      ['<html><body>Welcome</body></html>', {}, 'the answer is not readable as JSON or XML'],
      ['{"status":"ok"', {}, 'the answer is not readable as JSON or XML'],
      ['{"status":"ok"', { truncated: true }, 'the answer is longer than 64 KB and was cut'],
      ['"ok"', {}, 'the answer is not readable as JSON or XML'],
      [
        '<!DOCTYPE x [<!ENTITY a "ok">]><status>&a;</status>',
        {},
        'the answer is not readable as JSON or XML',
      ],
    ]
    for (const [body, more, reason] of table)
      assert.containSubset(
        read(answer(200, body, more), RULES),
        { status: 'rejected', reason },
        body
      )
  })

  test('hostile bodies neither crash nor pass', ({ assert }) => {
    const bodies = [
      '['.repeat(30_000),
      '['.repeat(30_000) + ']'.repeat(30_000),
      '<a>'.repeat(20_000),
      '<a>'.repeat(9000) + '</a>'.repeat(9000),
      '{"__proto__":{"status":"ok"}}',
      '<x>&lol;</x>',
      '\u0000\u0001',
    ]
    for (const body of bodies)
      assert.equal(read(answer(200, body), RULES).status, 'rejected', body.slice(0, 20))
  })

  test('prices and references are taken only in a readable form', ({ assert }) => {
    const price = (value: unknown) => read(answer(200, { status: 'ok', price: value }), RULES).price
    assert.deepEqual(
      [12, 12.5, '12.50', ' 7 ', '12,50', '$5', -1, '-1', 1e21, 'NaN', true, null, {}].map(price),
      ['12', '12.5', '12.50', '7', null, null, null, null, null, null, null, null, null]
    )
    const long = read(
      answer(200, { status: 'ok', id: 'x'.repeat(999), reason: 'a\nb\u0000c' }),
      RULES
    )
    assert.lengthOf(long.reference!, 255)
    assert.equal(long.reason, 'a b c')
    const list = read(answer(422, { reason: ['too young', 'no house'] }), RULES)
    assert.equal(list.reason, 'too young, no house')
  })

  test('faults of the endpoint say whether and when to come back', ({ assert }) => {
    const after = (status: number, value: string) =>
      read(answer(status, '', { headers: { 'retry-after': value } }))
    assert.deepEqual(after(429, '120').retry, { afterSeconds: 120 })
    assert.deepEqual(after(503, '999999').retry, { afterSeconds: 86_400 })
    assert.deepEqual(after(503, new Date(AT + 90_000).toUTCString()).retry, { afterSeconds: 90 })
    assert.deepEqual(after(503, 'soon').retry, {})
    assert.isNull(retryAfter('', AT))
    assert.equal(retryAfter(new Date(AT - 1000).toUTCString(), AT), 0)
    // A 5xx is theirs, whatever its body says.
    assert.equal(read(answer(500, { status: 'ok' }), RULES).status, 'failed')

    const moved = read(answer(302, '', { headers: { location: 'https://new.example/' } }), RULES)
    assert.isFalse(moved.retry)
    assert.include(moved.error!, '302')
    assert.include(moved.error!, 'https://new.example/')
    assert.containSubset(read(answer(410), RULES), {
      status: 'failed',
      retry: false,
      disable: true,
    })
  })

  test('rules are checked before anything is sent', ({ assert }) => {
    assert.isTrue(compileResponse(undefined).ok)
    assert.isTrue(compileResponse(RULES).ok)
    const wrong = { accepted: { all: [{ field: 'status', operator: 'is', value: 1 }] } }
    const result = compileResponse(wrong as unknown as ResponseConfig)
    assert.isFalse(result.ok)
    if (!result.ok) assert.match(result.problem[0].field, /^response\.accepted/)
  })
})
