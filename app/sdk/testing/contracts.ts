import assert from 'node:assert/strict'
import {
  type Candidate,
  type ChannelIo,
  type DeliveryChannel,
  type DeliveryView,
  type Envelope,
  type LeadView,
  type NodeContext,
  type NodeDecision,
  type NodeType,
  type Outcome,
  type Plugin,
  type PluginKind,
  type RoutePlan,
  type RoutingStrategy,
  type Supply,
  type TaxLine,
  type TaxStrategy,
  TransportError,
  vine,
} from '#sdk'
import { manifestProblems } from '#sdk/check_manifest'
import {
  type Canned,
  fakeAnswer,
  fakeCandidates,
  fakeContext,
  fakeDelivery,
  fakeIo,
  fakeLead,
} from '#sdk/testing/fakes'
import { callPurely, deepFreeze } from '#sdk/testing/purity'
import {
  assertDecision,
  assertEnvelope,
  assertOutcome,
  assertPlan,
  assertPorts,
  assertTaxLine,
} from '#sdk/testing/shapes'

/** One thing a plugin must hold: a test in the making. */
export interface Check {
  title: string
  run: () => void | Promise<void>
}

interface Case {
  title: string
  /** A config as people write it, without `use` or `type`. */
  config: unknown
}

// ---------------------------------------------------------------- channels

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

// ---------------------------------------------------------------- strategies

export interface StrategyCase extends Case {
  candidates?: readonly Candidate[]
  seed?: string
  /** The plan that must come out. */
  plan?: RoutePlan
}

export function strategyContract<C>(plugin: RoutingStrategy<C>, cases: StrategyCase[]): Check[] {
  const plan = (config: C, candidates: readonly Candidate[], seed: string) => {
    const result = callPurely('plan()', () => plugin.plan(deepFreeze(candidates), config, seed))
    assertPlan(result, candidates)
    return result
  }
  return [
    ...commonChecks(plugin, 'strategy', cases),
    {
      title: 'plan() is pure, offers to candidates only, and to none twice',
      run: async () => {
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const count of [0, 1, 2, 7, 60])
            for (const seed of ['lead_1', 'lead_2', 'lead_3'])
              plan(config, fakeCandidates(count), seed)
        }
      },
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const result = plan(config, one.candidates ?? fakeCandidates(3), one.seed ?? 'lead_1')
        if (one.plan) assert.deepEqual(result, one.plan)
      },
    })),
  ]
}

// ---------------------------------------------------------------- nodes

export interface NodeCase extends Case {
  lead?: LeadView
  context?: NodeContext
  /** The port the lead must leave by. */
  port?: string
  /** Or the whole decision that must come out. */
  decision?: NodeDecision
}

export function nodeContract<C>(plugin: NodeType<C>, cases: NodeCase[]): Check[] {
  const decide = (config: C, lead: LeadView, context: NodeContext) => {
    const ports = callPurely('ports()', () => plugin.ports(config))
    assertPorts(ports)
    const decision = callPurely('decide()', () => plugin.decide(deepFreeze(lead), config, context))
    assertDecision(decision, ports)
    return decision
  }
  return [
    ...commonChecks(plugin, 'node', cases),
    {
      title: 'decide() is pure and leaves by one of ports(), whatever the lead',
      run: async () => {
        const leads = [fakeLead(), fakeLead({}), fakeLead({ state: null }, { source: null })]
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const lead of leads)
            for (const seed of ['lead_1:a', 'lead_2:a', 'lead_3:b'])
              for (const yes of [true, false])
                decide(config, lead, fakeContext({ matched: yes, open: yes, seed }))
        }
      },
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const decision = decide(config, one.lead ?? fakeLead(), one.context ?? fakeContext())
        if (one.port !== undefined)
          assert.equal('port' in decision ? decision.port : undefined, one.port)
        if (one.decision) assert.deepEqual(decision, one.decision)
      },
    })),
  ]
}

// ---------------------------------------------------------------- tax

export interface TaxCase extends Case {
  supply: Supply
  applies: boolean
  /** Parts of the line that must come out where it applies. */
  line?: Partial<TaxLine>
}

export function taxContract<C>(plugin: TaxStrategy<C>, cases: TaxCase[]): Check[] {
  return [
    ...commonChecks(plugin, 'tax', cases),
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const supply = deepFreeze(one.supply)
        const applies = callPurely('applies()', () => plugin.applies(supply, config))
        assert.equal(applies, one.applies)
        if (!applies) return
        const line = callPurely('assess()', () => plugin.assess(supply, config))
        assertTaxLine(line)
        if (one.line) assertParts(line, one.line)
      },
    })),
  ]
}

// ---------------------------------------------------------------- every kind

function commonChecks(plugin: Plugin, kind: PluginKind, cases: Case[]): Check[] {
  return [
    {
      title: 'is a plugin, has a config form and at least one case',
      run: () => {
        assert.deepEqual(manifestProblems(plugin), [])
        assert.equal(plugin.kind, kind)
        assert.ok(
          cases.length > 0,
          'give at least one case: its config is what the contract runs on'
        )
      },
    },
    {
      title: 'its schema reads the config of every case, and again what was stored of it',
      run: async () => {
        for (const one of cases) {
          const stored = JSON.stringify(await readConfig(plugin, one))
          await readConfig(plugin, { ...one, config: JSON.parse(stored) })
        }
      },
    },
  ]
}

/** The config as the host would hand it over, frozen: plugins share one config among all leads. */
async function readConfig<C>(plugin: Plugin, { title, config }: Case): Promise<C> {
  const [error, value] = await vine.create(plugin.config).tryValidate(config)
  assert.ok(!error, `the config of "${title}" is refused: ${JSON.stringify(error?.messages)}`)
  return deepFreeze(value) as C
}

function assertParts(actual: object, expected: object): void {
  const found = Object.fromEntries(
    Object.keys(expected).map((key) => [key, (actual as Record<string, unknown>)[key]])
  )
  assert.deepEqual(found, expected)
}
