import { test } from '@japa/runner'
import { type PassedLead, routeStreams, topicOf } from '#insights/traffic/route_streams'
import { accountConfig } from '#distribution/account_config'
import { readTraffic } from '#insights/traffic/read_traffic'
import { rollTraffic } from '#insights/traffic/roll_traffic'
import { store } from '#store/store'
import { base, cookieOf, listen, signIn } from '#tests/functional/insights/support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { childApp } from '#tests/helpers/child_app'
import { DEMO_OWNER } from '#distribution/demo/load_demo'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import { loanBlueprint, sendLead } from '#tests/functional/distribution/support'

const HOUR = 3_600_000

const route = {
  start: 'big',
  nodes: {
    big: {
      type: 'condition',
      rule: { all: [{ field: 'amount', operator: 'greater_than', value: 100 }] },
      ports: { yes: 'best', no: 'rest' },
    },
    best: {
      type: 'offer',
      strategy: { use: 'first_match' },
      assignments: ['a', 'b'],
      ports: { unsold: 'rest' },
    },
    rest: { type: 'stop', status: 'held' },
  },
}

test.group('traffic of a route', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    server.behave(({ path }) => ({ json: { status: path === '/a' ? 'no' : 'ok' } }))
    return () => server.close()
  })
  const world = async () => {
    const account = await makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(server, [{ key: 'a' }, { key: 'b', caps: { total: 2 } }], { route }),
    })
    const { profile } = (await accountConfig(account.id)).profilesByKey.get('loans')!
    return { account, profileId: profile.id }
  }

  test('counts what went where, in what is added up and in what came since, once each', async ({
    assert,
    client,
  }) => {
    const { account, profileId } = await world()
    for (const amount of [500, 500, 500, 5]) await sendLead(account.id, { amount })
    await sendLead(account.id, { amount: 500 }, { test: true })
    const user = await makeUser(account.id)
    const ask = async () => {
      const answer = await askJson(client, 'get', '/profiles/loans/traffic?period=today', user)
      answer.assertStatus(200)
      return answer.body()
    }
    const first = await ask()
    assert.equal(first.leads, 4)
    assert.deepEqual(first.nodes, {
      big: { count: 4, share: 1, held: 0, errors: 0 },
      best: { count: 3, share: 0.75, held: 0, errors: 0 },
      rest: { count: 2, share: 0.5, held: 2, errors: 0 },
    })
    assert.deepEqual(first.edges, {
      'big:yes': { count: 3, share: 0.75 },
      'big:no': { count: 1, share: 0.25 },
      'best:sold': { count: 2, share: 0.6667 },
      'best:unsold': { count: 1, share: 0.3333 },
    })
    assert.deepEqual(first.offers, {
      best: {
        a: { offered: 3, sold: 0, revenue: { amount: '0.00', currency: 'EUR' } },
        b: { offered: 2, sold: 2, revenue: { amount: '20.00', currency: 'EUR' } },
      },
    })
    assert.deepEqual(first.versions, [1])
    assert.isTrue(first.complete)

    // Added up, it is the same; and what comes after it is counted beside.
    while (await rollTraffic(Date.now() + HOUR));
    const rows = await store.all('select count(*) as n from traffic where account_id = ?', [
      account.id,
    ])
    assert.isAbove(Number(rows[0].n), 0)
    const same = await ask()
    assert.deepEqual({ ...same, upto: null }, { ...first, upto: null })
    const zone = { timeZone: 'UTC', currency: 'EUR' }
    const of = { account: { id: account.id, ...zone }, profileId }
    const year = { ...of, from: '2020-01-01', to: '2020-12-31', version: null }
    assert.equal((await readTraffic(year, Date.now())).leads, 0)
    const other = { ...of, from: '2020-01-01', to: '2100-12-31', version: 7 }
    const none = await readTraffic(other, Date.now())
    assert.equal(none.leads, 0)
    assert.deepEqual(none.versions, [1])
  })

  test('another account’s profile is not there', async ({ client }) => {
    await world()
    const stranger = await makeUser((await makeAccount()).id)
    ;(await askJson(client, 'get', '/profiles/nowhere/traffic', stranger)).assertStatus(404)
    ;(await askJson(client, 'get', '/profiles/nowhere/live', stranger)).assertStatus(404)
  })

  test('tells each lead’s way as its run ends, to all who look, and ends with the process', async ({
    assert,
  }) => {
    const { account, profileId } = await world()
    const user = await makeUser(account.id)
    const cookie = await cookieOf(user)
    const tabs = await Promise.all(
      [1, 2].map(() => listen(`${base()}/profiles/loans/live`, cookie))
    )
    assert.equal(routeStreams.readers(topicOf(account.id, profileId)), 2)
    const leadId = await sendLead(account.id, { amount: 500 })
    for (const tab of tabs) {
      await tab.until(() => tab.messages.length > 0)
      const [passed] = tab.messages[0].leads as PassedLead[]
      assert.equal(passed.lead, leadId)
      assert.deepEqual(passed.path, [
        { node: 'big', port: 'yes' },
        { node: 'best', port: 'sold' },
      ])
      assert.deepEqual(passed.offers, { best: { offered: ['a', 'b'], sold: ['b'] } })
      assert.equal(passed.status, 'sold')
      assert.notInclude(JSON.stringify(tab.messages), '@example.org')
      await tab.leave()
    }
    await tabs[0].until(() => routeStreams.readers(topicOf(account.id, profileId)) === 0)
  })

  test('a process that is asked to end ends its streams first, and does so at once', async ({
    assert,
  }) => {
    const app = await childApp({ DEMO: 'true' })
    try {
      await app.ace('migration:run', '--force')
      const said = await app.ace('demo:load')
      const password = /password[ :]+(\S+)/i.exec(said)![1]
      await app.start()
      const cookie = await signIn(app.url, DEMO_OWNER, password)
      const tab = await listen(`${app.url}/profiles/solar-germany/live`, cookie)
      assert.equal(tab.answer.status, 200)
      const began = Date.now()
      await app.kill('SIGTERM')
      await tab.until(() => tab.hasEnded())
      assert.isTrue(tab.hasEnded())
      assert.isBelow(Date.now() - began, 8_000)
    } finally {
      await app.close()
    }
  })
})
