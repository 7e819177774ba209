import { automationRunner } from '#automations/automation_runner'
import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { apiRoutes } from '#http/api/routes'
import { type Answer, as, call } from '#tests/functional/api/call'
import { OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { makeAccount, makeToken, someValues, startEngine } from '#tests/helpers/make_account'

const PREFIX = '/api/v1'

test.group('api: OpenAPI', (group) => {
  group.setup(() => startEngine())

  const read = async () => {
    const { body } = await call('GET', `${PREFIX}/openapi.json`)
    return body
  }

  test('has the routes of the router, no more and no fewer', async ({ assert }) => {
    const document = await read()
    assert.match(document.openapi, /^3\.1\./)
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`)
    )
    const routes = Object.values(router.toJSON())
      .flat()
      .filter(({ pattern }) => pattern.startsWith(`${PREFIX}/`))
      .map(({ pattern, methods }) => ({ path: pattern.slice(PREFIX.length), methods }))
      .flatMap(({ path, methods }) =>
        methods
          .filter((method) => method !== 'HEAD')
          .map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
      )
    assert.sameMembers(documented, routes)
  })

  test('refers only to what it defines, and every operation is complete', async ({ assert }) => {
    const document = await read()
    const text = JSON.stringify(document)
    for (const [, path] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = path
        .split('/')
        .reduce<any>((part, name) => part?.[name.replaceAll('~1', '/')], document)
      assert.exists(target, path)
    }
    const ids = apiRoutes.map(({ id }) => id)
    assert.lengthOf([...new Set(ids)], ids.length)
    for (const route of apiRoutes) {
      const operation =
        document.paths[route.path.replace(/:(\w+)/g, '{$1}')][route.method.toLowerCase()]
      assert.isNotEmpty(operation.summary, route.id)
      if (route.abilities) assert.property(operation.responses, '401')
    }
  })

  test('every route without a token refuses, every route with the wrong ability too', async ({
    assert,
  }) => {
    const { id: accountId } = await makeAccount({ blueprint: null })
    const reader = await makeToken(accountId, ['leads:read'])
    const biller = await makeToken(accountId, ['billing:read'])
    for (const { method, path, abilities, id } of apiRoutes) {
      if (!abilities) continue
      const url = `${PREFIX}${path.replace(/:\w+/g, 'x')}`
      const stranger = await call(method, url)
      assert.equal(stranger.status, 401, id)
      const token = abilities.some((one) => one.startsWith('billing')) ? reader : biller
      const powerless = await call(method, url, { token })
      assert.equal(powerless.status, 403, id)
    }
  })

  test('real answers are what it says', async ({ assert }) => {
    const document = await read()
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
    ajv.addSchema(document, 'api')
    const check = (method: string, path: string, answer: Answer) => {
      const pointer = ['paths', path, method, 'responses', String(answer.status)]
      const described = pointer.reduce<any>((part, name) => part?.[name], document)
      assert.exists(described, `${method} ${path} may answer ${answer.status}`)
      const media = answer.headers.get('content-type')!.split(';')[0]
      const at = described.$ref
        ? `${described.$ref}/content/${escape(media)}/schema`
        : `#/${[...pointer, 'content', media, 'schema'].map(escape).join('/')}`
      const validate = ajv.compile({ $ref: `api${at}` })
      assert.isTrue(validate(answer.body), `${path}: ${ajv.errorsText(validate.errors)}`)
    }
    const api = as(await makeAccount())
    const lead = await api.post(
      '/leads',
      { entity: 'solar', values: someValues() },
      { prefer: 'wait=10' }
    )
    check('post', '/leads', lead)
    const [distribution] = lead.body.distributions
    const [delivery] = distribution.deliveries
    check('post', '/leads', await api.post('/leads', { entity: 'solar', values: {} }))
    check('post', '/leads', await api.post('/leads', '{', { 'content-type': 'application/json' }))
    const again = { entity: 'solar', values: lead.body.values, duplicate: 'reject' }
    check('post', '/leads', await api.post('/leads', again))
    check('get', '/leads', await api.get('/leads'))
    check('get', '/leads/{id}', await api.get(`/leads/${lead.body.id}`))
    check('get', '/leads/{id}', await api.get('/leads/none'))
    const question = `/leads/${lead.body.id}/why-not?distribution=${distribution.id}`
    for (const target of ['assignment=brightco-nv', 'partner=sunco', 'partner=none'])
      check('get', '/leads/{id}/why-not', await api.get(`${question}&${target}`))
    check('get', '/distributions/{id}', await api.get(`/distributions/${distribution.id}`))
    check('get', '/deliveries', await api.get('/deliveries'))
    check('get', '/deliveries/{id}', await api.get(`/deliveries/${delivery.id}`))
    check('get', '/events', await api.get('/events'))
    check('get', '/reports/revenue', await api.get('/reports/revenue'))
    const flat = { entity: 'solar', ...someValues() }
    check('post', '/intake', await api.post('/intake?wait=10', flat))
    const bulk = { entity: 'solar', leads: [someValues(), {}] }
    check('post', '/leads/bulk', await api.post('/leads/bulk', bulk))
    const cancel = await api.post(`/deliveries/${delivery.id}/cancel`, { reason: 'x' })
    check('post', '/deliveries/{id}/cancel', cancel)
    check('get', '/blueprint', await api.get('/blueprint'))
    check('put', '/blueprint', await api.put('/blueprint', { sluice: 1 }))
    check('get', '/health/live', await api.get('/health/live'))
    check('get', '/health/ready', await api.get('/health/ready'))
    check('get', '/metrics', await api.get('/metrics'))
    check('get', '/plugins', await api.get('/plugins'))
    check('get', '/profiles', await api.get('/profiles'))
    const welcome = {
      start: 'begin',
      nodes: {
        begin: { type: 'lead_created', ports: { out: 'give' } },
        give: { type: 'assign', assignee: 'Ann' },
      },
    }
    const automation = { key: 'welcome', name: 'Welcome', entity: 'solar' }
    const made = await api.post('/automations', { ...automation, document: { route: welcome } })
    check('post', '/automations', made)
    const publish = () => api.post('/automations/welcome/publish')
    check('post', '/automations/{key}/publish', await publish())
    check('post', '/automations/{key}/on', await api.post('/automations/welcome/on'))
    const tried = await api.post('/automations/welcome/test', { lead: lead.body.id })
    check('post', '/automations/{key}/test', tried)
    check('get', '/automations', await api.get('/automations'))
    check('get', '/automations/{key}', await api.get('/automations/welcome'))
    check('get', '/automations/{key}/versions', await api.get('/automations/welcome/versions'))
    const version = await api.get('/automations/welcome/versions/1')
    check('get', '/automations/{key}/versions/{version}', version)
    await api.post('/leads', { entity: 'solar', values: someValues() })
    await automationRunner.follow(Date.now())
    await automationRunner.advance()
    const ran = await api.get('/automations/welcome/runs')
    check('get', '/automations/{key}/runs', ran)
    const run = await api.get(`/automation-runs/${ran.body.data[0].id}`)
    check('get', '/automation-runs/{id}', run)
    const secret = await api.post('/automations/welcome/secret')
    check('post', '/automations/{key}/secret', secret)
    const rest = await api.post('/automations/welcome/off', { waiting: 'cancel' })
    check('post', '/automations/{key}/off', rest)
    check('get', '/profiles/{key}/versions', await api.get('/profiles/solar-us/versions'))
    const profile = await api.patch('/profiles/solar-us', { price: '21.00' })
    check('patch', '/profiles/{key}', profile)
    const simulation = await api.post('/profiles/solar-us/simulate', { values: someValues() })
    check('post', '/profiles/{key}/simulate', simulation)
    const range = { from: '2026-01-01', to: new Date(Date.now() + 86_400_000).toISOString() }
    const route = { assignments: [] }
    const backtest = await api.post('/profiles/solar-us/backtest', { ...range, route })
    check('post', '/profiles/{key}/backtest', backtest)
    const away = await api.post('/profiles/solar-us/backtest', range, { prefer: 'wait=0' })
    check('post', '/profiles/{key}/backtest', away)
    const wrong = await api.post('/profiles/solar-us/backtest', { ...range, version: 77 })
    check('post', '/profiles/{key}/backtest', wrong)
    check('get', '/profiles/{key}/backtests', await api.get('/profiles/solar-us/backtests'))
    check('get', '/backtests/{id}', await api.get(`/backtests/${backtest.body.id}`))
    const changes = await api.get(`/backtests/${backtest.body.id}/changes`)
    check('get', '/backtests/{id}/changes', changes)
    const billed = await billingAccount()
    await book(billed, { day: '2026-10-05', amount: 1000, count: 2 })
    await book(billed, { day: '2026-10-05', amount: 1000, partner: 'brightco' })
    const billing = as(billed)
    const drafts = await billing.post('/invoices/generate', OCTOBER)
    check('post', '/invoices/generate', drafts)
    for (const { id } of drafts.body.data) {
      const path = `/invoices/${id}`
      check('post', '/invoices/{id}/finalize', await billing.post(`${path}/finalize`))
      const paid = await billing.post(`${path}/payments`, { amount: '1.00' })
      check('post', '/invoices/{id}/payments', paid)
      const credit = await billing.post(`${path}/credit-notes`, { reason: 'x' })
      check('post', '/invoices/{id}/credit-notes', credit)
      check('get', '/invoices/{id}', await billing.get(path))
    }
    check('get', '/invoices', await billing.get('/invoices'))
    const transform = { code: 'export default (lead) => lead', lead: {} }
    check('post', '/transforms/test', await api.post('/transforms/test', transform))
  })
})

/** A name as a part of a JSON pointer in a URI. */
const escape = (name: string) =>
  encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
