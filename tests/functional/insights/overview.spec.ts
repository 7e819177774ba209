import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { distribute } from '#distribution/distribute_by_hand'
import { engine } from '#distribution/engine'
import { choosePeriod } from '#insights/choose_period'
import { SETTLE_MS, rollUp } from '#insights/figures/roll_up'
import { findAttention } from '#insights/find_attention'
import { loadOverview } from '#insights/overview'
import { reportRevenue } from '#insights/report_revenue'
import { store } from '#store/store'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { leadOf, loanBlueprint, sendLead } from '#tests/functional/distribution/support'

/** Adds everything up that is there, as if it had settled. */
async function addUp() {
  await pause(5)
  while (await rollUp(Date.now() + SETTLE_MS));
}

test.group('Overview', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  // A zone in which it is about noon: no test is run across its midnight.
  const ahead = 12 - new Date().getUTCHours()
  const timeZone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`

  const small = (profile = {}, partners = {}) =>
    makeAccount({
      currency: 'EUR',
      timeZone,
      blueprint: loanBlueprint(server, [{ key: 'first' }, { key: 'second' }], profile, partners),
    })
  const today = async (id: string) => {
    const account = (await loadAccount(id))!
    return loadOverview(account, choosePeriod({}, account.timeZone, Date.now()))
  }

  test('says the same of leads and money before and after it was added up', async ({ assert }) => {
    const { id } = await small()
    const other = await small()
    await sendLead(other.id)
    const sold = await leadOf(id, await sendLead(id))
    const cancelled = await leadOf(id, await sendLead(id))
    server.behave(() => ({ json: { status: 'no', reason: 'full' } }))
    const again = await sendLead(id)
    await sendLead(id)
    await sendLead(id, {}, { test: true })
    await cancelDelivery(id, cancelled.distributions[0].deliveries[0].id, {
      reason: 'invalid_phone',
      note: null,
      actor: null,
    })

    const fresh = await today(id)
    await addUp()
    assert.deepEqual((await today(id)).now, fresh.now)
    assert.deepInclude(fresh.now, { leads: 4, sold: 2, unsold: 2, held: 0, underWay: 0 })
    assert.deepInclude(fresh.now, { sales: 2, cancellations: 1 })
    assert.deepEqual(fresh.now.gross, { amount: '20.00', currency: 'EUR' })
    assert.deepEqual(fresh.now.reversed, { amount: '10.00', currency: 'EUR' })
    assert.deepEqual(fresh.now.net, { amount: '10.00', currency: 'EUR' })

    // A lead nobody took is sold later: it leaves its old place and is counted in the new one.
    server.behave(() => ({ json: { status: 'ok' } }))
    const made = await distribute(id, again, 'loans', 'manual')
    assert.isTrue(made.ok)
    await engine.waitForLead(id, again, 10_000)
    await addUp()
    assert.deepInclude((await today(id)).now, { leads: 4, sold: 3, unsold: 1 })
    assert.equal(sold.status, 'sold')
  })

  test('agrees with the leads and the ledger themselves', async ({ assert }) => {
    const { id } = await small()
    let n = 0
    server.behave(({ path }) =>
      n++ % 3 === 0 || path.endsWith('second')
        ? { json: { status: n % 2 ? 'ok' : 'no', price: '12.35' } }
        : { json: { status: 'no' } }
    )
    for (let i = 0; i < 12; i++) {
      await sendLead(id)
      if (i === 6) await addUp()
    }
    const account = (await loadAccount(id))!
    const overview = await today(id)
    const leads = await store.all(
      'select status, count(*) as n from leads where account_id = ? group by status',
      [id]
    )
    const count = (status: string) => Number(leads.find((row) => row.status === status)?.n ?? 0)
    assert.deepInclude(overview.now, { sold: count('sold'), unsold: count('unsold') })

    for (const by of ['partner', 'profile', 'source', 'day'] as const) {
      const report = await reportRevenue(account, {
        from: overview.period.current.from,
        to: overview.period.current.to,
        group_by: by,
      })
      assert.deepEqual(report.total.net, overview.now.net)
      assert.equal(report.total.delivered, overview.now.sales)
      if (by === 'day') continue
      const shares = overview[`${by}s`].filter((one) => one.sales)
      assert.sameDeepMembers(
        report.data.map((line) => [line.key ?? '', line.delivered, line.net]),
        shares.map((one) => [one.key, one.sales, one.net])
      )
    }
  })

  test('the period before is cut at the same time of day', async ({ assert }) => {
    const { id } = await small()
    for (let i = 0; i < 3; i++) await sendLead(id)
    await addUp()
    const account = (await loadAccount(id))!
    // Seen from tomorrow at this time, today's leads are those of the period before; an hour earlier they were not yet.
    const tomorrow = Date.now() + 86_400_000
    const at = async (now: number) => loadOverview(account, choosePeriod({}, account.timeZone, now))
    const later = await at(tomorrow + 1000)
    assert.deepInclude(later.before, { leads: 3, sold: 3 })
    assert.equal(later.before.net.amount, '30.00')
    const earlier = await at(tomorrow - 3_600_000)
    assert.deepInclude(earlier.before, { leads: 0, sold: 0 })
  })

  test('two processes that add up at once count nothing twice', async ({ assert }) => {
    const { id } = await small()
    for (let i = 0; i < 5; i++) await sendLead(id)
    await pause(5)
    const now = Date.now() + SETTLE_MS
    await Promise.all([rollUp(now), rollUp(now), rollUp(now)])
    await addUp()
    const [{ n }] = await db
      .from('figures')
      .where({ account_id: id, dimension: 'hour' })
      .sum('leads as n')
    assert.equal(Number(n), 5)
  })

  test('names caps that are nearly used up, and held leads', async ({ assert }) => {
    const { id } = await small({}, { first: { caps: { day: 2, month: 100 } } })
    await sendLead(id)
    await sendLead(id)
    const account = (await loadAccount(id))!
    const { caps, held } = await findAttention(account, Date.now())
    assert.lengthOf(caps, 1)
    assert.deepInclude(caps[0], {
      partner: { key: 'first', name: 'first' },
      window: 'day',
      used: 2,
      limit: 2,
      share: 1,
      timeZone: 'Europe/Berlin',
    })
    assert.equal(held.count, 0)
    await db.from('leads').where('account_id', id).update({ status: 'held' })
    assert.equal((await findAttention(account, Date.now())).held.count, 2)
  })

  test('an endpoint that was disabled is enabled by somebody who may, once', async ({
    client,
    assert,
  }) => {
    const { id } = await small()
    server.behave(() => ({ status: 410, json: {} }))
    await sendLead(id)
    const account = (await loadAccount(id))!
    const disabled = async () =>
      (await findAttention(account, Date.now())).endpoints.filter((one) => one.state === 'disabled')
    const endpoint = (await disabled()).find((one) => one.partner.key === 'first')!
    const path = `/overview/endpoints/${endpoint.assignmentId}/enable`

    const viewer = await makeUser(id, 'viewer')
    ;(await askJson(client, 'post', path, viewer)).assertStatus(403)
    const stranger = await makeUser((await small()).id)
    ;(await askJson(client, 'post', path, stranger)).assertStatus(404)
    const operator = await makeUser(id, 'operator')
    ;(await askJson(client, 'post', path, operator)).assertStatus(204)
    assert.notInclude(
      (await disabled()).map((one) => one.assignmentId),
      endpoint.assignmentId
    )
    const [said] = await store.all(
      `select actor from events where account_id = ? and type = 'endpoint.enabled'`,
      [id]
    )
    assert.equal(said.actor, `user:${operator.email}`)
    ;(await askJson(client, 'post', path, operator)).assertStatus(404)

    server.behave(() => ({ json: { status: 'ok' } }))
    const sold = await leadOf(id, await sendLead(id))
    assert.equal(sold.distributions[0].deliveries[0].assignment, 'first')
  })

  test('the page has it for the period asked for, and for today when it cannot be read', async ({
    client,
    assert,
  }) => {
    const { id } = await small()
    await sendLead(id)
    const user = await makeUser(id)
    const page = await getPage(client, '/overview?period=7d', user)
    assert.equal(page.inertiaProps.overview.period.choice, '7d')
    assert.equal(page.inertiaProps.overview.now.leads, 1)
    assert.lengthOf(page.inertiaProps.latest, 1)
    const odd = await getPage(client, '/overview?period=custom&from=2026-02-31&to=x', user)
    assert.equal(odd.inertiaProps.overview.period.choice, 'today')
  })
})
