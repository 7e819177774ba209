import { test } from '@japa/runner'
import { setTimeout as pause } from 'node:timers/promises'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import {
  type TestAccount,
  SMALL_BLUEPRINT,
  makeAccount,
  someValues,
} from '#tests/helpers/make_account'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

/** The usual account, with a profile that sells by hand what did not sell by itself. */
const BLUEPRINT = {
  ...SMALL_BLUEPRINT,
  profiles: [
    ...SMALL_BLUEPRINT.profiles,
    {
      ...SMALL_BLUEPRINT.profiles[0],
      key: 'second-try',
      name: 'Second try',
      trigger: 'manual',
      filter: { all: [] },
      assignments: [
        {
          key: 'sunco-rest',
          partner: 'sunco',
          price: '5.00',
          delivery: { use: 'portal', accept_reject: false },
        },
      ],
    },
  ],
}

const send = async (account: TestAccount, values: object = {}, more: object = {}) => {
  const body = { entity: 'solar', values: someValues(values as never), ...more }
  const answer = await as(account.token).post('/leads', body, { prefer: 'wait=5' })
  return answer.body.id as string
}

const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id)
const query = (params: Record<string, string>) => new URLSearchParams(params).toString()

test.group('pages: list of leads', () => {
  test('the page comes with its leads, newest first, and says how many over which time', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const user = await makeUser(account.id, 'viewer')
    const sold = await send(account, { email: `ann-${account.key}@mail.example` })
    const unsold = await send(account, { state: 'TX' }, { source: 'google' })
    const props = (await getPage(client, '/leads', user)).inertiaProps
    assert.deepEqual(ids(props.page), [unsold, sold])
    const [, row] = props.page.data
    assert.equal(row.title, `ann-${account.key}@mail.example`)
    assert.deepEqual(row.partners, ['SunCo'])
    assert.deepEqual(row.revenue, { amount: '25.00', currency: 'USD' })
    assert.deepEqual(props.page.meta.count, { n: 2, exact: true })
    assert.isString(props.page.meta.since)
    assert.isNull(props.page.meta.searched_back_to)
    assert.deepEqual(
      props.choices.profiles.map((one: { key: string }) => one.key),
      ['solar-us']
    )
  })

  test('it filters by status, words, time, test and a rule, and goes on page by page', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const user = await makeUser(account.id)
    const a = await send(account, { monthly_bill: 150, phone: '+1 415 555 0132' })
    const b = await send(account, { monthly_bill: 400, state: 'AZ' })
    const c = await send(account, { state: 'TX' }, { test: true })
    const search = async (params: Record<string, string>) =>
      (await askJson(client, 'get', `/leads/search?${query(params)}`, user)).body()
    assert.deepEqual(ids(await search({ status: 'sold' })), [b, a])
    assert.deepEqual(ids(await search({ status: 'unsold,held' })), [c])
    assert.deepEqual(ids(await search({ test: 'true' })), [c])
    assert.deepEqual(ids(await search({ period: 'today', sort: 'oldest' })), [a, b, c])
    assert.deepEqual(ids(await search({ period: 'yesterday' })), [])
    assert.deepEqual(ids(await search({ q: '(415) 555-01' })), [a])
    assert.deepEqual(ids(await search({ q: b })), [b])
    const rule = { field: 'monthly_bill', operator: 'between', value: [100, 200] }
    assert.deepEqual(ids(await search({ entity: 'solar', rule: JSON.stringify(rule) })), [a])
    const first = await search({ limit: '2' })
    assert.deepEqual(ids(first), [c, b])
    const next = await search({ limit: '2', cursor: first.meta.next_cursor })
    assert.deepEqual(ids(next), [a])
    assert.isNull(next.meta.next_cursor)
    const news = await askJson(client, 'get', `/leads/news?${query({ after: a })}`, user)
    assert.deepEqual(news.body(), { n: 2, more: false })
  })

  test('what cannot be asked is said with its place; the page stands all the same', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const user = await makeUser(account.id)
    const rule = JSON.stringify({ all: [{ field: 'ssn', operator: 'contains', value: '1' }] })
    const asked = await askJson(
      client,
      'get',
      `/leads/search?${query({ entity: 'solar', rule })}`,
      user
    )
    asked.assertStatus(422)
    assert.deepEqual(
      asked.body().errors.map((one: { field: string; rule: string }) => [one.field, one.rule]),
      [['rule.all[0].operator', 'encrypted']]
    )
    const page = await getPage(client, `/leads?${query({ entity: 'gone' })}`, user)
    assert.isNull(page.inertiaProps.page)
    assert.equal(page.inertiaProps.problems[0].field, 'entity')
  })

  test('an encrypted value is found by equality and shown to nobody', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const user = await makeUser(account.id)
    const id = await send(account, { ssn: '078-05-1120' })
    await send(account, { ssn: '078-05-1121' })
    const rule = JSON.stringify({ field: 'ssn', operator: 'equals', value: '078-05-1120' })
    const found = await askJson(
      client,
      'get',
      `/leads/search?${query({ entity: 'solar', rule })}`,
      user
    )
    assert.deepEqual(ids(found.body()), [id])
    assert.equal(found.body().data[0].values.ssn, '••••')
    for (const path of [
      `/leads/${id}/brief`,
      '/leads/export?format=jsonl',
      '/leads/pick?entity=solar',
    ]) {
      const answer = await askJson(client, 'get', path, user)
      assert.equal(answer.status(), 200, path)
      assert.notInclude(answer.text(), '078-05', path)
    }
  })

  test('a file holds what the filter finds; no cell of it is a formula', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const user = await makeUser(account.id)
    await send(account, { state: 'TX' })
    const id = await send(account, {}, { source: '=HYPERLINK("http://evil.example")' })
    const params = { format: 'csv', status: 'sold', columns: 'lead.id,lead.source,state' }
    const csv = await askJson(client, 'get', `/leads/export?${query(params)}`, user)
    csv.assertHeader('content-type', 'text/csv; charset=utf-8')
    assert.match(csv.header('content-disposition')!, /attachment; filename="leads-.*\.csv"/)
    assert.equal(
      csv.text(),
      `\ufeff"Lead id","Source","State"\r\n"${id}","'=HYPERLINK(""http://evil.example"")","CA"\r\n`
    )
    await user.merge({ locale: 'de' }).save()
    const german = await askJson(client, 'get', `/leads/export?${query(params)}`, user)
    assert.isTrue(german.text().startsWith('\ufeff"Lead-ID","Quelle","State"\r\n'))
    const lines = await askJson(client, 'get', '/leads/export?format=jsonl&sort=oldest', user)
    const rows = lines
      .text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.equal(rows[1].id, id)
    const viewer = await makeUser(account.id, 'viewer')
    const refused = await askJson(client, 'get', '/leads/export?format=csv', viewer)
    refused.assertStatus(403)
  })

  test('views are a person’s own until they are shared', async ({ client, assert }) => {
    const account = await makeAccount()
    const [ann, bob] = [await makeUser(account.id), await makeUser(account.id, 'viewer')]
    const wish = { name: 'Texas', filter: { status: ['unsold'], q: 'tx' }, sort: 'oldest' }
    const made = await askJson(client, 'post', '/leads/views', ann, {
      ...wish,
      columns: ['lead.status'],
    })
    made.assertStatus(201)
    const { id } = made.body()
    const viewsOf = async (user: typeof ann) =>
      (await getPage(client, '/leads', user)).inertiaProps.views
    assert.deepEqual(await viewsOf(bob), [])
    await askJson(client, 'patch', `/leads/views/${id}`, ann, { shared: true })
    assert.deepEqual(await viewsOf(bob), [
      {
        ...{ ...wish, id, shared: true, own: false, columns: ['lead.status'] },
        ...{ layout: 'table', pipeline: null },
      },
    ])
    for (const [method, path] of [
      ['patch', `/leads/views/${id}`],
      ['delete', `/leads/views/${id}`],
    ] as const) {
      const answer = await askJson(
        client,
        method,
        path,
        bob,
        method === 'patch' ? { name: 'Mine' } : undefined
      )
      answer.assertStatus(404)
    }
    const stranger = await makeUser((await makeAccount()).id)
    const foreign = await askJson(client, 'delete', `/leads/views/${id}`, stranger)
    foreign.assertStatus(404)
    const wrong = await askJson(client, 'post', '/leads/views', ann, {
      ...wish,
      filter: { entity: 'gone' },
    })
    assert.equal(wrong.body().errors[0].field, 'filter.entity')
    const gone = await askJson(client, 'delete', `/leads/views/${id}`, ann)
    gone.assertStatus(204)
    assert.deepEqual(await viewsOf(ann), [])
  })

  test('a profile runs on the chosen leads, and says before how many', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: BLUEPRINT })
    const user = await makeUser(account.id)
    const sold = await send(account)
    const unsold = [await send(account, { state: 'TX' }), await send(account, { state: 'TX' })]
    const body = { profile: 'second-try', ids: [...unsold, sold, 'lead_of_nobody'] }
    const plan = await askJson(client, 'post', '/leads/distribute', user, {
      ...body,
      dry_run: true,
    })
    assert.deepEqual(plan.body(), {
      leads: { n: 3, exact: true },
      sold: { n: 1, exact: true },
      skipped: 1,
    })
    const viewer = await makeUser(account.id, 'viewer')
    const refused = await askJson(client, 'post', '/leads/distribute', viewer, body)
    refused.assertStatus(403)
    const begun = await askJson(client, 'post', '/leads/distribute', user, { ...body, ids: unsold })
    begun.assertStatus(202)
    const job = await ended(() => askJson(client, 'get', '/leads/jobs', user))
    assert.equal(job.status, 'done')
    assert.equal(job.started, 2)
    await statuses(account.id, unsold, 'sold')
  })

  test('a profile runs on everything a filter finds, each lead once, also after a crash', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: BLUEPRINT })
    const user = await makeUser(account.id)
    await send(account)
    const unsold = []
    for (let i = 0; i < 4; i++) unsold.push(await send(account, { state: 'TX' }))
    const body = { profile: 'second-try', filter: { status: ['unsold'] } }
    const plan = await askJson(client, 'post', '/leads/distribute', user, {
      ...body,
      dry_run: true,
    })
    assert.deepEqual(plan.body().leads, { n: 4, exact: true })
    await askJson(client, 'post', '/leads/distribute', user, body)
    await ended(() => askJson(client, 'get', '/leads/jobs', user))
    await statuses(account.id, unsold, 'sold')
    // As if the process had died before it noted what it had begun.
    await store.all(
      `update lead_jobs set status = 'running', after = '', owned_until = 0, ids = ? where account_id = ? returning id`,
      [JSON.stringify(unsold), account.id]
    )
    await jobRunner.pass()
    const runs = await store.all(
      `select count(*) as n from distributions where account_id = ? and trigger = 'manual'`,
      [account.id]
    )
    assert.equal(Number(runs[0].n), 4)
    const foreign = await askJson(client, 'post', '/leads/distribute', user, {
      profile: 'second-try',
      filter: { entity: 'other' },
    })
    foreign.assertStatus(422)
  })

  test('other accounts’ leads are neither listed nor picked nor opened', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const id = await send(account)
    const stranger = await makeUser((await makeAccount()).id)
    for (const path of ['/leads/search', '/leads/pick', `/leads/search?q=${id}`]) {
      const answer = await askJson(client, 'get', path, stranger)
      assert.deepEqual(answer.body().data, [], path)
    }
    const brief = await askJson(client, 'get', `/leads/${id}/brief`, stranger)
    brief.assertStatus(404)
  })
})

/** The newest job, once it has ended. */
async function ended(look: () => Promise<{ body(): any }>) {
  for (let tries = 0; tries < 800; tries++) {
    const [job] = (await look()).body().data
    if (job.status !== 'running') return job
    await pause(25)
  }
  throw new Error('the job did not end')
}

async function statuses(accountId: string, leads: string[], wanted: string) {
  for (let tries = 0; tries < 800; tries++) {
    const rows = await store.all(
      'select status from leads where account_id = ? and id in (??) and status <> ?',
      [accountId, leads, wanted]
    )
    if (!rows.length) return
    await pause(25)
  }
  throw new Error(`the leads did not become ${wanted}`)
}
