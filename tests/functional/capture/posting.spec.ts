import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { forgetDomains } from '#accounts/domains/domain_book'
import { call } from '#tests/functional/api/call'
import { accountWithSource, sourceToken } from '#tests/functional/capture/source_support'
import { FakeDns, prove, raw, strictly } from '#tests/functional/domains/support'
import { ownedAccount } from '#tests/functional/accounts/support/team'
import { pagesOf } from '#tests/helpers/read_pdf'
import { someValues, startEngine } from '#tests/helpers/make_account'

const json = { accept: 'application/json' }

test.group('capture: posting documents', (group) => {
  group.setup(() => startEngine())

  test('say what is to be sent, where and how, to whoever has the address', async ({ assert }) => {
    const { path, token, source } = await accountWithSource()
    const page = await call('GET', path)
    assert.equal(page.status, 200)
    const text = (page.body as string).replace(/<script[\s\S]*<\/script>/, '')
    assert.include(text, `POST ${new URL(source.posting_url).origin}/api/v1/leads`)
    for (const part of ['Authorization: Bearer YOUR_KEY', 'monthly_bill', 'CA', 'TX', 'Required'])
      assert.include(text, part)
    for (const language of ['curl -X POST', 'curl_init', 'await fetch', 'requests.post'])
      assert.include(text, language)
    for (const status of ['201', '409', '422', '429']) assert.include(text, `<td>${status}</td>`)
    assert.notInclude(text, token)
    assert.notMatch(text, /@(if|each|end|else)\b|\{\{|undefined|encrypt/i)
  })

  test('run no script and no style but their own, and are listed nowhere', async ({ assert }) => {
    const { path, api } = await accountWithSource()
    await api.patch('/sources/google-ads', {
      posting: { public: true, intro: '<script>alert(1)</script>' },
    })
    const { headers, body } = await call('GET', path)
    const policy = headers.get('content-security-policy')!
    assert.notInclude(policy, 'unsafe')
    assert.include(policy, "default-src 'none'")
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(policy)![1]
    assert.include(body, `<script nonce="${nonce}"`)
    assert.include(body, '&lt;script&gt;alert(1)')
    assert.notInclude(body, '<script>alert')
    assert.equal(headers.get('x-robots-tag'), 'noindex')
    assert.isNull(headers.get('set-cookie'))
  })

  test('a hidden field stands nowhere, a fixed one with its value, options as they are allowed', async ({
    assert,
  }) => {
    const { path, token } = await accountWithSource({
      ...{ hidden: ['ssn'], fixed: { monthly_bill: 317 }, allowed: { state: ['NV'] } },
    })
    const { body: page } = await call('GET', path)
    const pdf = pagesOf(await bytes(`${path}.pdf`)).join('\n')
    for (const text of [page as string, pdf.replace(/(?<=[A-Z]) (?=[A-Z])/g, '')]) {
      assert.notMatch(text, /\bssn\b/i)
      assert.include(text, '317')
      assert.include(text, 'NV')
      assert.notMatch(text, /\bTX\b/)
    }
    const sent = JSON.stringify({ values: { ...someValues({ state: 'TX' }), ssn: '078-05-1120' } })
    const tried = await call('POST', `${path}/test`, {
      body: { key: token, body: sent },
      headers: json,
    })
    assert.equal(tried.body.status, 422)
    assert.notMatch(tried.body.answer, /\bssn\b/i)
  })

  test('German throughout where they are German', async ({ assert }) => {
    const { path } = await accountWithSource({ posting: { public: true, language: 'de' } })
    const { body } = await call('GET', path)
    assert.include(body, '<html lang="de">')
    for (const part of [
      'Anleitung zur Lead-Übergabe',
      'Felder',
      'Dubletten',
      'Pflicht',
      'IHR_SCHLUESSEL',
    ])
      assert.include(body, part)
    assert.notMatch(body, /Required|Duplicates|Allowed:/)
    const pdf = pagesOf(await bytes(`${path}.pdf`)).join('\n')
    assert.include(pdf, 'Dubletten')
  })

  test('are there for nobody until they are public, and not under an address before', async ({
    assert,
  }) => {
    const { path, api, owner } = await accountWithSource()
    const moved = await owner.visitor.json('POST', '/sources/google-ads/address')
    assert.equal((await call('GET', path)).status, 404)
    const now = new URL(moved.body.facts.posting_url).pathname
    assert.equal((await call('GET', now)).status, 200)
    await api.patch('/sources/google-ads', { posting: { public: false } })
    for (const gone of [now, `${now}.pdf`, '/posting/nothing', '/posting/AAAAAAAAAAAAAAAAAAAAAA'])
      assert.equal((await call('GET', gone)).status, 404, gone)
    assert.equal((await call('POST', `${now}/test`, { body: {}, headers: json })).status, 404)
    const preview = await owner.visitor.get('/sources/google-ads/preview')
    assert.equal(preview.status, 200)
    assert.notInclude(preview.body, '/test')
  })

  test('a password opens page, PDF and test', async ({ assert }) => {
    const { path, token } = await accountWithSource({ password: 'correct horse' })
    const locked = await call('GET', path)
    assert.equal(locked.status, 401)
    assert.notInclude(locked.body, 'monthly_bill')
    const sent = { key: token, body: JSON.stringify({ values: someValues() }) }
    assert.equal((await call('POST', `${path}/test`, { body: sent, headers: json })).status, 404)
    assert.notInclude(String((await call('GET', `${path}.pdf`)).body), '%PDF')
    const wrong = await call('POST', path, { body: { password: 'wrong' } })
    assert.equal(wrong.status, 401)
    const opened = await fetch(address(path), {
      ...{ method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ password: 'correct horse' }),
    })
    assert.equal(opened.status, 302)
    const cookie = opened.headers.getSetCookie()[0].split(';')[0]
    const page = await call('GET', path, { headers: { cookie } })
    assert.include(page.body, 'monthly_bill')
    const tried = await call('POST', `${path}/test`, { body: sent, headers: { ...json, cookie } })
    assert.equal(tried.body.status, 201)
  })

  test("another account's capture host shows nothing", async ({ assert }) => {
    const dns = new FakeDns()
    const stop = [dns.use(), strictly()]
    try {
      const [mine, other] = [await accountWithSource(), await ownedAccount()]
      const own = await prove(dns, mine.owner.visitor, mine.id, 'capture')
      const foreign = await prove(dns, other.owner.visitor, other.account.id, 'capture')
      forgetDomains()
      const at = (host: string, path: string) => raw(path, ['Host', host])
      assert.equal((await at(own.host, mine.path)).status, 200)
      assert.equal((await at(foreign.host, mine.path)).status, 404)
      assert.equal((await at(foreign.host, `${mine.path}.pdf`)).status, 404)
      assert.equal((await at('install.example', mine.path)).status, 200)
      const page = await at(own.host, mine.path)
      assert.include(page.body, `${own.host}`, 'the endpoint is the host of the account')
    } finally {
      for (const one of stop) one()
    }
  })
})

test.group('capture: test leads from a posting document', (group) => {
  group.setup(() => startEngine())

  test('are stored as tests, and shown with the answer as it is', async ({ assert }) => {
    const { path, token, id } = await accountWithSource()
    const values = someValues()
    const body = JSON.stringify({ values, test: false })
    const tried = await call('POST', `${path}/test`, { body: { key: token, body }, headers: json })
    assert.equal(tried.status, 200)
    assert.equal(tried.body.status, 201)
    const answer = JSON.parse(tried.body.answer)
    assert.containSubset(answer, { source: 'google-ads', test: true })
    assert.include(tried.body.request, '"test": true')
    assert.notInclude(tried.body.request, token)
    const leads = await db.from('leads').where('account_id', id)
    assert.lengthOf(leads, 1)
    assert.isTrue(Boolean(leads[0].test))
  })

  test('work without a script', async ({ assert }) => {
    const { path, token } = await accountWithSource()
    const form = new URLSearchParams({ key: token, body: JSON.stringify({ values: someValues() }) })
    const page = await call('POST', `${path}/test`, {
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.include(page.body, '>201</span>')
    assert.include(page.body, '&quot;test&quot;: true')
    assert.notInclude(page.body, token)
  })

  test('what the API would refuse is refused the same', async ({ assert }) => {
    const { path, token, owner, api } = await accountWithSource()
    await api.post('/sources', { key: 'bing', entity: 'solar' })
    const other = await sourceToken(owner.visitor, 'bing')
    const good = JSON.stringify({ values: someValues() })
    const status = async (key: string, body: string) => {
      const tried = await call('POST', `${path}/test`, { body: { key, body }, headers: json })
      assert.isNull(tried.headers.get('location'))
      return tried.body.status
    }
    assert.equal(await status('slc_nothing', good), 401)
    assert.equal(await status(other, good), 403)
    assert.equal(await status(token, '{"values":'), 400)
    assert.equal(await status(token, JSON.stringify({ values: {} })), 422)
    await api.patch('/sources/google-ads', { posting: { public: true, test: false } })
    const off = await call('POST', `${path}/test`, {
      body: { key: token, body: good },
      headers: json,
    })
    assert.equal(off.status, 404)
  })
})

const address = (path: string) => `http://${process.env.HOST}:${process.env.PORT}${path}`
const bytes = async (path: string) => Buffer.from(await (await fetch(address(path))).arrayBuffer())
