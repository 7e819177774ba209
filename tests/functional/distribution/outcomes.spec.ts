import { test } from '@japa/runner'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { engine } from '#distribution/engine'
import { retryDelivery } from '#distribution/retry_delivery'
import { settleByHand, settleCallback } from '#distribution/settle_from_outside'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import {
  brokenInvariants,
  leadOf,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'

const answer = { reason: null, price: null, reference: null }

/** The same with another last letter. */
const otherEnd = (text: string) => text.slice(0, -1) + (text.endsWith('_') ? '-' : '_')

test.group('outcomes', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const account = async (
    assignments: Parameters<typeof loanBlueprint>[1],
    profile: Record<string, unknown> = {}
  ) => {
    const blueprint = loanBlueprint(server, assignments, profile)
    const made = await makeAccount({ currency: 'EUR', blueprint })
    return made.id
  }
  const once = { retry: { attempts: 1 }, timeout_seconds: 2 }
  const settle = async (accountId: string, leadId: string) => {
    await engine.waitForLead(accountId, leadId, 5_000)
    return leadOf(accountId, leadId)
  }

  test('a partner that never answers may have bought: the lead is held and nobody else is asked', async ({
    assert,
  }) => {
    const id = await account([
      { key: 'silent', delivery: once, caps: { total: 5 } },
      { key: 'second' },
    ])
    server.behave(({ path }) => (path === '/silent' ? undefined : { json: { status: 'ok' } }))
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.status, 'held')
    assert.deepEqual(
      lead.distributions[0].deliveries.map((one) => one.status),
      ['unknown']
    )
    assert.lengthOf(server.journal, 1)
    assert.deepEqual(await brokenInvariants(id), [])
    assert.deepEqual(await ledgerOf(id), { count: 0, total: 0 })
  })

  test('held, then settled by hand: a yes books it once, a second answer is refused', async ({
    assert,
  }) => {
    const id = await account([{ key: 'silent', delivery: once }])
    server.behave((_, response) => void response.destroy())
    const held = await leadOf(id, await sendLead(id))
    const [delivery] = held.distributions[0].deliveries
    const first = await settleByHand(id, delivery.id, { status: 'accepted', ...answer }, 'someone')
    assert.isTrue(first.ok)
    const lead = await settle(id, held.id)
    assert.equal(lead.status, 'sold')
    const again = await settleByHand(id, delivery.id, { status: 'accepted', ...answer }, 'someone')
    assert.isFalse(again.ok)
    assert.deepEqual(await ledgerOf(id), { count: 1, total: 1000 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('held, then settled with a no: the lead goes on to the next partner', async ({ assert }) => {
    const id = await account([{ key: 'silent', delivery: once }, { key: 'second' }])
    server.behave(({ path }, response) =>
      path === '/silent' ? void response.destroy() : { json: { status: 'ok' } }
    )
    const held = await leadOf(id, await sendLead(id))
    const [delivery] = held.distributions[0].deliveries
    await settleByHand(id, delivery.id, { status: 'rejected', ...answer, reason: 'late' }, null)
    const lead = await settle(id, held.id)
    assert.deepEqual(
      lead.distributions[0].deliveries.map((one) => [one.assignment, one.status]),
      [
        ['silent', 'rejected'],
        ['second', 'accepted'],
      ]
    )
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('with on_unknown next the lead moves on and the cap is given back', async ({ assert }) => {
    const id = await account([
      { key: 'silent', delivery: { ...once, on_unknown: 'next' }, caps: { total: 1 } },
      { key: 'second' },
    ])
    server.behave(({ path }, response) =>
      path === '/silent' ? void response.destroy() : { json: { status: 'ok' } }
    )
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.status, 'sold')
    assert.deepEqual(
      lead.distributions[0].deliveries.map((one) => one.status),
      ['unknown', 'accepted']
    )
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a partner that decides later is called back about, and its place stays reserved', async ({
    assert,
  }) => {
    const id = await account([{ key: 'slow', caps: { total: 1 } }, { key: 'second' }])
    server.behave(({ path }) => ({ json: { status: path === '/slow' ? 'later' : 'ok' } }))
    const leadId = await sendLead(id, {}, { wait: 300 })
    let lead = await leadOf(id, leadId)
    assert.deepEqual(
      lead.distributions[0].deliveries.map((one) => one.status),
      ['waiting']
    )
    const other = await leadOf(id, await sendLead(id))
    assert.equal(other.distributions[0].deliveries[0].assignment, 'second')

    const token = String(server.journal[0].body.callback).split('/').at(-1)!
    const settled = await settleCallback(token, {
      status: 'accepted',
      reason: null,
      price: '8.00',
      reference: 'x-1',
    })
    assert.isTrue(settled.ok)
    lead = await settle(id, leadId)
    assert.equal(lead.status, 'sold')
    assert.equal(lead.distributions[0].revenue.amount, '8.00')
    assert.equal(lead.distributions[0].deliveries[0].reference, 'x-1')
    assert.isFalse((await settleCallback(token, { status: 'rejected', ...answer })).ok)
    assert.isFalse((await settleCallback(otherEnd(token), { status: 'accepted', ...answer })).ok)
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('send to all books every partner that accepts', async ({ assert }) => {
    const id = await account([{ key: 'a' }, { key: 'b', price: '7.00' }, { key: 'c' }], {
      strategy: { use: 'send_to_all' },
    })
    server.behave(({ path }) => ({ json: { status: path === '/c' ? 'no' : 'ok' } }))
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.distributions[0].revenue.amount, '17.00')
    assert.deepEqual(lead.distributions[0].deliveries.map((one) => one.status).sort(), [
      'accepted',
      'accepted',
      'rejected',
    ])
    assert.deepEqual(await ledgerOf(id), { count: 2, total: 1700 })
  })

  test('a cancelled sale is reversed once and frees its cap', async ({ assert }) => {
    const id = await account([{ key: 'only', caps: { total: 1 } }])
    const lead = await leadOf(id, await sendLead(id))
    const [delivery] = lead.distributions[0].deliveries
    const cancel = { reason: 'invalid_phone', note: null, actor: 'someone' }
    assert.isTrue((await cancelDelivery(id, delivery.id, cancel)).ok)
    assert.isFalse((await cancelDelivery(id, delivery.id, cancel)).ok)
    assert.deepEqual(await ledgerOf(id), { count: 2, total: 0 })
    assert.equal((await leadOf(id, lead.id)).distributions[0].revenue.amount, '0.00')
    assert.equal((await leadOf(id, await sendLead(id))).status, 'sold')
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a failed delivery can be tried again by hand, under its first key', async ({ assert }) => {
    const id = await account([{ key: 'only', delivery: { retry: { attempts: 1 } } }])
    server.behave(() => ({ status: 500, json: {} }))
    const failed = await leadOf(id, await sendLead(id))
    assert.equal(failed.status, 'unsold')
    server.behave(() => ({ json: { status: 'ok' } }))
    const [delivery] = failed.distributions[0].deliveries
    assert.isTrue((await retryDelivery(id, delivery.id, 'someone')).ok)
    const lead = await settle(id, failed.id)
    assert.equal(lead.status, 'sold')
    assert.equal(server.journal[0].key, server.journal[1].key)
    assert.isFalse((await retryDelivery(id, delivery.id, 'someone')).ok)
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a route sends a lead from one offer to the next, and holds it where it says so', async ({
    assert,
  }) => {
    const id = await account([{ key: 'a' }, { key: 'b' }], {
      route: {
        start: 'big',
        nodes: {
          big: {
            type: 'condition',
            rule: { field: 'amount', operator: 'greater_than', value: 1000 },
            ports: { yes: 'first', no: 'wait' },
          },
          first: {
            type: 'offer',
            strategy: { use: 'first_match' },
            assignments: ['a'],
            ports: { unsold: 'rest' },
          },
          rest: { type: 'offer', strategy: { use: 'first_match' }, assignments: ['b'] },
          wait: { type: 'stop', status: 'held', reason: 'too small' },
        },
      },
    })
    server.behave(({ path }) => ({ json: { status: path === '/a' ? 'no' : 'ok' } }))
    const big = await leadOf(id, await sendLead(id, { amount: 5000 }))
    assert.equal(big.status, 'sold')
    assert.deepEqual(
      big.distributions[0].path.map((step) => [step.node, step.port]),
      [
        ['big', 'yes'],
        ['first', 'unsold'],
        ['rest', 'sold'],
      ]
    )
    const small = await leadOf(id, await sendLead(id, { amount: 5 }))
    assert.deepEqual([small.status, small.distributions[0].reason], ['held', 'too small'])
  })
})
