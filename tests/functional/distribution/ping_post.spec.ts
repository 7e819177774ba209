import { test } from '@japa/runner'
import { accountConfig } from '#distribution/account_config'
import { engine } from '#distribution/engine'
import { presentLead } from '#distribution/present'
import { simulate } from '#distribution/simulate'
import { tellStory } from '#distribution/tell_story'
import { eraseLead } from '#intake/erase_lead'
import { newId } from '#shared/ids'
import { store } from '#store/store'
import type { Write } from '#store/types'
import { makeAccount } from '#tests/helpers/make_account'
import { type Received, partnerServer } from '#tests/helpers/partner_server'
import {
  brokenInvariants,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'

interface Ping {
  assignment: string
  outcome: string | null
  bid: { amount: string } | null
  reason: string | null
  reference: string | null
  duration_ms: number | null
  request: { url: string; body: string; headers: Record<string, string> } | null
  response: { status: number; body: string } | null
}
interface Told {
  id: string
  status: string
  distributions: {
    id: string
    status: string
    reason: string | null
    revenue: { amount: string }
    pings: Ping[]
    path: { node: string; detail: { bids?: { assignment: string; bid: string | null }[] } }[]
    evaluations: { assignment: string; reason: string | null; explanation: string }[]
    deliveries: {
      assignment: string
      status: string
      price: { amount: string }
      ping: string | null
      attempts: { request: { body: string } }[]
    }[]
  }[]
}

test.group('ping and post', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  const pinging = (key: string, more: Record<string, unknown> = {}) => ({
    key,
    price: '7.00',
    ...more,
    delivery: {
      body: { email: '{{ lead.email }}', bid: '{{ delivery.ping_reference }}' },
      ping: {
        url: `${server.url}/ping/${key}`,
        headers: { 'X-Api-Key': 'ping-secret-value' },
        body: { amount: '{{ lead.amount }}', id: '{{ delivery.id }}' },
        response: {
          accepted: { all: [{ field: 'body.status', operator: 'equals', value: 'bid' }] },
          bid: 'body.bid',
          reference: 'body.ref',
          reason: 'body.why',
        },
      },
      ...(more.delivery as object),
    },
  })
  type Assignments = Parameters<typeof loanBlueprint>[1]
  const account = async (
    assignments: Assignments,
    config: Record<string, unknown> = {},
    partners = {},
    profile: Record<string, unknown> = {}
  ) =>
    (
      await makeAccount({
        currency: 'EUR',
        blueprint: loanBlueprint(
          server,
          assignments,
          { strategy: { use: 'ping_post', deadline_seconds: 0.5, ...config }, ...profile },
          partners
        ),
      })
    ).id

  const told = async (id: string, leadId: string) =>
    (await presentLead(id, leadId)) as unknown as Told
  const isPing = ({ path }: Received) => path.startsWith('/ping/')
  const keyOf = ({ path }: Received) => path.slice(path.lastIndexOf('/') + 1)

  /** Partners that bid as told (null: no), and accept unless they are in `refuse`. */
  const market = (bids: Record<string, string | null>, refuse: string[] = []) =>
    server.behave((received) => {
      const key = keyOf(received)
      if (!isPing(received))
        return { json: refuse.includes(key) ? { status: 'no' } : { status: 'ok' } }
      const bid = bids[key]
      return bid === null
        ? { json: { status: 'pass', why: 'no interest' } }
        : { json: { status: 'bid', bid, ref: `ref-${key}` } }
    })

  test('all are asked at once, the best bid gets the lead at its bid', async ({ assert }) => {
    const id = await account([pinging('low'), pinging('none'), pinging('high')])
    market({ low: '9.00', none: null, high: '14.50' })
    const lead = await told(id, await sendLead(id, { amount: 500 }))
    const [run] = lead.distributions
    assert.equal(run.status, 'sold')
    assert.equal(run.revenue.amount, '14.50')
    assert.deepEqual(
      run.pings.map((one) => [one.assignment, one.outcome, one.bid?.amount ?? null, one.reason]),
      [
        ['low', 'bid', '9.00', null],
        ['none', 'no_bid', null, 'no interest'],
        ['high', 'bid', '14.50', null],
      ]
    )
    assert.deepEqual(
      run.deliveries.map((one) => [one.assignment, one.status, one.price.amount]),
      [['high', 'accepted', '14.50']]
    )
    assert.equal(JSON.parse(run.deliveries[0].attempts[0].request.body).bid, 'ref-high')
    assert.deepEqual(
      run.path[0].detail.bids!.map((one) => [one.assignment, one.bid]),
      [
        ['low', '9.00'],
        ['none', null],
        ['high', '14.50'],
      ]
    )
    const why = Object.fromEntries(run.evaluations.map((one) => [one.assignment, one]))
    assert.equal(why.none.reason, 'not_reached')
    assert.match(why.none.explanation, /made no bid: no interest/)
    assert.deepEqual(await ledgerOf(id), { count: 1, total: 1450 })
    assert.lengthOf(server.journal.filter(isPing), 3)
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a ping holds only what its template names; secrets are not logged', async ({ assert }) => {
    const id = await account([pinging('a')])
    market({ a: '9.00' })
    const leadId = await sendLead(id, { email: 'secret.person@example.org', amount: 5 })
    const [ping] = server.journal.filter(isPing)
    assert.deepEqual(Object.keys(ping.body), ['amount', 'id'])
    assert.notInclude(JSON.stringify(ping), 'secret.person')
    const [run] = (await told(id, leadId)).distributions
    assert.equal(run.pings[0].request!.headers['X-Api-Key'], '[redacted]')
    assert.equal(ping.key, ping.body.id)
    const lines = tellStory((await presentLead(id, leadId))!, [], {
      bold: (text) => text,
      dim: (text) => text,
      green: (text) => text,
      red: (text) => text,
      yellow: (text) => text,
    })
    assert.isTrue(lines.some((line) => line.includes('asked a for a bid: bids 9.00 EUR')))
  })

  test('the winner declines: the next best at its own bid, and no partner names another price', async ({
    assert,
  }) => {
    const id = await account([pinging('low'), pinging('high')])
    server.behave((received) => {
      if (isPing(received))
        return { json: { status: 'bid', bid: keyOf(received) === 'high' ? 20 : 8 } }
      return {
        json: keyOf(received) === 'high' ? { status: 'no' } : { status: 'ok', price: '1.00' },
      }
    })
    const [run] = (await told(id, await sendLead(id))).distributions
    assert.deepEqual(
      run.deliveries.map((one) => [one.assignment, one.status, one.price.amount]),
      [
        ['high', 'rejected', '20.00'],
        ['low', 'accepted', '8.00'],
      ]
    )
    assert.equal(run.revenue.amount, '8.00')
  })

  test('a late, a failed and an unreadable answer are no bids, and it says why', async ({
    assert,
  }) => {
    const id = await account([
      pinging('slow'),
      pinging('down'),
      pinging('odd'),
      { key: 'static', price: '6.00' },
    ])
    server.behave((received, response) => {
      if (!isPing(received)) return { json: { status: 'ok' } }
      const key = keyOf(received)
      if (key === 'down') return { status: 503, json: {} }
      if (key === 'odd') return { json: { status: 'bid', bid: 'a lot' } }
      setTimeout(() => response.end(JSON.stringify({ status: 'bid', bid: 99 })), 15_000).unref()
    })
    const began = Date.now()
    const [run] = (await told(id, await sendLead(id))).distributions
    assert.isBelow(Date.now() - began, 10_000, 'nobody waits longer than the deadline')
    assert.deepEqual(
      run.pings.map((one) => [one.assignment, one.outcome]),
      [
        ['slow', 'late'],
        ['down', 'failed'],
        ['odd', 'no_bid'],
      ]
    )
    assert.match(run.pings[0].reason!, /no answer within 0.5 s/)
    assert.match(run.pings[1].reason!, /503/)
    assert.match(run.pings[2].reason!, /names no bid/)
    assert.deepEqual(
      run.deliveries.map((one) => [one.assignment, one.price.amount]),
      [['static', '6.00']]
    )
  })

  test('nobody below the minimum; unsold where nobody bids', async ({ assert }) => {
    const id = await account([pinging('a'), pinging('b')], { minimum_bid: '10.00' })
    market({ a: '9.99', b: null })
    const lead = await told(id, await sendLead(id))
    assert.equal(lead.status, 'unsold')
    assert.lengthOf(lead.distributions[0].deliveries, 0)
    assert.lengthOf(server.journal, 2)
  })

  test('who has no room is not asked, and a bid never takes more than a cap has left', async ({
    assert,
  }) => {
    const id = await account([pinging('full', { caps: { total: 1 } }), pinging('b')], {}, {
      b: { caps: { spend_total: '12.00' } },
    } as never)
    market({ full: '30.00', b: '8.00' })
    await sendLead(id)
    server.journal.length = 0
    const [second] = (await told(id, await sendLead(id))).distributions
    assert.deepEqual(
      server.journal.map(({ path }) => path),
      ['/ping/b', '/b']
    )
    assert.equal(second.evaluations.find((one) => one.assignment === 'full')!.reason, 'cap')
    // 4.00 of its money are left: its bid of 8.00 takes no lead.
    const [third] = (await told(id, await sendLead(id))).distributions
    assert.equal(third.status, 'unsold')
    assert.equal(third.evaluations.find((one) => one.assignment === 'b')!.reason, 'cap')
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('several buyers: the best bids at once, each at its own', async ({ assert }) => {
    const id = await account([pinging('a'), pinging('b'), pinging('c')], { max_buyers: 2 })
    market({ a: '5.00', b: '9.00', c: '7.00' })
    const [run] = (await told(id, await sendLead(id))).distributions
    assert.sameDeepMembers(
      run.deliveries.map((one) => [one.assignment, one.price.amount]),
      [
        ['b', '9.00'],
        ['c', '7.00'],
      ]
    )
    assert.equal(run.revenue.amount, '16.00')
  })

  test('40 leads at once, each sold once at its best bid', async ({ assert }) => {
    // All 120 bids count, also on a busy machine.
    const id = await account([pinging('a'), pinging('b'), pinging('c')], { deadline_seconds: 5 })
    server.behave((received) => {
      if (!isPing(received)) return { json: { status: 'ok' } }
      const n = Number(received.body.amount) * { a: 3, b: 5, c: 7 }[keyOf(received)]!
      return { json: { status: 'bid', bid: (1 + (n % 11)).toFixed(2) } }
    })
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, amount) => sendLead(id, { amount }, { wait: 30_000 }))
    )
    for (const [amount, leadId] of ids.entries()) {
      const [run] = (await told(id, leadId)).distributions
      const best = Math.max(...[3, 5, 7].map((by) => 1 + ((amount * by) % 11)))
      assert.equal(run.revenue.amount, best.toFixed(2))
      assert.lengthOf(run.deliveries, 1)
    }
    assert.deepEqual(await brokenInvariants(id), [])
  })

  /** A run as its process left it: `state` of its offer, and pings that were written down. */
  async function leftBehind(id: string, offer: object, pings: Record<string, string> = {}) {
    const leadId = await sendLead(id, {}, { wait: 0 })
    const { profile, live } = (await accountConfig(id)).profilesByKey.get('loans')!
    const at = Date.now()
    const run = newId('dist')
    const ids = { account_id: id, lead_id: leadId }
    const rowOf = (table: string, key: string) =>
      store.first(`select * from ${table} where account_id = ? and key = ?`, [id, key])
    const writes: Write[] = [
      {
        insert: 'distributions',
        row: {
          ...ids,
          id: run,
          lead_revision: 1,
          profile_id: profile.id,
          version_id: live!.id,
          route_version: 1,
          trigger: 'manual',
          status: 'running',
          state: JSON.stringify({ phase: 'offer', node: 'offer', offer }),
          evaluations: '{}',
          currency: 'EUR',
          created_at: at,
          started_at: at,
        },
      },
    ]
    for (const [key, ping] of Object.entries(pings)) {
      const [partner, assignment] = [await rowOf('partners', key), await rowOf('assignments', key)]
      const row = {
        ...ids,
        id: ping,
        distribution_id: run,
        partner_id: partner!.id,
        assignment_id: assignment!.id,
        assignment_key: key,
        node: 'offer',
        asked_at: at,
        currency: 'EUR',
      }
      writes.push({ insert: 'pings', row })
    }
    await store.submit({ locks: [], decide: () => ({ result: null, writes }) })
    engine.wake({ id: run, account: id })
    for (let i = 0; i < 400; i++) {
      const [last] = (await told(id, leadId)).distributions
      if (last.status !== 'running') return last
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the run did not end')
  }
  const step = { kind: 'offer', node: 'offer', strategy: { use: 'ping_post' }, assignments: null }
  const manual = { trigger: 'manual' }

  test('a process that died while it asked: asked anew, sold once, and the lost pings say so', async ({
    assert,
  }) => {
    const id = await account([pinging('a'), pinging('b')], {}, {}, manual)
    market({ a: '9.00', b: '11.00' })
    const pings = { a: newId('ping'), b: newId('ping') }
    const ask = { step, assignments: ['a', 'b'], deadlineSeconds: 0.5, pings }
    const offer = { node: 'offer', waves: [], stopAfter: 1, wave: 0, ask }
    const run = await leftBehind(id, offer, pings)
    assert.deepEqual(
      run.pings.map((one) => [one.assignment, one.outcome]),
      [
        ['a', 'failed'],
        ['b', 'failed'],
        ['a', 'bid'],
        ['b', 'bid'],
      ]
    )
    assert.match(run.pings[0].reason!, /the process ended/)
    assert.deepEqual(
      run.deliveries.map((one) => [one.assignment, one.status]),
      [['b', 'accepted']]
    )
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a process that died before the post: bids that still hold are used, old ones asked anew', async ({
    assert,
  }) => {
    const id = await account([pinging('a'), pinging('b')], {}, {}, manual)
    market({ a: '9.00', b: '3.00' })
    const bids = (until: number) => ({
      step,
      until,
      of: {
        a: { ping: 'ping_a', bid: 400, reference: 'old-a', reason: null },
        b: { ping: 'ping_b', bid: 600, reference: 'old-b', reason: null },
      },
    })
    const offer = (until: number) => ({
      node: 'offer',
      waves: [['b'], ['a']],
      stopAfter: 1,
      wave: 0,
      prices: { a: 400, b: 600 },
      bids: bids(until),
      deadlineSeconds: 0.5,
    })
    const fresh = await leftBehind(id, offer(Date.now() + 60_000))
    assert.lengthOf(server.journal.filter(isPing), 0)
    assert.deepEqual(
      fresh.deliveries.map((one) => [one.assignment, one.price.amount]),
      [['b', '6.00']]
    )
    assert.equal(JSON.parse(fresh.deliveries[0].attempts[0].request.body).bid, 'old-b')
    const stale = await leftBehind(id, offer(Date.now() - 1))
    assert.lengthOf(server.journal.filter(isPing), 2)
    assert.deepEqual(
      stale.deliveries.map((one) => [one.assignment, one.price.amount]),
      [['a', '9.00']]
    )
  })

  test('what partners said goes when a person is erased', async ({ assert }) => {
    const id = await account([pinging('a'), pinging('b')])
    server.behave((received) => {
      if (!isPing(received)) return { json: { status: 'ok' } }
      const { email } = received.body
      return keyOf(received) === 'a'
        ? { json: { status: 'pass', why: `we know eve.adams@example.org ${email ?? ''}` } }
        : { json: { status: 'bid', bid: 9, ref: 'eve.adams@example.org' } }
    })
    const leadId = await sendLead(id, { email: 'eve.adams@example.org' })
    assert.equal(await eraseLead(id, leadId, null), 'erased')
    for (const table of ['pings', 'deliveries', 'distributions'])
      assert.notInclude(
        JSON.stringify(await store.all(`select * from ${table} where lead_id = ?`, [leadId])),
        'eve.adams',
        table
      )
  })

  test('a simulation says who would be asked, and asks nobody', async ({ assert }) => {
    const id = await account([pinging('a', { price: '4.00' }), { key: 'b', price: '5.00' }])
    const seen = await simulate(id, 'loans', { values: { email: 'x@example.org' } })
    assert.isTrue(seen.ok)
    const { path, deliveries } = (seen as unknown as { value: unknown }).value as {
      path: { detail: Record<string, unknown> }[]
      deliveries: { assignment: string }[]
    }
    assert.deepInclude(path[0].detail, { asked: ['a'], bids_unknown: true })
    assert.deepEqual(
      deliveries.map((one) => one.assignment),
      ['b']
    )
    assert.lengthOf(server.journal, 0)
  })
})
