import { test } from '@japa/runner'
import { Webhook } from 'standardwebhooks'
import { type Envelope, type HttpAnswer, TransportError } from '#sdk'
import { type AttemptJob, attemptDelivery } from '#delivery/attempt_delivery'
import { newSigningSecret } from '#delivery/sign_webhook'
import type { DeliveryHands } from '#delivery/transports/delivery_hands'
import type { HttpRequest } from '#delivery/transports/guarded_client'
import { pluginHealth, resetPluginHealth } from '#host/guard'
import { deliveryView } from '#tests/unit/delivery/fixtures'

const NOW = Date.now()

function job(delivery: Record<string, unknown>, more: Partial<AttemptJob> = {}): AttemptJob {
  return {
    accountId: 'acc_1',
    view: deliveryView(),
    delivery: { use: 'webhook', url: 'https://api.example.com/leads', ...delivery },
    secrets: [],
    signing: [],
    maskedValues: [],
    ...more,
  }
}

/** Hands that answer as told and remember what they were given. */
function fakeHands(answer: Partial<HttpAnswer> | Error = {}) {
  const requests: (HttpRequest & { timeoutMs: number })[] = []
  const mails: Extract<Envelope, { type: 'mail' }>[] = []
  const hands: DeliveryHands = {
    async http(request, { timeoutMs }) {
      requests.push({ ...request, timeoutMs })
      if (answer instanceof Error) throw answer
      return { status: 200, headers: {}, body: '', truncated: false, ...answer }
    },
    async mail(envelope) {
      mails.push(envelope)
      if (answer instanceof Error) throw answer
      return { messageId: '<m@x>' }
    },
    now: () => NOW,
  }
  return { hands, requests, mails }
}

test.group('attempting a delivery', (group) => {
  group.each.setup(() => resetPluginHealth())

  test('sends the lead with its key and signature, and reads the answer', async ({ assert }) => {
    const signing = [newSigningSecret(), newSigningSecret()]
    const { hands, requests } = fakeHands({ body: '{"status":"ok","id":"b-77"}' })
    const result = await attemptDelivery(
      job(
        {
          body: { mail: '{{ lead.email }}', bill: '{{ lead.monthly_bill }}' },
          response: {
            accepted: { field: 'body.status', operator: 'equals', value: 'ok' },
            reference: 'body.id',
          },
        },
        { signing }
      ),
      hands
    )
    assert.containSubset(result.outcome, { status: 'accepted', reference: 'b-77' })
    assert.isNull(result.error)
    assert.isNull(result.fault)
    const [sent] = requests
    assert.equal(sent.method, 'POST')
    assert.equal(sent.timeoutMs, 10_000)
    assert.deepEqual(JSON.parse(sent.body!), { mail: 'ada@example.com', bill: 240 })
    assert.equal(sent.headers['Idempotency-Key'], 'dlv_00000000000000000000001')
    assert.equal(sent.headers['Content-Type'], 'application/json')
    for (const secret of signing) new Webhook(secret).verify(sent.body!, { ...sent.headers })
    assert.deepEqual(result.request, {
      method: 'POST',
      url: 'https://api.example.com/leads',
      headers: { ...sent.headers },
      body: sent.body,
    })
    assert.equal(result.response!.body, '{"status":"ok","id":"b-77"}')
  })

  test('what is stored holds no secret and no encrypted value, what is sent does', async ({
    assert,
  }) => {
    const { hands, requests } = fakeHands({
      status: 422,
      body: '{"reason":"unknown ssn 123-45-6789 for hush-hush"}',
      headers: { 'set-cookie': 'sid=1' },
    })
    const result = await attemptDelivery(
      job(
        {
          url: 'https://api.example.com/in/{{ lead.ssn }}?pin=hush-hush',
          headers: { 'X-Api-Key': 'other', 'X-Note': 'hush-hush' },
          body: { ssn: '{{ lead.ssn }}' },
          response: { reason: 'body.reason' },
        },
        {
          view: deliveryView({ ssn: '123-45-6789' }),
          secrets: ['hush-hush'],
          maskedValues: ['123-45-6789'],
        }
      ),
      hands
    )
    assert.include(requests[0].url, '/123-45-6789?pin=hush-hush')
    assert.equal(requests[0].headers['X-Api-Key'], 'other')
    const stored = JSON.stringify(result)
    for (const hidden of ['hush-hush', '123-45-6789', '"other"', 'sid=1'])
      assert.notInclude(stored, hidden)
    assert.equal(result.outcome.reason, 'unknown ssn [encrypted] for [redacted]')
    assert.equal(result.request!.url, 'https://api.example.com/in/[encrypted]?pin=[redacted]')
  })

  test('what did not arrive has failed, what may have arrived is unknown', async ({ assert }) => {
    const cases: [TransportError, string, unknown, string][] = [
      [new TransportError('connect', false, 'no way'), 'failed', {}, 'endpoint'],
      [new TransportError('timeout', false, 'slow'), 'failed', {}, 'endpoint'],
      [new TransportError('refused', false, 'private'), 'failed', false, 'config'],
      [new TransportError('timeout', true, 'silence'), 'unknown', {}, 'endpoint'],
      [new TransportError('reset', true, 'gone'), 'unknown', {}, 'endpoint'],
      [new TransportError('protocol', true, 'noise'), 'unknown', {}, 'endpoint'],
    ]
    for (const [error, status, retry, fault] of cases) {
      const result = await attemptDelivery(job({}), fakeHands(error).hands)
      assert.equal(result.outcome.status, status, error.message)
      assert.deepEqual(result.outcome.retry, retry)
      assert.equal(result.error, error.message)
      assert.equal(result.fault, fault)
      assert.isNull(result.response)
      assert.isNotNull(result.request)
    }
  })

  test('the token that settles the delivery is sent, not stored', async ({ assert }) => {
    const { hands, requests } = fakeHands()
    const view = deliveryView()
    const url = 'https://sluice.example/api/v1/callbacks/0123456789abcdef0123'
    const result = await attemptDelivery(
      job(
        { body: { call: '{{ delivery.callback_url }}' } },
        { view: { ...view, delivery: { ...view.delivery, callback_url: url } } }
      ),
      hands
    )
    assert.include(requests[0].body!, url)
    assert.equal(
      result.request!.body,
      '{"call":"https://sluice.example/api/v1/callbacks/[redacted]"}'
    )
  })

  test('a fault of this side is none of the channel', async ({ assert }) => {
    const unsigned = await attemptDelivery(job({}, { signing: ['whsec_short'] }), fakeHands().hands)
    assert.containSubset(unsigned, { outcome: { status: 'failed', retry: false }, fault: 'config' })
    assert.match(unsigned.error!, /^the request cannot be signed/)
    const broken = await attemptDelivery(
      job({ use: 'email' }),
      fakeHands(new Error('disk full')).hands
    )
    assert.containSubset(broken, { outcome: { status: 'failed', retry: {} }, error: 'disk full' })
    assert.isTrue(pluginHealth().every(({ errors }) => errors === 0))
  })

  test('a request that cannot be built is a failure that names the place, and nothing is sent', async ({
    assert,
  }) => {
    const cases: [Record<string, unknown>, RegExp][] = [
      [{ body: { a: '{{ lead.nope }}' } }, /^prepare: body: a: unknown variable lead\.nope$/],
      [{ headers: { 'X-A': '{{ lead.email }}\n' } }, /^prepare: headers/],
      [{ url: 'https://{{ lead.email }}/' }, /^prepare: url/],
      [{ use: 'carrier_pigeon' }, /there is no channel "carrier_pigeon"/],
      [
        { response: { accepted: { field: 'status', operator: 'is', value: 1 } } },
        /response\.accepted/,
      ],
    ]
    for (const [delivery, message] of cases) {
      const { hands, requests } = fakeHands()
      const result = await attemptDelivery(job(delivery), hands)
      assert.containSubset(result, { outcome: { status: 'failed', retry: false }, fault: 'config' })
      assert.match(result.error!, message)
      assert.lengthOf(requests, 0)
      assert.isNull(result.request)
    }
  })

  test('a transform changes the values and nothing else', async ({ assert }) => {
    const { hands, requests } = fakeHands()
    const result = await attemptDelivery(
      job({
        transform: `export default (lead) => ({ ...lead, digits: lead.email.length, price: '0.01', partner: 'x' })`,
        body: {
          n: '{{ lead.digits }}',
          price: '{{ delivery.price }}',
          partner: '{{ partner.key }}',
        },
      }),
      hands
    )
    assert.equal(result.outcome.status, 'accepted', result.error ?? '')
    assert.deepEqual(JSON.parse(requests[0].body!), { n: 15, price: '25.00', partner: 'sunco' })
  })

  test('a transform that fails is a clear failure', async ({ assert }) => {
    const cases: [string, RegExp][] = [
      ['export default (lead) => lead.phone.replace(/x/, "")', /^transform: .+/],
      ['export default (lead', /^transform: .+/],
      ['export default () => { for (;;); }', /^transform: .+/],
      ['export default () => 7', /^transform: .+/],
    ]
    for (const [transform, message] of cases) {
      const { hands, requests } = fakeHands()
      const result = await attemptDelivery(job({ transform }), hands)
      assert.containSubset(result.outcome, { status: 'failed', retry: false })
      assert.match(result.error!, message)
      assert.lengthOf(requests, 0)
    }
  }).timeout(20_000)

  test('mails and portal entries are kept as requests', async ({ assert }) => {
    const { hands, mails } = fakeHands()
    const mail = await attemptDelivery(
      job({ use: 'email', subject: 'For {{ lead.email }}' }, { maskedValues: ['ada@example.com'] }),
      hands
    )
    assert.equal(mail.outcome.status, 'sent')
    assert.equal(mails[0].subject, 'For ada@example.com')
    assert.containSubset(mail.request, { to: ['leads@sunco.example'], subject: 'For [encrypted]' })

    const portal = await attemptDelivery(job({ use: 'portal', accept_reject: true }), hands)
    assert.containSubset(portal.outcome, { status: 'waiting', deadlineSeconds: 86_400 })
    assert.deepEqual(portal.request, { accept_reject: true, deadline_hours: 24 })
  })

  test('the answer of an attempt is stored with what was cut', async ({ assert }) => {
    const { hands } = fakeHands({ body: 'x'.repeat(65_536), truncated: true, bytes: 1_000_000 })
    const result = await attemptDelivery(job({ timeout_seconds: 300 }), hands)
    assert.containSubset(result.response, { status: 200, truncated: true, bytes: 1_000_000 })
  })
})
