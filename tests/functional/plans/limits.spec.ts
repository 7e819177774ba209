import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { advanceSubscriptions } from '#accounts/plans/advance'
import { loadSubscription } from '#accounts/plans/repository'
import { subscribe } from '#accounts/plans/subscribe'
import { inviteToTeam } from '#accounts/team/invitations'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { someValues, startEngine } from '#tests/helpers/make_account'
import { makeAgency, makeClient } from '#tests/functional/plans/support'

const DAY = 86_400_000
const post = (client: ApiClient, token: string, more: object = {}) =>
  client
    .post('/api/v1/leads')
    .bearerToken(token)
    .json({ entity: 'solar', values: someValues(), ...more })

test.group('Plans | at the limit', (group) => {
  let agency: Account
  group.setup(async () => {
    await startEngine()
    agency = await makeAgency()
  })

  test('stop: what the plan includes is taken, then no more, and nothing is stored', async ({
    assert,
    client,
  }) => {
    const account = await makeClient(agency, 'small')
    const first = someValues()
    const sent = { values: first }
    for (const values of [first, someValues(), someValues()])
      (await post(client, account.token, { values })).assertStatus(201)
    const refused = await post(client, account.token)
    refused.assertStatus(402)
    assert.match(refused.body().type, /\/problems\/plan-limit$/)
    assert.equal(refused.body().reason, 'plan_limit')
    // A duplicate is no further lead, and a test counts nowhere.
    ;(await post(client, account.token, sent)).assertStatus(200)
    ;(await post(client, account.token, { test: true })).assertStatus(201)
    const [{ n }] = await db
      .from('leads')
      .where({ account_id: account.id, test: false })
      .count('* as n')
    assert.equal(Number(n), 3)
  })

  test('a lead that was accepted is answered the same when it is sent again at the limit', async ({
    assert,
    client,
  }) => {
    const account = await makeClient(agency, 'small')
    const body = { entity: 'solar', values: someValues() }
    const keyed = () =>
      client
        .post('/api/v1/leads')
        .bearerToken(account.token)
        .header('Idempotency-Key', `k-${account.key}`)
        .json(body)
    const first = await keyed()
    first.assertStatus(201)
    for (let i = 0; i < 2; i++) (await post(client, account.token)).assertStatus(201)
    ;(await post(client, account.token)).assertStatus(402)
    const again = await keyed()
    again.assertStatus(201)
    assert.equal(again.body().id, first.body().id)
  })

  test('stop: rows of one request get in as far as there is room', async ({ assert, client }) => {
    const account = await makeClient(agency, 'small')
    const answer = await client
      .post('/api/v1/leads/bulk')
      .bearerToken(account.token)
      .json({ entity: 'solar', leads: Array.from({ length: 5 }, () => someValues()) })
    answer.assertStatus(200)
    assert.equal(answer.body().created, 3)
    assert.equal(answer.body().refused, 2)
    assert.equal(answer.body().results[4].errors[0].rule, 'plan_limit')
  })

  test('overage and warn: leads go on', async ({ client }) => {
    for (const plan of ['large', 'free']) {
      const account = await makeClient(agency, plan)
      for (let i = 0; i < 7; i++) (await post(client, account.token)).assertStatus(201)
    }
  })

  test('a larger plan lets leads in at once', async ({ assert, client }) => {
    const account = await makeClient(agency, 'small', Date.now() - 20 * DAY)
    await subscribe(account.id, 'small', { actor: null, now: Date.now() - 20 * DAY })
    await advanceSubscriptions(Date.now())
    assert.equal((await loadSubscription(account.id))!.status, 'active')
    for (let i = 0; i < 3; i++) (await post(client, account.token)).assertStatus(201)
    ;(await post(client, account.token)).assertStatus(402)
    const taken = await subscribe(account.id, 'large', { actor: null, now: Date.now() })
    assert.deepEqual(taken, { ok: true, value: 'now' })
    ;(await post(client, account.token)).assertStatus(201)
    assert.equal((await loadSubscription(account.id))!.segments.length, 2)
    // Back to the smaller one: with the next period.
    const back = await subscribe(account.id, 'small', { actor: null, now: Date.now() })
    assert.deepEqual(back, { ok: true, value: 'later' })
    ;(await post(client, account.token)).assertStatus(201)
  })

  test('a trial that is over takes nothing in, shows everything, and a plan opens it again', async ({
    assert,
    client,
  }) => {
    const account = await makeClient(agency, 'small', Date.now() - 9 * DAY)
    const refused = await post(client, account.token)
    refused.assertStatus(402)
    assert.match(refused.body().type, /\/problems\/plan-ended$/)
    assert.equal(refused.body().reason, 'trial_ended')
    await advanceSubscriptions(Date.now())
    assert.equal((await loadSubscription(account.id))!.status, 'ended')
    ;(await post(client, account.token, { test: true })).assertStatus(402)
    ;(await client.get('/api/v1/leads').bearerToken(account.token)).assertStatus(200)
    // There is one trial.
    const taken = await subscribe(account.id, 'small', { actor: null, now: Date.now() })
    assert.deepEqual(taken, { ok: true, value: 'now' })
    ;(await post(client, account.token)).assertStatus(201)
  })

  test('an account without a plan is metered by nobody', async ({ client }) => {
    const account = await makeClient(agency, null)
    for (let i = 0; i < 5; i++) (await post(client, account.token)).assertStatus(201)
  })
})

test.group('Plans | places', (group) => {
  let agency: Account
  group.setup(async () => {
    agency = await makeAgency()
  })
  const partner = (key: string) => ({ sluice: 1, partners: [{ key, name: key }] })

  test('one more than the plan has room for is refused by its field, what is there stays', async ({
    assert,
    client,
  }) => {
    const account = await makeClient(agency, 'small')
    assert.isTrue((await applyBlueprint(account.id, partner('third'), { actor: null })).ok)
    const refused = await applyBlueprint(account.id, partner('fourth'), { actor: null })
    assert.deepEqual(!refused.ok && refused.problem, [
      {
        field: 'partners[0].key',
        rule: 'plan_limit',
        message:
          'The plan "Small" has room for 3 partners; a larger one can be chosen under Settings, Plan',
      },
    ])
    const dry = await applyBlueprint(account.id, partner('fourth'), { actor: null, dryRun: true })
    assert.isFalse(dry.ok)
    const answer = await client
      .post('/api/v1/partners')
      .bearerToken(account.token)
      .json({ key: 'fourth', name: 'Fourth' })
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'key')
    const changed = await client
      .patch('/api/v1/partners/third')
      .bearerToken(account.token)
      .json({ name: 'The third' })
    changed.assertStatus(200)
  })

  test('somebody invited holds a place', async ({ assert }) => {
    const { id } = await makeClient(agency, 'small')
    const account = (await loadAccount(id))!
    const asking = { actor: 'user:a@b.example', role: 'owner' as const }
    const invite = (email: string) =>
      inviteToTeam(account, { email, role: 'viewer' }, asking, Date.now())
    assert.isTrue((await invite('one@b.example')).ok)
    const full = await invite('two@b.example')
    assert.deepEqual(!full.ok && full.problem, { plan: 'Small', most: 1, used: 1 })
  })
})
