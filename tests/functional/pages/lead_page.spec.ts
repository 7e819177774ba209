import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type User from '#accounts/models/user'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { engine } from '#distribution/engine'
import { setAssignmentPaused } from '#routing/pause'
import { store } from '#store/store'
import {
  type AssignmentOptions,
  brokenInvariants,
  leadOf,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'

const over = (amount: number) => ({
  all: [{ field: 'amount', operator: 'greater_than', value: amount }],
})

test.group('The page of a lead', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  async function workspace(assignments: AssignmentOptions[], profile = {}, partners = {}) {
    const blueprint = loanBlueprint(server, assignments, profile, partners)
    const account = await makeAccount({ currency: 'EUR', blueprint })
    return { id: account.id, user: await makeUser(account.id) }
  }
  const show = async (client: ApiClient, leadId: string, user: User) =>
    (await getPage(client, `/leads/${leadId}`, user)).inertiaProps
  const whyNot = async (client: ApiClient, lead: any, user: User, target: string) => {
    const [run] = (await show(client, lead, user)).runs
    const path = `/leads/${lead}/why-not?distribution=${run.id}&${target}`
    return (await askJson(client, 'get', path, user)).body()
  }

  test('tells verdicts by group, with what a sentence needs', async ({ client, assert }) => {
    const { id, user } = await workspace([
      { key: 'big', filter: over(1000) },
      { key: 'first', caps: { day: 1 } },
      { key: 'second' },
      { key: 'third' },
    ])
    await sendLead(id, { amount: 50 })
    const leadId = await sendLead(id, { amount: 50 })
    const { lead, runs, names, choices } = await show(client, leadId, user)
    assert.equal(lead.status, 'sold')
    assert.equal(names.partners.second, 'second')
    assert.containsSubset(choices.profiles, [{ key: 'loans', published: true, paused: false }])
    const [run] = runs
    assert.deepEqual(
      run.groups.map((one: any) => [one.group, one.total, one.rows[0].assignment]),
      [
        ['asked', 1, 'second'],
        ['cap', 1, 'first'],
        ['filter', 1, 'big'],
        ['not_reached', 1, 'third'],
      ]
    )
    const [asked, cap, filter, late] = run.groups.map((one: any) => one.rows[0].detail)
    assert.containsSubset(asked, { kind: 'asked', status: 'accepted' })
    assert.containsSubset(cap, { kind: 'cap', time_zone: 'Europe/Berlin' })
    assert.isAbove(Date.parse(cap.reached_at), Date.now() - 60_000)
    assert.containsSubset(filter.ways[0][0], { holds: true, condition: { actual: 50 } })
    assert.containsSubset(late, { kind: 'not_reached', sold_to: 'second' })
    const [attempt] = run.deliveries[0].attempts
    assert.equal(attempt.read.decided_by, 'accepted')
    assert.containsSubset(attempt.read.conditions, [{ field: 'body.status', actual: 'ok' }])
  })

  test('hides encrypted values; showing one is written down', async ({ client, assert }) => {
    const { id, user } = await workspace([{ key: 'only' }])
    const leadId = await sendLead(id, { ssn: '123-45-6789' })
    const page = await getPage(client, `/leads/${leadId}`, user)
    assert.notInclude(page.text(), '123-45')
    assert.containsSubset(
      page.inertiaProps.lead.fields.find(({ key }: any) => key === 'ssn'),
      { encrypted: true, hidden: true, value: null }
    )
    const shown = await askJson(client, 'post', `/leads/${leadId}/reveal`, user, { field: 'ssn' })
    assert.deepEqual(shown.body(), { value: '123-45-6789', raw: null })
    const [event] = await store.all(
      `select actor, data from events where lead_id = ? and type = 'lead.value_shown'`,
      [leadId]
    )
    assert.equal(event.actor, `user:${user.email}`)
    assert.deepEqual(JSON.parse(event.data as string), { field: 'ssn' })
    const events = await askJson(client, 'get', `/leads/${leadId}/events`, user)
    assert.equal(events.body().events[0].type, 'lead.value_shown')
  })

  test('why not: cap, order, filter and a partner that has no place', async ({
    client,
    assert,
  }) => {
    const { id, user } = await workspace([
      { key: 'capped', caps: { day: 1 } },
      { key: 'buyer', priority: 200 },
      { key: 'late', priority: 300 },
      { key: 'big', filter: over(1000), priority: 400 },
      { key: 'stranger', priority: 500 },
    ])
    await sendLead(id, { amount: 1 })
    const leadId = await sendLead(id, { amount: 50 })

    const capped = await whyNot(client, leadId, user, 'assignment=capped')
    assert.equal(capped.decided.kind, 'cap')
    assert.containsSubset(capped.alternatives[0].changes, [
      { on: 'cap', scope: 'assignment', window: 'day', from: 1, to: 2 },
    ])
    assert.match(capped.alternatives[0].explanation, /day cap were 2, not 1/)

    const late = await whyNot(client, leadId, user, 'partner=late')
    assert.containsSubset(late.decided, { kind: 'order', sold_to: ['buyer'] })
    assert.containsSubset(late.alternatives, [
      { changes: [{ on: 'priority', from: 300, to: 199 }], before: [] },
    ])

    const big = await whyNot(client, leadId, user, 'assignment=big')
    assert.equal(big.decided.kind, 'filter')
    assert.equal(big.evaluation.reason, 'filter')
    assert.lengthOf(big.alternatives[0].changes, 2)
    assert.isTrue(big.alternatives.every(({ changes }: any) => changes.length > 1))

    const buyer = await whyNot(client, leadId, user, 'assignment=buyer')
    assert.containsSubset(buyer.decided, { kind: 'asked', status: 'accepted' })

    const [run] = (await show(client, leadId, user)).runs
    const ask = (target: string) =>
      askJson(client, 'get', `/leads/${leadId}/why-not?distribution=${run.id}&${target}`, user)
    ;(await ask('assignment=nobody')).assertStatus(404)
    ;(await ask('')).assertStatus(422)
  })

  test('caps nobody looked at are counted as they were at that moment', async ({
    client,
    assert,
  }) => {
    const { id, user } = await workspace([{ key: 'buyer' }, { key: 'late', caps: { day: 1 } }])
    server.behave(({ path }) => ({ json: { status: path === '/buyer' ? 'no' : 'ok' } }))
    const first = await sendLead(id)
    server.behave(() => ({ json: { status: 'ok' } }))
    const leadId = await sendLead(id)
    const answer = await whyNot(client, leadId, user, 'assignment=late')
    assert.containsSubset(answer.decided, { kind: 'order', sold_to: ['buyer'] })
    assert.containsSubset(answer.caps_then, [{ scope: 'assignment', limit: 1, used: 1 }])
    assert.isNotEmpty(answer.alternatives)
    for (const { changes } of answer.alternatives)
      assert.isTrue(
        changes.some(({ on }: any) => on === 'cap' || on === 'moment'),
        JSON.stringify(changes)
      )
    // A place given back later was taken then.
    const [{ deliveries }] = (await show(client, first, user)).runs
    const sold = deliveries.find(({ status }: any) => status === 'accepted')
    await cancelDelivery(id, sold.id, { reason: 'other', note: null, actor: null })
    const again = await whyNot(client, leadId, user, 'assignment=late')
    assert.deepEqual(again.caps_then, answer.caps_then)
    const third = await sendLead(id)
    const free = await whyNot(client, third, user, 'assignment=late')
    assert.containsSubset(free.caps_then, [{ used: 0 }])
  })

  test('a change that is named wins when it is made, and does not when it is not', async ({
    client,
    assert,
  }) => {
    const assignments = [
      { key: 'buyer', priority: 1 },
      { key: 'late', priority: 5, price: '30.00', filter: over(100) },
    ]
    const { id, user } = await workspace(assignments)
    const leadId = await sendLead(id, { amount: 50 })
    const answer = await whyNot(client, leadId, user, 'assignment=late')
    const [{ changes }] = answer.alternatives
    assert.sameMembers(
      changes.map(({ on }: any) => on),
      ['lead', 'priority']
    )
    const [amount, priority] = changes[0].on === 'lead' ? changes : changes.toReversed()
    // Really made, in another account that is set up so: with both it is sold there, with one alone it is not.
    const sold = async (change: { amount?: number; priority?: number }) => {
      const late = {
        ...assignments[1],
        ...(change.priority !== undefined && { priority: change.priority }),
      }
      const other = await workspace([assignments[0], late])
      const twin = await sendLead(other.id, { amount: change.amount ?? 50 })
      const [run] = (await leadOf(other.id, twin)).distributions
      return run.deliveries[0].assignment
    }
    assert.equal(await sold({ amount: amount.to, priority: priority.to }), 'late')
    assert.equal(await sold({ amount: amount.to }), 'buyer')
    assert.equal(await sold({ priority: priority.to }), 'buyer')
  })

  test('pauses are those of the moment, not of today', async ({ client, assert }) => {
    const { id, user } = await workspace([{ key: 'a' }, { key: 'b' }])
    await setAssignmentPaused(id, 'loans', 'a', true, null)
    const leadId = await sendLead(id)
    await setAssignmentPaused(id, 'loans', 'a', false, null)
    const answer = await whyNot(client, leadId, user, 'assignment=a')
    assert.deepEqual(answer.decided, { kind: 'paused', whose: 'assignment' })
    assert.deepEqual(answer.alternatives[0].changes, [{ on: 'pause', whose: 'assignment' }])
  })

  test('changes values where they are right, and names the field where they are not', async ({
    client,
    assert,
  }) => {
    const { id, user } = await workspace([{ key: 'only' }])
    const leadId = await sendLead(id, { amount: 50 })
    const change = (body: object) => askJson(client, 'patch', `/leads/${leadId}`, user, body)
    const wrong = await change({ values: { email: 'no address', amount: 'many' } })
    wrong.assertStatus(422)
    assert.sameMembers(
      wrong.body().errors.map(({ field }: any) => field),
      ['email', 'amount']
    )
    ;(
      await change({ values: { amount: '70' }, stage: 'qualified', assignee: user.email })
    ).assertStatus(204)
    const { lead } = await show(client, leadId, user)
    assert.equal(lead.fields.find(({ key }: any) => key === 'amount').value, 70)
    assert.deepEqual([lead.stage, lead.assignee], ['qualified', user.email])
  })

  test('shows what another run would do before it is done', async ({ client, assert }) => {
    const { id, user } = await workspace([{ key: 'a' }, { key: 'b', price: '25.00' }])
    server.behave(({ path }) => ({ json: { status: path === '/a' ? 'ok' : 'no' } }))
    const leadId = await sendLead(id)
    const wish = { profile: 'loans' }
    const preview = await askJson(client, 'post', `/leads/${leadId}/preview`, user, wish)
    assert.containsSubset(preview.body(), {
      status: 'sold',
      revenue: { amount: '25.00', currency: 'EUR' },
      offers: [{ partner: 'b', assignment: 'b' }],
      refused: { duplicate: 1 },
    })
    assert.equal((await ledgerOf(id)).count, 1, 'nothing was booked')
    server.behave(() => ({ json: { status: 'ok' } }))
    const made = await askJson(client, 'post', `/leads/${leadId}/distributions`, user, wish)
    made.assertStatus(201)
    await engine.waitForLead(id, leadId, 10_000)
    const { runs } = await show(client, leadId, user)
    assert.deepEqual(
      runs.map(({ trigger, deliveries }: any) => [trigger, deliveries[0].assignment]),
      [
        ['on_arrival', 'a'],
        ['manual', 'b'],
      ]
    )
    const none = await askJson(client, 'post', `/leads/${leadId}/preview`, user, { profile: 'x' })
    none.assertStatus(422)
  })

  test('takes a sale back once, and says who did', async ({ client, assert }) => {
    const { id, user } = await workspace([{ key: 'only' }])
    const leadId = await sendLead(id)
    const [{ deliveries }] = (await show(client, leadId, user)).runs
    const cancel = () =>
      askJson(client, 'post', `/deliveries/${deliveries[0].id}/cancel`, user, {
        reason: 'invalid_phone',
        note: 'Called twice',
      })
    ;(await cancel()).assertStatus(204)
    const again = await cancel()
    again.assertStatus(409)
    assert.match(again.body().detail, /it is cancelled/)
    assert.deepEqual(await ledgerOf(id), { count: 2, total: 0 })
    const events = await askJson(client, 'get', `/leads/${leadId}/events`, user)
    assert.containsSubset(events.body().events, [
      { type: 'delivery.cancelled', actor: `user:${user.email}`, partner: 'only' },
    ])
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a held lead is settled by hand', async ({ client, assert }) => {
    const { id, user } = await workspace([{ key: 'mute', delivery: { retry: { attempts: 1 } } }])
    server.behave((_, response) => void response.destroy())
    const leadId = await sendLead(id)
    const before = await show(client, leadId, user)
    assert.equal(before.lead.status, 'held')
    const [delivery] = before.runs[0].deliveries
    assert.deepInclude(delivery, { status: 'unknown', held: true })
    const settled = await askJson(client, 'post', `/deliveries/${delivery.id}/settle`, user, {
      status: 'accepted',
      price: '8.50',
    })
    settled.assertStatus(204)
    await engine.waitForLead(id, leadId, 10_000)
    const after = await show(client, leadId, user)
    assert.equal(after.lead.status, 'sold')
    assert.equal(after.runs[0].revenue.amount, '8.50')
  })

  test('erases the person; the story keeps who bought', async ({ client, assert }) => {
    const { id, user } = await workspace([{ key: 'only' }])
    const leadId = await sendLead(id, { email: 'maria.gonzales@example.org' })
    ;(await askJson(client, 'delete', `/leads/${leadId}`, user)).assertStatus(204)
    const page = await getPage(client, `/leads/${leadId}`, user)
    assert.notInclude(page.text(), 'maria.gonzales')
    const { lead, runs } = page.inertiaProps
    assert.isNotNull(lead.erased_at)
    assert.equal(runs[0].revenue.amount, '10.00')
    const answer = await whyNot(client, leadId, user, 'assignment=only')
    assert.equal(answer.decided.kind, 'erased')
  })

  test('who may not operate reads and changes nothing; another account finds nothing', async ({
    client,
    assert,
  }) => {
    const { id } = await workspace([{ key: 'only' }])
    const leadId = await sendLead(id)
    const viewer = await makeUser(id, 'viewer')
    const { runs } = await show(client, leadId, viewer)
    const delivery = runs[0].deliveries[0].id
    const stranger = await makeUser((await makeAccount()).id)
    const writes: [method: 'post' | 'patch' | 'delete', path: string, body?: object][] = [
      ['patch', `/leads/${leadId}`, { stage: 'qualified' }],
      ['delete', `/leads/${leadId}`],
      ['post', `/leads/${leadId}/reveal`, { field: 'ssn' }],
      ['post', `/leads/${leadId}/preview`, { profile: 'loans' }],
      ['post', `/leads/${leadId}/distributions`, { profile: 'loans' }],
      ['post', `/deliveries/${delivery}/cancel`, { reason: 'other' }],
      ['post', `/deliveries/${delivery}/retry`],
      ['post', `/deliveries/${delivery}/settle`, { status: 'accepted' }],
    ]
    for (const [method, path, body] of writes) {
      const refused = await askJson(client, method, path, viewer, body)
      assert.equal(refused.status(), 403, path)
      const foreign = await askJson(client, method, path, stranger, body)
      assert.equal(foreign.status(), 404, path)
    }
    const reads = [
      `/leads/${leadId}/why-not?distribution=${runs[0].id}&assignment=only`,
      `/leads/${leadId}/verdicts?distribution=${runs[0].id}`,
      `/leads/${leadId}/targets?distribution=${runs[0].id}`,
    ]
    for (const path of reads) {
      assert.equal((await askJson(client, 'get', path, viewer)).status(), 200, path)
      assert.equal((await askJson(client, 'get', path, stranger)).status(), 404, path)
    }
    const events = await askJson(client, 'get', `/leads/${leadId}/events`, stranger)
    events.assertStatus(404)
    assert.equal((await leadOf(id, leadId)).status, 'sold')
  })

  test('of very many partners the first of each group come, the rest is asked for', async ({
    client,
    assert,
  }) => {
    const many = Array.from({ length: 60 }, (_, i) => ({ key: `p${i}`, filter: over(i * 10) }))
    const { id, user } = await workspace(many)
    const leadId = await sendLead(id, { amount: 205 })
    const [run] = (await show(client, leadId, user)).runs
    assert.equal(run.judged, 60)
    assert.deepEqual(
      run.groups.map(({ group: name, total, rows }: any) => [name, total, rows.length]),
      [
        ['asked', 1, 1],
        ['filter', 39, 25],
        ['not_reached', 20, 20],
      ]
    )
    const path = `/leads/${leadId}/verdicts?distribution=${run.id}`
    const rest = await askJson(client, 'get', `${path}&group=filter&offset=25`, user)
    assert.lengthOf(rest.body().rows, 14)
    const found = await askJson(client, 'get', `${path}&search=P59`, user)
    assert.deepEqual(
      found.body().rows.map(({ assignment }: any) => assignment),
      ['p59']
    )
    const targets = await askJson(
      client,
      'get',
      `/leads/${leadId}/targets?distribution=${run.id}&search=p5`,
      user
    )
    assert.lengthOf(targets.body().data, 11)
  })
})
