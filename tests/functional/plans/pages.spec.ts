import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { loadSubscription, planSettings } from '#accounts/plans/repository'
import { subscribeNew } from '#accounts/plans/subscribe'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { tellPlans } from '#notifications/trail/watch_plans'
import { insider } from '#tests/functional/accounts/support/team'
import { addUp, makeAgency, makeClient, pastLeads } from '#tests/functional/plans/support'
import { someValues, startEngine } from '#tests/helpers/make_account'

const DAY = 86_400_000

test.group('Plans | pages', (group) => {
  let agency: Account
  group.setup(async () => {
    await startEngine()
    agency = await makeAgency()
  })

  test('the page of a plan says what is used, what follows, and takes another', async ({
    assert,
    client,
  }) => {
    const account = await makeClient(agency, 'small')
    const { visitor } = await insider(account.id, 'finance')
    for (let i = 0; i < 2; i++)
      await client
        .post('/api/v1/leads')
        .bearerToken(account.token)
        .json({ entity: 'solar', values: someValues() })
    const { props } = await visitor.page('/settings/plan')
    assert.equal(props.subscription.status, 'trialing')
    assert.equal(props.subscription.days_left, 7)
    assert.deepEqual([props.use.leads, props.use.included], [2, 3])
    assert.isNull(props.use.cost)
    assert.deepEqual(
      props.places.map(({ what, used, most }: any) => [what, used, most]),
      [
        ['entities', 1, 2],
        ['members', 1, 1],
        ['partners', 2, 3],
      ]
    )
    const offers = Object.fromEntries(props.plans.map((one: any) => [one.key, one.begins]))
    assert.equal(offers.large, 'later')
    const taken = await visitor.json('POST', '/settings/plan', { plan: 'large', at_once: false })
    assert.deepEqual(taken.body, { begins: 'later' })
    const after = await visitor.page('/settings/plan')
    assert.equal(after.props.subscription.next, 'Large')
    const now = await visitor.json('POST', '/settings/plan', { plan: 'large', at_once: true })
    assert.deepEqual(now.body, { begins: 'now' })
    const active = await visitor.page('/settings/plan')
    assert.equal(active.props.subscription.status, 'active')
    assert.equal(active.props.use.cost.now.total.amount, '90.00')
    const unknown = await visitor.json('POST', '/settings/plan', { plan: 'none' })
    assert.equal(unknown.status, 422)
    const ended = await visitor.json('POST', '/settings/plan/end', { ends: true })
    assert.equal(ended.status, 204)
    assert.isTrue((await loadSubscription(account.id))!.ends)
  })

  test('the line of a trial tells how far things are', async ({ assert }) => {
    const account = await makeClient(agency, 'small')
    const { visitor } = await insider(account.id, 'owner')
    const { props } = await visitor.page('/settings/profile')
    assert.deepEqual(props.plan, {
      offered: true,
      trial: {
        ...{ days_left: 7, stopped: false, chosen: false },
        steps: { entity: true, partner: true, live: true, lead: false },
      },
    })
  })

  test('an agency sells its own plans, to its own clients alone', async ({ assert }) => {
    const { visitor } = await insider(agency.id, 'admin')
    const mine = await makeClient(agency, null)
    const other = await makeAgency()
    const theirs = await makeClient(other, null)
    const plan = { key: 'extra', name: 'Extra', price: '10', trial_days: 0, at_limit: 'warn' }
    assert.equal((await visitor.json('POST', '/agency/plans/items', plan)).status, 204)
    const again = await visitor.json('POST', '/agency/plans/items', plan)
    assert.equal(again.body.errors[0].rule, 'taken')
    const wrong = { ...plan, key: 'wrong', at_limit: 'overage' }
    const refused = await visitor.json('POST', '/agency/plans/items', wrong)
    assert.deepEqual(
      refused.body.errors.map(({ field }: any) => field),
      ['included', 'overage']
    )
    const put = (id: string) =>
      visitor.json('POST', `/agency/plans/accounts/${id}`, { plan: 'extra' })
    assert.equal((await put(mine.id)).status, 200)
    assert.equal((await put(theirs.id)).status, 404)
    const { props } = await visitor.page('/agency/plans')
    const names = props.subscribers.map(({ key }: any) => key)
    assert.include(names, mine.key)
    assert.notInclude(names, theirs.key)
    const archived = await visitor.json('POST', '/agency/plans/items/extra/archive', {
      archived: true,
    })
    assert.equal(archived.status, 204)
    const gone = await makeClient(agency, null)
    assert.equal((await put(gone.id)).status, 422)
    // Who is on it stays.
    assert.equal((await loadSubscription(mine.id))!.status, 'active')
  })

  test('new accounts begin on the default plan, where plans are sold', async ({ assert }) => {
    await db.from('plan_settings').where('seller', agency.id).update({ default_plan: 'small' })
    const begin = async (id: string) => {
      const account = (await loadAccount(id))!
      await db.transaction((trx) => subscribeNew(trx, account, { actor: null, now: Date.now() }))
      return loadSubscription(id)
    }
    const first = await makeClient(agency, null)
    assert.equal((await begin(first.id))!.status, 'trialing')
    assert.isNull(await begin(agency.id))
    await db.from('plan_settings').where('seller', agency.id).update({ enabled: false })
    const second = await makeClient(agency, null)
    assert.isNull(await begin(second.id))
    await db.from('plan_settings').where('seller', agency.id).update({ enabled: true })
    assert.isTrue((await planSettings(agency.id))!.enabled)
  })
})

test.group('Plans | what people are told', () => {
  const told = async (accountId: string) => {
    const rows = await db.from('notices').where('account_id', accountId).orderBy('id')
    return rows.map(({ kind, data }) => [kind, JSON.parse(data)])
  }

  test('a trial that ends: three days before, one, and when it is over, each once', async ({
    assert,
  }) => {
    const agency = await makeAgency()
    const account = await makeClient(agency, 'small')
    const { endsAt } = (await loadSubscription(account.id))!
    for (const days of [4, 3, 3, 2, 1, 1, 0, -1]) await tellPlans(endsAt - days * DAY - DAY / 2)
    const days = (await told(account.id)).map(([kind, data]) => [kind, data.days])
    assert.deepEqual(days, [
      ['trial_ending', 3],
      ['trial_ending', 1],
      ['trial_ending', 0],
    ])
  })

  test('leads that are used: at 80 % and at all of them, each once a period', async ({
    assert,
  }) => {
    const agency = await makeAgency()
    const since = Date.now() - 7_200_000
    const counts = { 3: [], 4: [[4, false]], 5: [[5, true]] }
    const accounts = new Map<string, unknown>()
    for (const [leads, expected] of Object.entries(counts)) {
      const { id } = await makeClient(agency, 'large', Date.now() - DAY)
      accounts.set(id, expected)
      await pastLeads(
        id,
        Array.from({ length: Number(leads) }, (_, i) => since + i)
      )
    }
    await addUp(Date.now())
    for (let i = 0; i < 2; i++) await tellPlans(Date.now())
    for (const [id, expected] of accounts)
      assert.deepEqual(
        (await told(id)).map(([, { used, reached }]) => [used, reached]),
        expected
      )
  })
})
