import { test } from '@japa/runner'
import {
  type Candidate,
  type DeliveryChannel,
  type DocumentFormat,
  type NodeType,
  type RoutingStrategy,
  type TaxStrategy,
  definePlugin,
  vine,
} from '#sdk'
import { channelContract } from '#sdk/testing/channel_contract'
import type { Check } from '#sdk/testing/common_contract'
import { documentContract } from '#sdk/testing/document_contract'
import { nodeContract } from '#sdk/testing/node_contract'
import { strategyContract } from '#sdk/testing/strategy_contract'
import { taxContract } from '#sdk/testing/tax_contract'
import { fakeAnswer, fakeDocument, fakeIo, fakeSupply } from '#sdk/testing'

/** Titles of the checks a plugin does not pass, with what they say. */
async function failures(checks: Check[]): Promise<string[]> {
  const failed: string[] = []
  for (const { title, run } of checks) {
    try {
      await run()
    } catch (error) {
      failed.push(`${title}: ${(error as Error).message}`)
    }
  }
  return failed
}

const complaints = async (checks: Check[]): Promise<string> => {
  const failed = await failures(checks)
  return failed.join('\n')
}

const anyCase = [{ title: 'a case', config: {} }]

const strategy = (over: Partial<RoutingStrategy<unknown>>) =>
  strategyContract(
    definePlugin<unknown>({
      api: 1,
      kind: 'strategy',
      id: 'trial',
      name: 'Trial',
      version: '1.0.0',
      config: vine.object({}),
      plan: (candidates) => ({ waves: candidates.map((c) => [c.assignment]), stopAfter: 1 }),
      ...over,
    }),
    anyCase
  )

test.group('Contract of strategies', () => {
  test('a sound strategy passes', async ({ assert }) => {
    assert.deepEqual(await failures(strategy({})), [])
  })

  test('each broken promise is caught', async ({ assert }) => {
    let calls = 0
    const broken: Record<string, Partial<RoutingStrategy<unknown>>> = {
      'is no candidate': { plan: () => ({ waves: [['stranger']], stopAfter: 1 }) },
      'is offered the lead twice': {
        plan: (list) => ({ waves: [...list, ...list].map((c) => [c.assignment]), stopAfter: 1 }),
      },
      'a wave offers to at least one': { plan: () => ({ waves: [[]], stopAfter: 1 }) },
      'stopAfter must be': { plan: () => ({ waves: [], stopAfter: 0 }) },
      'must not depend on the time': {
        plan: (list) => {
          const shuffled = [...list].sort(() => Math.random() - 0.5)
          return { waves: shuffled.map((c) => [c.assignment]), stopAfter: 1 }
        },
      },
      'on earlier calls': {
        plan: (list) => ({
          waves: list.length > 0 ? [[list[calls++ % list.length].assignment]] : [],
          stopAfter: 1,
        }),
      },
      'read only property': {
        plan: (list) => {
          const sorted = (list as Candidate[]).sort(() => 1)
          return { waves: sorted.map((c) => [c.assignment]), stopAfter: 1 }
        },
      },
      'semantic': { version: 'v1' },
    }
    for (const [says, over] of Object.entries(broken)) {
      assert.include(await complaints(strategy(over)), says)
    }
  })

  test('a case is checked against what it expects, and its config against the schema', async ({
    assert,
  }) => {
    const plugin = definePlugin<{ most: number }>({
      api: 1,
      kind: 'strategy',
      id: 'trial',
      name: 'Trial',
      version: '1.0.0',
      config: vine.object({ most: vine.number() }),
      plan: (list) => ({ waves: list.map((c) => [c.assignment]), stopAfter: 1 }),
    })
    const wrongPlan = { waves: [['a2']], stopAfter: 1 }
    const wrong = await failures(
      strategyContract(plugin, [{ title: 'expects', config: { most: 1 }, plan: wrongPlan }])
    )
    assert.lengthOf(wrong, 1)
    assert.match(wrong[0], /^expects: /)
    const refused = await failures(strategyContract(plugin, [{ title: 'typo', config: {} }]))
    assert.include(refused[0], 'the config of "typo" is refused')
    assert.include(await complaints(strategyContract(plugin, [])), 'at least one case')
  })
})

const channel = (over: Partial<DeliveryChannel<unknown>>) =>
  channelContract(
    definePlugin<unknown>({
      api: 1,
      kind: 'channel',
      id: 'trial',
      name: 'Trial',
      version: '1.0.0',
      config: vine.object({}),
      prepare: (view) => ({
        type: 'http',
        method: 'POST',
        url: 'https://buyer.example/',
        headers: { 'X-Lead': view.lead.id },
        body: JSON.stringify(view.lead.values),
      }),
      async send(envelope, io) {
        if (envelope.type !== 'http') throw new Error('http only')
        return io.read(await io.http(envelope, { timeoutMs: 1000 }))
      },
      ...over,
    }),
    anyCase
  )

test.group('Contract of channels', () => {
  test('a sound channel passes', async ({ assert }) => {
    assert.deepEqual(await failures(channel({})), [])
  })

  test('each broken promise is caught', async ({ assert }) => {
    const http = {
      type: 'http',
      method: 'POST',
      url: 'https://a.b/',
      headers: {},
      body: null,
    } as const
    const broken: Record<string, Partial<DeliveryChannel<unknown>>> = {
      'the method must be upper case': { prepare: () => ({ ...http, method: 'post' }) },
      'must begin with http': { prepare: () => ({ ...http, url: 'file:///etc/passwd' }) },
      'must be one line': { prepare: () => ({ ...http, headers: { 'X-A': 'a\r\nB: c' } }) },
      'must not depend on the time': {
        prepare: () => ({ ...http, headers: { Date: new Date().toISOString() } }),
      },
      'read only property': {
        prepare: (view) => {
          Object.assign(view.lead.values, { email: null })
          return http
        },
      },
      'what is stored must be what is sent': {
        async send(envelope, io) {
          if (envelope.type !== 'http') throw new Error('http only')
          const other = { ...envelope, url: `${envelope.url}?at=1` }
          return io.read(await io.http(other, { timeoutMs: 1000 }))
        },
      },
      'Unexpected end of JSON input': {
        async send(envelope, io) {
          if (envelope.type !== 'http') throw new Error('http only')
          const answer = await io.http(envelope, { timeoutMs: 1000 })
          return { status: JSON.parse(answer.body).status === 'ok' ? 'accepted' : 'rejected' }
        },
      },
      'no answer cannot mean failed': {
        async send(envelope, io) {
          if (envelope.type !== 'http') throw new Error('http only')
          try {
            return io.read(await io.http(envelope, { timeoutMs: 1000 }))
          } catch {
            return { status: 'failed', retry: {} }
          }
        },
      },
    }
    for (const [says, over] of Object.entries(broken)) {
      assert.include(await complaints(channel(over)), says)
    }
  })
})

test.group('Contract of nodes and tax strategies', () => {
  const node = (over: Partial<NodeType<unknown>>) =>
    nodeContract(
      definePlugin<unknown>({
        api: 1,
        kind: 'node',
        id: 'trial',
        name: 'Trial',
        version: '1.0.0',
        config: vine.object({}),
        ports: () => [{ name: 'out', required: true }],
        decide: () => ({ port: 'out' }),
        ...over,
      }),
      anyCase
    )

  test('a node leaves by its own ports only', async ({ assert }) => {
    assert.deepEqual(await failures(node({})), [])
    const broken: Record<string, Partial<NodeType<unknown>>> = {
      '"in" is none of the ports': { decide: () => ({ port: 'in' }) },
      'the names of ports differ': {
        ports: () => [
          { name: 'out', required: true },
          { name: 'out', required: false },
        ],
      },
      'must not depend on the time': {
        ports: () => ['odd', 'even'].map((name) => ({ name, required: true })),
        decide: () => ({ port: Date.now() % 2 ? 'odd' : 'even' }),
      },
      'Cannot read properties': {
        decide: (lead) => ({ port: (lead.values.state as string).length > 0 ? 'out' : 'out' }),
      },
      'an offer leaves by sold or unsold': {
        decide: () => ({ offer: { strategy: { use: 'first_match' }, assignments: null } }),
      },
    }
    for (const [says, over] of Object.entries(broken))
      assert.include(await complaints(node(over)), says)
  })

  const tax = (over: Partial<TaxStrategy<unknown>>, applies = true) =>
    taxContract(
      definePlugin<unknown>({
        api: 1,
        kind: 'tax',
        id: 'trial',
        name: 'Trial',
        version: '1.0.0',
        config: vine.object({}),
        applies: (supply) => supply.seller.country === supply.buyer.country,
        assess: ({ net }) => ({
          category: 'S',
          rate: '19',
          amount: Math.round(net * 0.19),
          tax_country: 'DE',
          exemption_code: null,
          note: null,
        }),
        ...over,
      }),
      [{ title: 'at home', config: {}, supply: fakeSupply(), applies, line: { amount: 1900 } }]
    )

  test('a tax line is sound', async ({ assert }) => {
    assert.deepEqual(await failures(tax({})), [])
    assert.lengthOf(await failures(tax({}, false)), 1)
    const half = tax({
      assess: ({ net }) => ({
        category: 'AE',
        rate: '0',
        amount: net,
        tax_country: 'DE',
        exemption_code: null,
        note: null,
      }),
    })
    assert.include(await complaints(half), 'category AE carries no tax')
  })
})

const format = (over: Partial<DocumentFormat<unknown>>, says = ['INV-2026-0001']) =>
  documentContract(
    definePlugin<unknown>({
      api: 1,
      kind: 'document',
      id: 'trial',
      name: 'Trial',
      version: '1.0.0',
      config: vine.object({}),
      render: ({ number }) => ({ bytes: number, media_type: 'text/plain', extension: 'txt' }),
      ...over,
    }),
    [{ title: 'says its number', config: {}, document: fakeDocument(), says }]
  )

test.group('Contract of document formats', () => {
  test('a sound format passes, and fails where it does not say what is expected', async ({
    assert,
  }) => {
    assert.deepEqual(await failures(format({})), [])
    assert.lengthOf(await failures(format({}, ['something else'])), 1)
  })

  test('each broken promise is caught', async ({ assert }) => {
    const text = { media_type: 'text/plain', extension: 'txt' }
    const problem = { rule: 'R-1', severity: 'error', field: null, message: 'no', de: 'nein' }
    const broken: Record<string, Partial<DocumentFormat<unknown>>> = {
      'a file is not empty': { render: () => ({ ...text, bytes: '' }) },
      'the extension has no dot': { render: () => ({ ...text, bytes: 'x', extension: '.txt' }) },
      'the media type is such as': { render: () => ({ ...text, bytes: 'x', media_type: 'text' }) },
      'a refusal says why': { render: () => ({ refused: [] }) },
      'a problem names its rule': {
        render: () => ({ refused: [{ ...problem, rule: 'R 1' } as never] }),
      },
      'must not depend on the time': {
        render: () => ({ ...text, bytes: `made at ${Date.now()}` }),
      },
      'Cannot delete property': {
        render: (document) => {
          ;(document.lines as unknown[]).pop()
          return { ...text, bytes: 'x' }
        },
      },
      'Cannot read properties': {
        render: ({ lines }) => ({ ...text, bytes: lines[0].description }),
      },
      'in both languages': { check: () => [{ ...problem, de: ' ' } as never] },
    }
    for (const [says, over] of Object.entries(broken))
      assert.include(await complaints(format(over)), says)
  })
})

test.group('Fake io', () => {
  test('records what was sent and answers in order, the last answer again and again', async ({
    assert,
  }) => {
    const io = fakeIo([fakeAnswer(500), new Error('line is dead'), fakeAnswer(200, { id: 1 })])
    const request = {
      type: 'http',
      method: 'POST',
      url: 'https://a.b/',
      headers: {},
      body: null,
    } as const
    const statuses = []
    for (let i = 0; i < 4; i++) {
      try {
        const answer = await io.http(request, { timeoutMs: 1 })
        statuses.push(answer.status)
      } catch (error) {
        statuses.push((error as Error).message)
      }
    }
    assert.deepEqual(statuses, [500, 'line is dead', 200, 200])
    assert.lengthOf(io.requests, 4)
    assert.deepEqual(io.requests[0], { ...request, timeoutMs: 1 })
  })
})
