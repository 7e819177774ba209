import { test } from '@japa/runner'
import { putEndpoint } from '#capture/endpoints/save_endpoint'
import { loadEndpoint } from '#capture/endpoints/repository'
import { latestRequests } from '#capture/endpoints/log_request'
import { presentLead } from '#distribution/present'
import { store } from '#store/store'
import { call } from '#tests/functional/api/call'
import { brokenInvariants } from '#tests/functional/distribution/support'
import env from '#start/env'
import { makeAccount, startEngine } from '#tests/helpers/make_account'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const JSON_TYPE = { 'content-type': 'application/json' }
const form = (values: Record<string, string>) => new URLSearchParams(values).toString()

let n = 0
const email = () => `dropped-${Date.now()}-${++n}@example.org`

async function makeEndpoint(accountId: string, input: object = {}) {
  const made = await putEndpoint(
    accountId,
    null,
    {
      key: `lc-${++n}`,
      name: 'Radio',
      plugin: 'leadconduit',
      config: { success_when: 'sold', price_percent: 100, redirect_hosts: ['thanks.example'] },
      entity: 'solar',
      source: 'radio',
      mapping: { electric_bill: 'monthly_bill' },
      wait_seconds: 10,
      ...input,
    },
    'user:test'
  )
  if (!made.ok) throw new Error(JSON.stringify(made.problem))
  const { flow, source, endpoint } = made.value.parts
  const base = endpoint ? `/intake/${endpoint}` : `/flows/${flow}/sources/${source}`
  return { made: made.value, base, submit: `${base}/submit`, ping: `${base}/ping` }
}
const california = (more: Record<string, string> = {}) => ({
  ...{ email: email(), state: 'CA', electric_bill: '240', phone_1: '+12025550143' },
  ...more,
})

test.group('endpoints shaped like LeadConduit’s', (group) => {
  group.setup(startEngine)

  test('a lead is taken under the same keys, sold, and answered with its price', async ({
    assert,
  }) => {
    const account = await makeAccount()
    const { submit } = await makeEndpoint(account.id)
    const cert = 'https://cert.trustedform.com/4ec6'
    const sent = california({ xxTrustedFormCertUrl: cert, utm: 'a' })
    const answer = await call('POST', submit, { body: form(sent), headers: FORM })
    assert.equal(answer.status, 201)
    assert.equal(answer.headers.get('content-type'), 'application/json')
    assert.containSubset(answer.body, { outcome: 'success', price: 25 })
    assert.notProperty(answer.body, 'reason')
    const lead = await presentLead(account.id, answer.body.lead.id)
    assert.containSubset(lead, {
      source: 'radio',
      status: 'sold',
      values: { state: 'CA', monthly_bill: 240, phone: '+12025550143' },
      extra: { utm: 'a', trustedform_cert_url: cert },
      consent: { evidence: { trustedform_cert_url: cert } },
    })
    assert.deepEqual(await brokenInvariants(account.id), [])
  })

  test('JSON, XML and a query are read alike, and XML is answered in XML', async ({ assert }) => {
    const account = await makeAccount()
    const { submit } = await makeEndpoint(account.id)
    const json = await call('POST', submit, { body: california() })
    assert.equal(json.body.outcome, 'success')
    const query = await call('GET', `${submit}?${form(california())}`)
    assert.equal(query.body.outcome, 'success')
    const xml = await call('POST', submit, {
      body: `<lead><email>${email()}</email><state>CA</state><electric_bill>240</electric_bill></lead>`,
      headers: { 'content-type': 'text/xml', 'accept': 'text/xml' },
    })
    assert.equal(xml.headers.get('content-type'), 'text/xml')
    assert.match(xml.body, /<result>\s*<outcome>success<\/outcome>[^]*<price>25<\/price>/)
  })

  test('what is not sold, invalid or known is a failure, answered 201 with its reason', async ({
    assert,
  }) => {
    const account = await makeAccount()
    const { submit } = await makeEndpoint(account.id)
    const send = async (values: object) => {
      const { status, body } = await call('POST', submit, { body: values })
      assert.equal(status, 201)
      assert.equal(body.outcome, 'failure')
      assert.equal(body.price, 0)
      return body
    }
    const unsold = await send(california({ state: 'TX' }))
    assert.equal(unsold.reason, 'no_eligible_partner')
    assert.isString(unsold.lead.id)
    assert.include((await send({ state: 'CA' })).reason, 'E-mail')
    assert.include((await send(california({ state: 'Mars' }))).reason, 'State')
    const known = california()
    const first = await call('POST', submit, { body: known })
    const again = await send(known)
    assert.equal(again.reason, 'duplicate lead')
    assert.equal(again.lead.id, first.body.lead.id)
  })

  test('what cannot be read is refused as there', async ({ assert }) => {
    const { submit } = await makeEndpoint((await makeAccount()).id)
    const ask = async (method: string, options: Parameters<typeof call>[2], path = submit) => {
      const { status, headers, body } = await call(method, path, options)
      assert.match(headers.get('content-type') ?? '', /^text\/plain/)
      return { status, headers, body: body as string }
    }
    const put = await ask('PUT', { body: 'a=b', headers: FORM })
    assert.equal(put.status, 405)
    assert.equal(put.headers.get('allow'), 'GET, POST')
    assert.equal((await ask('OPTIONS', {})).status, 405)
    const csv = await ask('POST', { body: 'a', headers: { 'content-type': 'text/csv' } })
    assert.equal(csv.status, 406)
    assert.match(csv.body, /^MIME type in Content-Type header is not supported/)
    const bytes = new TextEncoder().encode('a=b')
    assert.equal((await ask('POST', { body: bytes })).status, 415)
    const image = { ...FORM, accept: 'image/png' }
    assert.equal((await ask('POST', { body: 'a=b', headers: image })).status, 406)
    const broken = await ask('POST', { body: '{"a":', headers: JSON_TYPE })
    assert.equal(broken.status, 400)
    assert.match(broken.body, /^Unable to parse JSON -- /)
    const big = await ask('POST', { body: `a=${'b'.repeat(300_000)}`, headers: FORM })
    assert.equal(big.status, 413)
    const elsewhere = `${submit}?redir_url=https://elsewhere.example`
    assert.equal((await ask('POST', { body: 'a=b', headers: FORM }, elsewhere)).status, 400)
    const nowhere = '/flows/5fd4371e940df5a34a3888b2/sources/5fd4371e940df5a34a3888b3/submit'
    assert.equal((await ask('POST', { body: 'a=b', headers: FORM }, nowhere)).status, 404)
  })

  test('people who posted a form are sent on', async ({ assert }) => {
    const { submit } = await makeEndpoint((await makeAccount()).id)
    const { origin } = new URL(`http://${env.get('HOST')}:${env.get('PORT')}`)
    const answer = await fetch(`${origin}${submit}?redir_url=https%3A%2F%2Fthanks.example%2Fa`, {
      method: 'POST',
      body: form(california()),
      headers: FORM,
      redirect: 'manual',
    })
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), 'https://thanks.example/a')
  })

  test('an account brings the ids its senders have, once per install, in either case', async ({
    assert,
  }) => {
    const [mine, other] = [await makeAccount(), await makeAccount()]
    const parts = {
      flow: Date.now().toString(16).padStart(24, 'a'),
      source: 'ABCDEF0123456789ABCDEF01',
    }
    const { submit } = await makeEndpoint(mine.id, { parts })
    assert.include(submit, parts.flow)
    const sent = await call('POST', submit.toLowerCase(), { body: california() })
    assert.equal(sent.body.outcome, 'success')
    await assert.rejects(() => makeEndpoint(other.id, { parts }), /parts\.source/)
  })

  test('one that is paused says error, one that is gone is not there', async ({ assert }) => {
    const account = await makeAccount()
    const { made, submit } = await makeEndpoint(account.id)
    const { config, mapping, name } = made
    const same = { config, mapping, name, plugin: 'leadconduit', entity: 'solar', source: 'radio' }
    await putEndpoint(account.id, made, { ...same, status: 'paused' }, 'user:test')
    const paused = await call('POST', submit, { body: california() })
    assert.containSubset(paused.body, { outcome: 'error', reason: 'this endpoint is paused' })
    assert.deepEqual((await loadEndpoint(account.id, made.key))?.parts, made.parts)
  })

  test('a ping is answered as there, and its lead is sold at that price', async ({ assert }) => {
    const account = await makeAccount()
    const { submit, ping } = await makeEndpoint(account.id)
    const quote = await call('POST', ping, { body: { state: 'CA', electric_bill: 240 } })
    assert.equal(quote.status, 200)
    assert.containSubset(quote.body, { outcome: 'success', price: 25 })
    assert.notProperty(quote.body, 'lead')
    const none = await call('POST', ping, { body: { state: 'TX', electric_bill: 240 } })
    assert.equal(none.status, 200)
    assert.containSubset(none.body, { outcome: 'failure', price: 0 })
    const sold = await call('POST', submit, {
      body: { ...california(), ping_id: quote.body.ping_id },
    })
    assert.containSubset(sold.body, { outcome: 'success', price: 25 })
    const again = await call('POST', submit, {
      body: { ...california(), ping_id: quote.body.ping_id },
    })
    assert.containSubset(again.body, { outcome: 'failure' })
    assert.include(again.body.reason, 'used')
  })

  test('its log says which keys came, and nothing of the person', async ({ assert }) => {
    const account = await makeAccount()
    const { made, submit } = await makeEndpoint(account.id)
    const sent = california({ utm_term: 'private words' })
    const { body } = await call('POST', submit, { body: form(sent), headers: FORM })
    await call('POST', submit, { body: '{', headers: JSON_TYPE })
    const log = await untilTwo(() => latestRequests(made, Date.now()))
    const taken = log.find(({ outcome }) => outcome === 'taken')!
    assert.containSubset(taken, { does: 'submit', method: 'POST', status: 201, lead: body.lead.id })
    assert.containSubset(taken.keys, [
      { key: 'email', field: 'email', shown: '•••' },
      { key: 'electric_bill', field: 'monthly_bill', shown: '240' },
      { key: 'utm_term', field: null, shown: '•••' },
    ])
    const stored = await store.all('select * from intake_requests where account_id = ?', [
      account.id,
    ])
    assert.notInclude(JSON.stringify(stored), sent.email)
    assert.notInclude(JSON.stringify(stored), 'private words')
  })
})

test.group('endpoints shaped like Leadflip’s', (group) => {
  group.setup(startEngine)

  test('with a token, what the API takes is taken at the root', async ({ assert }) => {
    const { token } = await makeAccount()
    const body = { 'entity': 'solar', 'E-Mail': email(), 'State': 'CA' }
    const bearer = await call('POST', '/intake', { token, body })
    assert.equal(bearer.status, 201)
    assert.sameMembers(Object.keys(bearer.body), ['status', 'lead_id', 'created_at'])
    assert.equal(bearer.body.status, 'success')
    const key = await call('POST', '/intake', {
      body: form({ ...body, 'E-Mail': email() }),
      headers: { ...FORM, 'x-api-key': token },
    })
    assert.equal(key.status, 201)
    const bulk = await call('POST', '/leads/bulk', {
      token,
      body: { entity: 'solar', leads: [{ email: email() }, {}] },
    })
    assert.containSubset(bulk.body, { created: 1, refused: 1 })
    const nobody = await call('POST', '/intake', { body })
    assert.equal(nobody.status, 401)
    assert.match(nobody.headers.get('content-type') ?? '', /problem\+json/)
    const wrong = await call('POST', '/intake', { token, body: { entity: 'solar' } })
    assert.equal(wrong.status, 422)
  })

  test('with an address of its own, what cannot send a token is taken too', async ({ assert }) => {
    const account = await makeAccount()
    const { base } = await makeEndpoint(account.id, { plugin: 'leadflip', config: {} })
    const body = california()
    const first = await call('POST', base, { body })
    assert.equal(first.status, 201)
    assert.containSubset(first.body, { status: 'success', outcome: 'sold' })
    const again = await call('POST', base, { body })
    assert.equal(again.status, 200)
    assert.equal(again.body.duplicate_of, first.body.lead_id)
    const bad = await call('POST', base, { body: { state: 'CA' } })
    assert.equal(bad.status, 422)
    assert.containSubset(bad.body.errors, [{ field: 'email', rule: 'required' }])
  })
})

/** The log is written behind the answer. */
async function untilTwo<T>(read: () => Promise<T[]>): Promise<T[]> {
  for (let i = 0; i < 200; i++) {
    const found = await read()
    if (found.length >= 2) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return read()
}
