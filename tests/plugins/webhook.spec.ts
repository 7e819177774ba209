import { test } from '@japa/runner'
import { type Envelope, PrepareError } from '#sdk'
import { plugins } from '#host/registry'
import webhook from '#plugins/channels/webhook'
import { fakeAnswer, testChannel } from '#sdk/testing'
import { deliveryView } from '#tests/unit/delivery/fixtures'

type Http = Extract<Envelope, { type: 'http' }>
type Config = Parameters<typeof webhook.prepare>[1]

const ENDPOINT = 'https://api.example.com/leads'
const prepare = (config: Partial<Config>, values?: Record<string, unknown>) =>
  webhook.prepare(deliveryView(values), { url: ENDPOINT, ...config }) as Http

testChannel(webhook, [
  {
    title: 'sends the lead as JSON unless told otherwise',
    config: { url: ENDPOINT },
    envelope: { method: 'POST', url: ENDPOINT },
    outcome: { status: 'accepted' },
  },
  {
    title: 'sends conditions and filters',
    config: {
      url: `${ENDPOINT}/{{ lead.id }}?test={{ lead.test }}`,
      body: 'mail={{ lead.email | upcase }}{% if lead.test %}&test=1{% endif %}',
      content_type: 'application/x-www-form-urlencoded',
    },
    envelope: { url: `${ENDPOINT}/lead_1?test=false`, body: 'mail=ANN%40EXAMPLE.COM' },
    answer: fakeAnswer(422),
    outcome: { status: 'rejected' },
  },
  {
    title: 'refuses a lead that lacks a name of the template',
    config: { url: ENDPOINT, body: { a: '{{ lead.nope }}' } },
    refused: 'body',
  },
])

test.group('webhook', () => {
  test('without a body the values of the lead are sent as JSON', ({ assert }) => {
    const request = prepare({}, { email: 'a@b.co', bill: 240, phone: null })
    assert.deepEqual(request, {
      type: 'http',
      method: 'POST',
      url: ENDPOINT,
      headers: { 'Content-Type': 'application/json' },
      body: '{"email":"a@b.co","bill":240,"phone":null}',
    })
    for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS'])
      assert.containSubset(prepare({ method }), { method, headers: {}, body: null })
    assert.equal(prepare({ method: 'put' }).method, 'PUT')
  })

  test('the example of the manual', ({ assert }) => {
    const request = prepare(
      {
        url: 'https://api.sunco.example/leads?src={{ lead.source }}',
        headers: { 'X-Api-Key': 'k' },
        body: { email: '{{ lead.email }}', bill: '{{ lead.monthly_bill }}' },
      },
      { email: 'a@b.co', monthly_bill: 240 }
    )
    assert.equal(request.url, 'https://api.sunco.example/leads?src=google-ads')
    assert.equal(request.body, '{"email":"a@b.co","bill":240}')
    assert.deepEqual(request.headers, { 'Content-Type': 'application/json', 'X-Api-Key': 'k' })
  })

  test('the content type decides how values are escaped', ({ assert }) => {
    const values = { name: 'A&B <c>' }
    const form = prepare(
      { body: { name: '{{ lead.name }}' }, content_type: 'application/x-www-form-urlencoded' },
      values
    )
    assert.equal(form.body, 'name=A%26B+%3Cc%3E')
    assert.equal(form.headers['Content-Type'], 'application/x-www-form-urlencoded')
    const xml = prepare({ body: '<n>{{ lead.name }}</n>' }, values)
    assert.equal(xml.body, '<n>A&amp;B &lt;c&gt;</n>')
    assert.equal(xml.headers['Content-Type'], 'application/xml; charset=utf-8')
    const byHeader = prepare(
      {
        body: 'n={{ lead.name }}',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      values
    )
    assert.equal(byHeader.body, 'n=A%26B+%3Cc%3E')
    assert.deepEqual(byHeader.headers, { 'content-type': 'application/x-www-form-urlencoded' })
    assert.equal(prepare({ body: '{{ lead.name }}' }, values).body, 'A&B <c>')
  })

  test('what cannot be built names its place', ({ assert }) => {
    const pathOf = (config: Partial<Config>, values?: Record<string, unknown>): string => {
      try {
        prepare(config, values)
      } catch (error) {
        if (error instanceof PrepareError) return error.path
        throw error
      }
      return 'nothing was thrown'
    }
    assert.equal(pathOf({ body: { a: '{{ lead.nope }}' } }), 'body')
    assert.equal(pathOf({ url: 'https://x.example/{{ lead.nope }}' }), 'url')
    assert.equal(
      pathOf({ headers: { 'X-A': '{{ lead.a }}' } }, { a: 'x\r\nX-B: 1' }),
      'headers.X-A'
    )
    assert.equal(pathOf({ body: '{{ lead.a }}' }, { a: 'x'.repeat(1024 * 1024 + 1) }), 'body')
  })

  const check = async (config: unknown) => {
    const result = await plugins().checkConfig('channel', 'webhook', config, 'delivery')
    return result.ok ? [] : result.problem.map(({ field }) => field)
  }

  test('good configurations are taken as they are', async ({ assert }) => {
    const config = {
      method: 'POST',
      url: 'https://api.sunco.example/leads?src={{ lead.source }}',
      headers: { 'X-Api-Key': '${SUNCO_KEY}', 'X-Version': 2 },
      body: { email: '{{ lead.email }}', list: [1, { deep: '{{ lead.a | upcase }}' }] },
      transform: 'export default (lead) => lead',
      response: {
        accepted: { all: [{ field: 'body.status', operator: 'equals', value: 'ok' }] },
        duplicate: { any: [{ not: { field: 'headers.x-dup', operator: 'is_empty' } }] },
        reason: 'body.errors[0].message',
        price: 'body.price',
        reference: 'body.id',
        format: 'json',
      },
      timeout_seconds: 10,
      retry: { attempts: 3 },
      on_unknown: 'retry',
    }
    const result = await plugins().checkConfig('channel', 'webhook', config, 'delivery')
    assert.deepEqual(result, { ok: true, value: config })
    assert.deepEqual(await check({ url: ENDPOINT }), [])
    assert.deepEqual(await check({ url: ENDPOINT, body: [1, 2] }), [])
    assert.deepEqual(
      await check({ url: ENDPOINT, body: 'x={{ lead.a }}', content_type: 'text/plain' }),
      []
    )
  })

  test('every mistake is found when the configuration is saved', async ({ assert }) => {
    const cases: [Record<string, unknown>, string][] = [
      [{ url: undefined }, 'delivery.url'],
      [{ url: 'https://{{ lead.host }}/x' }, 'delivery.url'],
      [{ url: 'ftp://a.example/' }, 'delivery.url'],
      [{ url: 'https://user:pass@a.example/' }, 'delivery.url'],
      [{ url: 'https://a.example/{{ leed.x }}' }, 'delivery.url'],
      [{ url: 'https://a.example/{{ lead.x' }, 'delivery.url'],
      [{ method: 'CONNECT' }, 'delivery.method'],
      [{ method: 'PO ST' }, 'delivery.method'],
      [{ headers: { Host: 'x' } }, 'delivery.headers'],
      [{ headers: { 'X-A': 'a\r\nb' } }, 'delivery.headers'],
      [{ headers: { 'X-A': { b: 1 } } }, 'delivery.headers'],
      [{ headers: { 'X-A': '{{ nope }}' } }, 'delivery.headers'],
      [{ headers: 'X-A: 1' }, 'delivery.headers'],
      [{ body: { a: { b: '{{ lead.x | nofilter }}' } } }, 'delivery.body'],
      [{ body: '{% include "x" %}' }, 'delivery.body'],
      [{ body: { a: 1 }, content_type: 'application/xml' }, 'delivery.body'],
      [{ method: 'GET', body: { a: 1 } }, 'delivery.body'],
      [{ content_type: 'nonsense' }, 'delivery.content_type'],
      [
        { response: { accepted: { field: 'body.x', operator: 'is' } } },
        'delivery.response.accepted',
      ],
      [
        { response: { pending: { field: 'email', operator: 'is_empty' } } },
        'delivery.response.pending',
      ],
      [{ response: { accepted: [] } }, 'delivery.response.accepted'],
      [{ response: { reason: 'reason' } }, 'delivery.response.reason'],
      [{ response: { acepted: {} } }, 'delivery.response.acepted'],
      [{ response: { format: 'yaml' } }, 'delivery.response.format'],
      [{ timeout_seconds: 61 }, 'delivery.timeout_seconds'],
      [{ timeout_seconds: 0 }, 'delivery.timeout_seconds'],
      [{ retry: { attempts: 0 } }, 'delivery.retry.attempts'],
      [{ on_unknown: 'guess' }, 'delivery.on_unknown'],
      [{ methode: 'POST' }, 'delivery.methode'],
    ]
    for (const [config, field] of cases)
      assert.include(await check({ url: ENDPOINT, ...config }), field, JSON.stringify(config))
  })

  test('the editor gets a form', ({ assert }) => {
    const schema = plugins().configSchema('channel', 'webhook')!
    const properties = schema.properties as Record<string, { title: string }>
    assert.deepEqual(schema.required, ['url'])
    for (const property of Object.values(properties)) assert.isNotEmpty(property.title)
    assert.equal(properties.url.title, 'URL')
  })
})
