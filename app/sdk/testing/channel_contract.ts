import assert from 'node:assert/strict'
import {
  type ChannelIo,
  type DeliveryChannel,
  type DeliveryView,
  type Envelope,
  type Outcome,
  TransportError,
} from '#sdk'
import {
  type Case,
  type Check,
  assertParts,
  commonChecks,
  readConfig,
} from '#sdk/testing/common_contract'
import { type Canned, fakeAnswer, fakeDelivery, fakeIo } from '#sdk/testing/fakes'
import { callPurely, deepFreeze } from '#sdk/testing/purity'
import { assertEnvelope, assertOutcome } from '#sdk/testing/shapes'

export interface ChannelCase extends Case {
  delivery?: DeliveryView
  /** What the partner answers; 200 with an empty body unless said otherwise. */
  answer?: Canned | readonly Canned[]
  /** Reads answers; by status alone unless given. */
  read?: ChannelIo['read']
  /** Parts of the envelope that must come out. */
  envelope?: Partial<Envelope>
  /** Parts of the outcome that must come out. */
  outcome?: Partial<Outcome>
  /** The path at which prepare() must refuse this delivery instead. */
  refused?: string
}

const ANSWERS = [
  fakeAnswer(200, ''),
  fakeAnswer(200, '{"status": "ok"'),
  fakeAnswer(200, '<html><body>Welcome</body></html>', { 'content-type': 'text/html' }),
  fakeAnswer(200, { status: 'ok', id: 7, price: null }),
  fakeAnswer(204),
  fakeAnswer(302, '', { location: 'https://elsewhere.example' }),
  fakeAnswer(400, 'null'),
  fakeAnswer(410),
  fakeAnswer(429, '', { 'retry-after': '30' }),
  fakeAnswer(500, 'x'.repeat(70_000)),
]

export function channelContract<C>(plugin: DeliveryChannel<C>, cases: ChannelCase[]): Check[] {
  const good = cases.filter((one) => one.refused === undefined)
  const each =
    (run: (one: ChannelCase, config: C, envelope: Envelope) => Promise<void>) => async () => {
      for (const one of good) {
        const config = await readConfig<C>(plugin, one)
        await run(one, config, deepFreeze(prepare(plugin, one, config)))
      }
    }
  return [
    ...commonChecks(plugin, 'channel', cases),
    {
      title: 'prepare() is pure and gives a sound envelope',
      run: each(async (_one, _config, envelope) => assertEnvelope(envelope)),
    },
    {
      title: 'send() makes sense of every answer',
      run: each(async (one, config, envelope) => {
        for (const answer of ANSWERS)
          assertOutcome(await plugin.send(envelope, fakeIo(answer, one.read), config))
      }),
    },
    {
      title: 'send() sends what was prepared',
      run: each(async (one, config, envelope) => {
        const io = fakeIo(fakeAnswer(), one.read)
        await plugin.send(envelope, io, config)
        for (const { timeoutMs, ...request } of io.requests) {
          assert.deepEqual(request, envelope, 'what is stored must be what is sent')
          assert.ok(timeoutMs > 0, 'a request has a deadline')
        }
        for (const mail of io.mails) assert.deepEqual(mail, envelope)
      }),
    },
    {
      title: 'send() never takes silence for a yes or, once it was sent, for a clear no',
      run: each(async (one, config, envelope) => {
        if (envelope.type === 'portal') return
        for (const sent of [true, false]) {
          const silence = new TransportError(sent ? 'timeout' : 'connect', sent, 'no answer')
          const outcome = await plugin
            .send(envelope, fakeIo(silence, one.read), config)
            .catch((error: unknown) => {
              if (error === silence) return null
              throw error
            })
          if (outcome === null) continue
          assertOutcome(outcome)
          const allowed = sent ? ['unknown'] : ['unknown', 'failed']
          assert.ok(allowed.includes(outcome.status), `no answer cannot mean ${outcome.status}`)
        }
      }),
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        if (one.refused !== undefined) return assertRefused(plugin, one, config, one.refused)
        const envelope = prepare(plugin, one, config)
        if (one.envelope) assertParts(envelope, one.envelope)
        const outcome = await plugin.send(envelope, fakeIo(one.answer, one.read), config)
        if (one.outcome) assertParts(outcome, one.outcome)
      },
    })),
  ]
}

function prepare<C>(plugin: DeliveryChannel<C>, one: ChannelCase, config: C): Envelope {
  const view = deepFreeze(one.delivery ?? fakeDelivery())
  return callPurely('prepare()', () => plugin.prepare(view, config))
}

function assertRefused<C>(
  plugin: DeliveryChannel<C>,
  one: ChannelCase,
  config: C,
  path: string
): void {
  const view = deepFreeze(one.delivery ?? fakeDelivery())
  assert.throws(() => plugin.prepare(view, config), { name: 'PrepareError', path })
}
