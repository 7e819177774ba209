import { test } from '@japa/runner'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { updateConfig } from '#distribution/configuration/configuration'
import { distribute } from '#distribution/distribute_by_hand'
import { engine } from '#distribution/engine'
import { settleByHand } from '#distribution/settle_from_outside'
import { changeLead } from '#intake/change_lead'
import { store } from '#store/store'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import {
  type AssignmentOptions,
  brokenInvariants,
  leadOf,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'

const answer = { reason: null, price: null, reference: null }

test.group('distributed again, and by changed rules', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const account = async (assignments: AssignmentOptions[], profile: Record<string, unknown> = {}) =>
    (await makeAccount({ currency: 'EUR', blueprint: loanBlueprint(server, assignments, profile) }))
      .id
  const byHand = async (id: string, leadId: string) => {
    const made = await distribute(id, leadId, 'loans', 'manual')
    if (!made.ok) throw new Error(made.problem)
    await engine.waitForLead(id, leadId, 10_000)
    const lead = await leadOf(id, leadId)
    return { lead, run: lead.distributions.find((one) => one.id === made.value.id)! }
  }

  test('a manual profile runs when somebody says so, and only then', async ({ assert }) => {
    const id = await account([{ key: 'only' }], { trigger: 'manual' })
    const leadId = await sendLead(id)
    assert.equal((await leadOf(id, leadId)).status, 'received')
    const { lead, run } = await byHand(id, leadId)
    assert.deepEqual([lead.status, run.status, run.trigger], ['sold', 'sold', 'manual'])
  })

  test('a lead nobody took can be sold by a later run; both runs are told', async ({ assert }) => {
    const id = await account([{ key: 'only' }])
    server.behave(() => ({ json: { status: 'no', reason: 'full' } }))
    const unsold = await leadOf(id, await sendLead(id))
    assert.equal(unsold.status, 'unsold')
    server.behave(() => ({ json: { status: 'ok' } }))
    const { lead } = await byHand(id, unsold.id)
    assert.equal(lead.status, 'sold')
    assert.deepEqual(
      lead.distributions.map((one) => [one.status, one.deliveries[0].status]),
      [
        ['unsold', 'rejected'],
        ['sold', 'accepted'],
      ]
    )
    const keys = server.journal.map((one) => one.key)
    assert.notEqual(keys[0], keys[1], 'another delivery is another request')
  })

  test('twenty runs at once sell a lead to each partner once', async ({ assert }) => {
    const id = await account([{ key: 'a' }, { key: 'b' }], {
      trigger: 'manual',
      strategy: { use: 'send_to_all' },
    })
    const leadId = await sendLead(id)
    await Promise.all(Array.from({ length: 20 }, () => distribute(id, leadId, 'loans', 'manual')))
    await engine.waitForLead(id, leadId, 20_000)
    assert.deepEqual(server.journal.map((one) => one.path).sort(), ['/a', '/b'])
    assert.deepEqual(await ledgerOf(id), { count: 2, total: 2000 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('an unknown lead, profile or a foreign account is refused', async ({ assert }) => {
    const id = await account([{ key: 'only' }])
    const other = await account([{ key: 'only' }])
    const leadId = await sendLead(id, {}, { wait: 0 })
    const problem = async (...args: Parameters<typeof distribute>) => {
      const made = await distribute(...args)
      return made.ok ? null : made.problem
    }
    assert.equal(await problem(id, 'lead_none', 'loans', 'manual'), 'not_found')
    assert.equal(await problem(other, leadId, 'loans', 'manual'), 'not_found')
    assert.equal(await problem(id, leadId, 'none', 'manual'), 'profile_not_found')
  })

  test('a new price, filter or partner name changes nothing that happened', async ({ assert }) => {
    const id = await account([{ key: 'only', price: '12.00' }])
    const before = await leadOf(id, await sendLead(id, { amount: 50 }))
    const changed = await updateConfig(
      id,
      'profiles',
      'loans',
      {
        assignments: loanBlueprint(server, [
          {
            key: 'only',
            price: '99.00',
            filter: { all: [{ field: 'amount', operator: 'greater_than', value: 1000 }] },
          },
        ]).profiles[0].assignments,
      },
      { actor: null }
    )
    assert.isTrue(changed.ok)
    assert.deepEqual(await leadOf(id, before.id), before)
    const small = await leadOf(id, await sendLead(id, { amount: 50 }))
    assert.deepEqual(
      [small.status, small.distributions[0].evaluations[0].reason],
      ['unsold', 'filter']
    )
    const [delivery] = before.distributions[0].deliveries
    await cancelDelivery(id, delivery.id, { reason: 'invalid', note: null, actor: null })
    assert.deepEqual(await ledgerOf(id), { count: 2, total: 0 }, 'reversed at the price of then')
  })

  test('a run goes on by the version it began with while another is published', async ({
    assert,
  }) => {
    const id = await account([{ key: 'first' }, { key: 'second', price: '7.00' }])
    const published: ReturnType<typeof applyBlueprint>[] = []
    server.behave(({ path }, response) => {
      if (path !== '/first') return { json: { status: 'ok' } }
      // The new version asks nobody but `third`; it is live before the first one says no.
      if (!published.length)
        published.push(
          applyBlueprint(id, loanBlueprint(server, [{ key: 'third' }]), { actor: null })
        )
      void published[0].then(() => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end('{"status":"no"}')
      })
    })
    const lead = await leadOf(id, await sendLead(id))
    assert.isTrue((await published[0]).ok)
    const [run] = lead.distributions
    assert.equal(run.route_version, 1)
    assert.deepEqual(
      run.deliveries.map((one) => [one.assignment, one.status, one.price.amount]),
      [
        ['first', 'rejected', '10.00'],
        ['second', 'accepted', '7.00'],
      ]
    )
    const next = await leadOf(id, await sendLead(id))
    assert.equal(next.distributions[0].route_version, 2)
    assert.equal(next.distributions[0].deliveries[0].assignment, 'third')
  })

  test('a run is explained by the values it saw, not by those of today', async ({ assert }) => {
    const filter = { all: [{ field: 'amount', operator: 'greater_than', value: 100 }] }
    const id = await account([{ key: 'only', filter }])
    const leadId = await sendLead(id, { amount: 50 })
    await changeLead(id, leadId, { values: { amount: 500 } }, null)
    const [was] = (await leadOf(id, leadId)).distributions
    assert.equal(was.evaluations[0].conditions[0].actual, 50)
    const { run } = await byHand(id, leadId)
    assert.equal(run.status, 'sold')
  })

  test('a sale cancelled while others are still asked counts for nothing in the end', async ({
    assert,
  }) => {
    const id = await account([{ key: 'quick' }, { key: 'slow', price: '7.00' }], {
      strategy: { use: 'send_to_all' },
    })
    let release = () => {}
    server.behave(({ path }, response) => {
      if (path === '/quick') return { json: { status: 'ok' } }
      release = () => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end('{"status":"ok"}')
      }
    })
    const leadId = await sendLead(id, {}, { wait: 0 })
    const sold = async () => {
      for (;;) {
        const [row] = await store.all(
          `select id from deliveries where lead_id = ? and status = 'accepted'`,
          [leadId]
        )
        if (row) return row.id as string
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    const cancel = { reason: 'invalid', note: null, actor: null }
    assert.isTrue((await cancelDelivery(id, await sold(), cancel)).ok)
    release()
    await engine.waitForLead(id, leadId, 10_000)
    const lead = await leadOf(id, leadId)
    assert.equal(lead.distributions[0].revenue.amount, '7.00')
    const row = await store.first('select revenue from distributions where lead_id = ?', [leadId])
    assert.equal(Number(row!.revenue), 700)
    assert.deepEqual(await ledgerOf(id), { count: 3, total: 700 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a lead of two runs is sold as long as one of them is', async ({ assert }) => {
    const id = await account([{ key: 'a' }, { key: 'b', delivery: { retry: { attempts: 1 } } }], {
      strategy: { use: 'first_match' },
    })
    server.behave(({ path }, response) =>
      path === '/a' ? { json: { status: 'no' } } : void response.destroy()
    )
    const held = await leadOf(id, await sendLead(id))
    assert.equal(held.status, 'held')
    server.behave(() => ({ json: { status: 'ok' } }))
    const { lead, run } = await byHand(id, held.id)
    assert.equal(lead.status, 'sold')
    assert.deepEqual(
      run.evaluations.map((one) => [one.assignment, one.reason]),
      [
        ['a', null],
        ['b', 'not_reached'],
      ]
    )
    const doubtful = held.distributions[0].deliveries[1]
    assert.isTrue((await settleByHand(id, doubtful.id, { status: 'rejected', ...answer }, null)).ok)
    await engine.waitForLead(id, held.id, 10_000)
    assert.equal((await leadOf(id, held.id)).status, 'sold')
    assert.deepEqual(await brokenInvariants(id), [])
  })
})
