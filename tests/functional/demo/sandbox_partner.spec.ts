import { test } from '@japa/runner'
import { sandboxUrl } from '#config/sandbox'

async function ask(query: string, key = 'delivery-1', timeoutMs = 5_000) {
  const answer = await fetch(`${sandboxUrl}sunco?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: '{"email":"anna@example.com"}',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const text = await answer.text()
  const type = answer.headers.get('content-type') ?? ''
  return { status: answer.status, type, body: type.includes('json') ? JSON.parse(text) : text }
}

test.group('sandbox partner', () => {
  test('accepts unless it is told otherwise, and the same delivery gets the same answer', async ({
    assert,
  }) => {
    const first = await ask('price=12.50')
    assert.equal(first.status, 200)
    assert.equal(first.body.status, 'ok')
    assert.equal(first.body.price, '12.50')
    assert.deepEqual(await ask('price=12.50'), first)
    const other = await ask('', 'delivery-2')
    assert.notEqual(other.body.id, first.body.id)
  })

  test('rejects, is a duplicate, decides later, is down or answers nonsense', async ({
    assert,
  }) => {
    assert.deepEqual((await ask('mode=reject&reason=too+old')).body, {
      status: 'rejected',
      reason: 'too old',
    })
    assert.match((await ask('mode=duplicate')).body.reason, /duplicate/)
    assert.equal((await ask('mode=pending')).body.status, 'queued')
    assert.equal((await ask('mode=down')).status, 503)
    assert.match((await ask('mode=wrong_type')).type, /html/)
  })

  test('takes its time, or never answers', async ({ assert }) => {
    const started = performance.now()
    await ask('mode=slow&delay_ms=120')
    assert.isAbove(performance.now() - started, 100)
    await assert.rejects(() => ask('mode=timeout', 'delivery-1', 250), /aborted|timeout/i)
  })

  test('a share of the leads: none, all, or some that stay the same', async ({ assert }) => {
    assert.equal((await ask('mode=reject&rate=0')).body.status, 'ok')
    const keys = Array.from({ length: 60 }, (_, i) => `lead-${i}`)
    const answers = () =>
      Promise.all(keys.map(async (key) => (await ask('mode=reject&rate=0.5', key)).body.status))
    const first = await answers()
    assert.includeMembers(first, ['ok', 'rejected'])
    assert.deepEqual(await answers(), first)
  })

  test('a setting it does not know is refused', async ({ assert }) => {
    for (const query of ['mode=explode', 'delay_ms=-1', 'delay_ms=99999', 'rate=2', 'price=abc'])
      assert.equal((await ask(query)).status, 422, query)
  })
})
