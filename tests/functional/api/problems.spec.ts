import { request } from 'node:http'
import { test } from '@japa/runner'
import { listTokens, revokeToken } from '#accounts/verify_token'
import env from '#start/env'
import { as, call } from '#tests/functional/api/call'
import { makeAccount, makeToken, someValues } from '#tests/helpers/make_account'

const JSON_TYPE = { 'content-type': 'application/json' }

test.group('api: problems', () => {
  test('a request without a good token is told how to get in', async ({ assert }) => {
    const { id } = await makeAccount({ blueprint: null })
    const revoked = await makeToken(id, ['leads:read'])
    for (const { id: tokenId } of await listTokens(id)) await revokeToken(id, tokenId)
    for (const token of [undefined, 'nonsense', `slc_${'a'.repeat(46)}`, revoked]) {
      const answer = await call('GET', '/api/v1/leads', { token })
      assert.equal(answer.status, 401)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      assert.match(answer.headers.get('www-authenticate')!, /^Bearer /)
      assert.equal(answer.body.status, 401)
      assert.match(answer.body.type, /\/problems\/unauthenticated$/)
      assert.isString(answer.body.title)
      assert.isString(answer.body.detail)
    }
  })

  test('a missing ability is named', async ({ assert }) => {
    const { token } = await makeAccount({ abilities: ['leads:read'], blueprint: null })
    const answer = await as(token).post('/leads', { entity: 'solar', values: {} })
    assert.equal(answer.status, 403)
    assert.include(answer.body.detail, 'leads:write')
    const open = await as(token).get('/leads')
    assert.equal(open.status, 200)
  })

  test('what another account owns is as if it were not there', async ({ assert }) => {
    const mine = await makeAccount()
    const other = as(await makeAccount())
    const lead = await as(mine.token).post('/leads', { entity: 'solar', values: someValues() })
    const path = `/leads/${lead.body.id}`
    const answers = [
      await other.get(path),
      await other.patch(path, { stage: 'qualified' }),
      await other.delete(path),
      await other.post(`${path}/distributions`, { profile: 'solar-us' }),
    ]
    const missing = await other.get('/leads/lead_0000000000000000000000')
    for (const answer of answers) {
      assert.equal(answer.status, 404)
      assert.deepEqual(answer.body, missing.body)
    }
    const kept = await as(mine.token).get(path)
    assert.equal(kept.body.stage, 'new')
  })

  test('an address that is not there, and one that is, by another method', async ({ assert }) => {
    const { token } = await makeAccount({ blueprint: null })
    const nowhere = await as(token).get('/nowhere')
    assert.equal(nowhere.status, 404)
    assert.equal(nowhere.headers.get('content-type'), 'application/problem+json')
    const method = await as(token).put('/leads', {})
    assert.equal(method.status, 405)
    assert.equal(method.headers.get('allow'), 'GET, POST')
    const nul = await as(token).get('/leads/%00')
    assert.equal(nul.status, 404)
    const malformed = await as(token).get('/leads/%E0%A4%A')
    assert.equal(malformed.status, 400)
  })

  test('a body that cannot be read is a 400 with the words of the parser', async ({ assert }) => {
    const api = as(await makeAccount())
    const broken = await api.post('/leads', '{"entity": "solar", }', JSON_TYPE)
    assert.equal(broken.status, 400)
    assert.match(broken.body.detail, /JSON/)
    assert.match(broken.body.detail, /position 20/)
    const empty = await api.post('/leads', '', JSON_TYPE)
    assert.equal(empty.status, 400)
    const latin1 = new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xe9, 0x22, 0x7d])
    const encoding = await api.post('/leads', latin1, JSON_TYPE)
    assert.equal(encoding.status, 400)
    assert.match(encoding.body.detail, /UTF-8/)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const escape = await api.post('/intake', 'entity=solar&email=%E9', form)
    assert.equal(escape.status, 400)
  })

  test('content types, charsets and encodings that are not read are a 415', async ({ assert }) => {
    const api = as(await makeAccount())
    const body = JSON.stringify({ entity: 'solar', values: someValues() })
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/xml' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'application/json; charset=iso-8859-1' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ] as Record<string, string>[]) {
      const answer = await api.post('/leads', body, headers)
      assert.equal(answer.status, 415, JSON.stringify(headers))
    }
    const fine = await api.post('/leads', body, {
      'content-type': 'application/vnd.api+json; charset="UTF-8"',
    })
    assert.equal(fine.status, 201)
  })

  test('a body beyond the limit is a 413, told or found out', async ({ assert }) => {
    const { token } = await makeAccount()
    const values = someValues({ note: 'x'.repeat(300 * 1024) })
    const told = await as(token).post('/leads', { entity: 'solar', values })
    assert.equal(told.status, 413)
    assert.include(told.body.detail, '262144')
    assert.equal(await postInChunks('/api/v1/leads', token, 300), 413)
  })

  test('JSON that is no lead is a 422 that names field and rule', async ({ assert }) => {
    const api = as(await makeAccount())
    for (const body of ['[]', '"text"', 'null', '7']) {
      const answer = await api.post('/leads', body, JSON_TYPE)
      assert.equal(answer.status, 422, body)
      assert.lengthOf(answer.body.errors, 1)
    }
    const values = { email: 'no mail', state: 'XX', monthly_bill: 'much' }
    const wrong = await api.post('/leads', { entity: 'solar', values })
    assert.equal(wrong.status, 422)
    assert.sameMembers(
      wrong.body.errors.map((one: { field: string }) => one.field),
      ['email', 'state', 'monthly_bill']
    )
    for (const one of wrong.body.errors)
      assert.sameMembers(Object.keys(one), ['field', 'rule', 'message'])
    const entity = await api.post('/leads', { entity: 'boats', values: {} })
    assert.equal(entity.status, 422)
    assert.equal(entity.body.errors[0].field, 'entity')
    const profile = await api.post('/leads', {
      entity: 'solar',
      values: someValues(),
      profile: 'nope',
    })
    assert.equal(profile.status, 422)
    assert.equal(profile.body.errors[0].field, 'profile')
    const none = await api.get('/leads')
    assert.deepEqual(none.body, { data: [], meta: { next_cursor: null } })
  })

  test('poisoned JSON is refused or harmless, never a fault', async ({ assert }) => {
    const api = as(await makeAccount())
    const depth = 10_000
    const deep = `{"entity":"solar","values":{"email":"a@b.co","x":${'['.repeat(depth)}${']'.repeat(depth)}}}`
    const nested = await api.post('/leads', deep, JSON_TYPE)
    assert.equal(nested.status, 422)
    const blueprint = await api.put('/blueprint', deep, JSON_TYPE)
    assert.equal(blueprint.status, 422)
    const { email } = someValues()
    const proto = `{"entity":"solar","__proto__":{"test":true},"values":{"email":"${email}","email":"${email}","__proto__":{"admin":true},"constructor":{"a":1}}}`
    const stored = await api.post('/leads', proto, JSON_TYPE)
    assert.equal(stored.status, 201)
    assert.isFalse(stored.body.test)
    assert.isUndefined(({} as Record<string, unknown>).admin)
    const nul = await api.post(
      '/leads',
      `{"entity":"solar","values":{"email":"a\\u0000@b.co"}}`,
      JSON_TYPE
    )
    assert.equal(nul.status, 422)
  })

  test('limits and cursors that no list gave are refused, unknown filters ignored', async ({
    assert,
  }) => {
    const api = as(await makeAccount())
    for (const query of [
      'limit=0',
      'limit=201',
      'limit=x',
      'limit=1.5',
      'cursor=abc',
      'from=yesterday',
      'from=2026-02-30',
      'status=lost',
      'source=%00',
    ]) {
      const answer = await api.get(`/leads?${query}`)
      assert.equal(answer.status, 422, query)
      assert.equal(answer.body.errors[0].field, query.split('=')[0])
    }
    const unknown = await api.get('/leads?colour=red&limit=200')
    assert.equal(unknown.status, 200)
  })

  test('the address of a problem type explains it', async ({ assert }) => {
    const refused = await call('GET', '/api/v1/leads')
    const { pathname } = new URL(refused.body.type)
    const page = await call('GET', pathname)
    assert.equal(page.status, 200)
    assert.include(page.body, 'Authentication required')
  })
})

/** Sends `kilobytes` without telling the length before; answers the status. */
function postInChunks(path: string, token: string, kilobytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: env.get('HOST'),
        port: env.get('PORT'),
        path,
        method: 'POST',
        headers: {
          ...JSON_TYPE,
          'authorization': `Bearer ${token}`,
          'transfer-encoding': 'chunked',
        },
      },
      (response) => {
        response.resume()
        resolve(response.statusCode!)
      }
    )
    outgoing.on('error', reject)
    outgoing.write('{"entity":"solar","values":{"note":"')
    for (let i = 0; i < kilobytes; i++) outgoing.write('x'.repeat(1024))
    outgoing.end('"}}')
  })
}
