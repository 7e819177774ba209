import { test } from '@japa/runner'
import type { Account } from '#accounts/types'
import { apply, newAccount } from '#tests/functional/blueprint/new_account'
import { loanBlueprint, sendLead } from '#tests/functional/distribution/support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { dumpTables } from '#tests/helpers/dump_tables'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'

const big = { field: 'amount', operator: 'greater_than', value: 1000 }
const route = (first: string[]) => ({
  start: 'big',
  nodes: {
    big: { type: 'condition', rule: big, ports: { yes: 'rich', no: 'rest' } },
    rich: {
      type: 'offer',
      strategy: { use: 'first_match' },
      assignments: first,
      ports: { unsold: 'rest' },
    },
    rest: { type: 'offer', strategy: { use: 'send_to_all' }, assignments: ['two', 'three'] },
  },
})
const schedule = { time_zone: 'Europe/Berlin', hours: { 'mon-fri': ['08:00-18:00'] } }

async function house(server: PartnerServer) {
  const account: Account = await newAccount({ country: 'DE', timeZone: 'Europe/Berlin' })
  const form = loanBlueprint(
    server,
    [
      { key: 'one', price: '25.00', caps: { day: 1 } },
      { key: 'two', filter: { field: 'amount', operator: 'less_than', value: 500 } },
      { key: 'three', schedule },
    ],
    { route: route(['one']) }
  )
  await apply(account, form)
  return { account, user: await makeUser(account.id, 'operator'), profile: form.profiles[0] }
}

/** All but who is signed in and when they were seen, and which processes live. */
const stored = async (accountId: string) =>
  (await dumpTables(accountId)).filter(
    (line) => !/^(user_sessions|memberships|workers) /.test(line)
  )

test.group('A lead simulated on a page', (group) => {
  let server: PartnerServer
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('nothing is sent, stored or counted, whatever the draft on the screen says', async ({
    client,
    assert,
  }) => {
    const { account, user, profile } = await house(server)
    const lead = await sendLead(account.id, { amount: 100 })
    const sent = server.journal.length
    const before = await stored(account.id)
    for (const wish of [{ values: { amount: 5000 } }, { lead }, {}]) {
      const answer = await askJson(client, 'post', '/profiles/loans/simulate', user, {
        ...wish,
        route: { ...profile, price: '12.00', route: route(['one', 'three']) },
      })
      answer.assertStatus(200)
    }
    assert.deepEqual(await stored(account.id), before)
    assert.lengthOf(server.journal, sent)
  })

  test('the unsaved draft decides: its path, its price, its verdicts', async ({
    client,
    assert,
  }) => {
    const { user, profile } = await house(server)
    const ask = async (body: object) => {
      const answer = await askJson(client, 'post', '/profiles/loans/simulate', user, {
        values: { amount: 5000 },
        at: '2026-11-25T11:00:00Z',
        ...body,
      })
      answer.assertStatus(200)
      return answer.body()
    }
    const live = await ask({})
    assert.deepEqual(
      live.path.map(({ node, port }: { node: string; port: string }) => [node, port]),
      [
        ['big', 'yes'],
        ['rich', 'sold'],
      ]
    )
    assert.equal(live.revenue.amount, '25.00')
    const assignments = profile.assignments.map((one: { key: string }) =>
      one.key === 'one' ? { ...one, price: '40.00' } : one
    )
    const draft = await ask({ route: { ...profile, assignments } })
    assert.equal(draft.revenue.amount, '40.00')
    assert.deepEqual(draft.offers, [
      { node: 'rich', partner: 'one', assignment: 'one', price: '40.00', channel: 'webhook' },
    ])
    assert.equal(draft.names.one, 'one')
    assert.deepEqual(draft.missing, ['email'])
    const stop = { start: 'end', nodes: { end: { type: 'stop', status: 'held', reason: 'look' } } }
    const held = await ask({ route: { ...profile, route: stop } })
    assert.equal(held.status, 'held')
  })

  test('each assignment says why: the condition, the cap of now, the hours of that moment', async ({
    client,
    assert,
  }) => {
    const { account, user } = await house(server)
    const rowsOf = async (body: object) => {
      const answer = await askJson(client, 'post', '/profiles/loans/simulate', user, body)
      answer.assertStatus(200)
      const rows = answer.body().groups.flatMap((one: { rows: object[] }) => one.rows)
      return Object.fromEntries(rows.map((row: { assignment: string }) => [row.assignment, row]))
    }
    // A Sunday: nobody opens before Monday, 08:00 in Berlin.
    const sunday = await rowsOf({ values: { amount: 900 }, at: '2026-11-22T12:00:00Z' })
    assert.equal(sunday.two.detail.kind, 'filter')
    assert.equal(sunday.two.detail.ways[0][0].condition.actual, 900)
    assert.deepEqual(sunday.three.detail, {
      kind: 'schedule',
      opens_at: '2026-11-23T07:00:00.000Z',
      time_zone: 'Europe/Berlin',
    })
    assert.equal(sunday.one.detail.kind, 'not_reached')
    await sendLead(account.id, { amount: 5000 })
    const full = await rowsOf({ values: { amount: 5000 } })
    assert.equal(full.one.detail.kind, 'cap')
    assert.equal(full.one.detail.cap.used, 1)
    const found = await askJson(client, 'post', '/profiles/loans/simulate', user, {
      values: { amount: 5000 },
      search: 'TWO',
    })
    assert.deepEqual(
      found.body().found.rows.map((row: { assignment: string }) => row.assignment),
      ['two']
    )
  })

  test('a stored lead keeps what it is and who has it; encrypted values never come out', async ({
    client,
    assert,
  }) => {
    const { account, user, profile } = await house(server)
    const lead = await sendLead(account.id, { amount: 5000, ssn: '987-65-4321' })
    const leak = {
      start: 'copy',
      nodes: {
        copy: {
          type: 'transform',
          code: 'export default (lead) => ({ ...lead, email: "987.65.4321 " + lead.ssn })',
          ports: { out: 'ask' },
        },
        ask: {
          type: 'condition',
          rule: { field: 'email', operator: 'equals', value: 'x' },
          ports: { yes: 'rich', no: 'rich' },
        },
        rich: { type: 'offer', strategy: { use: 'first_match' }, assignments: ['one'] },
      },
    }
    const answer = await askJson(client, 'post', '/profiles/loans/simulate', user, {
      lead,
      route: { ...profile, route: leak },
    })
    answer.assertStatus(200)
    assert.equal(answer.body().lead.kind, 'stored')
    assert.notMatch(JSON.stringify(answer.body()), /987.?65.?4321/)
    const row = answer
      .body()
      .groups.flatMap((one: { rows: { assignment: string; reason: string }[] }) => one.rows)
      .find((one: { assignment: string }) => one.assignment === 'one')
    assert.include(['duplicate', 'cap'], row.reason)
  })

  test('what is wrong with the draft or the lead is told at its place; reading is not enough', async ({
    client,
    assert,
  }) => {
    const { account, user, profile } = await house(server)
    const broken = route(['one'])
    broken.nodes.big.ports.no = 'nowhere'
    const wrong = await askJson(client, 'post', '/profiles/loans/simulate', user, {
      route: { ...profile, route: broken },
    })
    wrong.assertStatus(422)
    assert.match(wrong.body().errors[0].field, /^route\.nodes\.big/)
    const lead = await askJson(client, 'post', '/profiles/loans/simulate', user, {
      values: { amount: 'many' },
    })
    lead.assertStatus(422)
    assert.equal(lead.body().errors[0].field, 'values.amount')
    const viewer = await makeUser(account.id, 'viewer')
    ;(await askJson(client, 'post', '/profiles/loans/simulate', viewer, {})).assertStatus(403)
    ;(await askJson(client, 'post', '/profiles/none/simulate', user, {})).assertStatus(404)
  })
})
