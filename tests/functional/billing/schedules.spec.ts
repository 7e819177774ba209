import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { noteOverdue } from '#billing/reminders/note_overdue'
import { dueReminders, recordReminder, remindAll } from '#billing/reminders/remind'
import { claimRun, dueRuns, performRun } from '#billing/schedules/perform_run'
import { planRuns } from '#billing/schedules/plan_runs'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { FRENCH, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

const at = (text: string) => Date.parse(text)
type Billed = Awaited<ReturnType<typeof billingAccount>>

async function configure(account: Billed, invoicing: object) {
  const answer = await as(account).put('/blueprint', { sluice: 1, account: { invoicing } })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return (await loadAccount(account.id))!
}
const runsOf = (accountId: string) =>
  store.all('select * from invoice_runs where account_id = ? order by from_day', [accountId])

/** What a process does when time passes, for one account. */
async function pass(accountId: string, now: number) {
  await planRuns((await loadAccount(accountId))!, now)
  for (const run of await dueRuns(now, 100))
    if (run.account_id === accountId && (await claimRun(run.id as string, now)))
      await performRun(run, () => now)
}

test.group('billing: schedules', () => {
  test('a new one begins with the next run; a period is run once, however many try', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await configure(account, { schedule: { every: 'month', day: 3, then: 'finalize' } })
    await book(account, { day: '2026-09-05', amount: 1000 })
    await book(account, { day: '2026-10-05', amount: 2000 })
    await book(account, { day: '2026-10-05', amount: 2000, partner: 'brightco' })
    await pass(account.id, at('2026-11-02T22:59:00Z'))
    assert.deepEqual(
      (await runsOf(account.id)).map((run) => [run.from_day, run.state]),
      [['2026-09-01', 'skipped']]
    )
    // Midnight of the third in Berlin.
    const now = at('2026-11-02T23:00:00Z')
    await Promise.all([1, 2, 3].map(() => pass(account.id, now)))
    const { body } = await as(account).get('/invoices/runs')
    assert.containsSubset(body.data, [
      { state: 'done', period: OCTOBER, drafts: 1, finalized: 1, held: [{ partner: 'brightco' }] },
    ])
    assert.lengthOf(body.data, 1)
    assert.containsSubset(body.next, [{ period: { from: '2026-11-01' }, day: '2026-12-03' }])
    const list = (await as(account).get('/invoices')).body.data
    assert.sameMembers(
      list.map(({ status }: { status: string }) => status),
      ['draft', 'open']
    )
    await pass(account.id, now + 60_000)
    assert.lengthOf((await as(account).get('/invoices')).body.data, 2)
  })

  test('catches up period by period, takes over what a dead process left, and tells a failure', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await configure(account, { schedule: { every: 'week' } })
    await pass(account.id, at('2026-10-05T12:00:00Z'))
    for (const day of ['2026-10-06', '2026-10-13', '2026-10-25'])
      await book(account, { day, amount: 1000 })
    const now = at('2026-10-26T12:00:00Z')
    await planRuns(account.account, now)
    const later = await loadAccount(account.id)
    await planRuns(later!, now)
    const [first] = (await dueRuns(now, 100)).filter((run) => run.account_id === account.id)
    // Claimed by a process that died before it did anything.
    assert.isTrue(await claimRun(first.id as string, now))
    assert.isFalse(await claimRun(first.id as string, now))
    await pass(account.id, now)
    assert.deepEqual(
      (await runsOf(account.id)).map(({ state }) => state),
      ['skipped', 'due', 'done', 'done']
    )
    await pass(account.id, now + 61_000)
    const runs = await runsOf(account.id)
    assert.deepEqual(
      runs.map(({ from_day, to_day, state, attempts }) => [
        from_day,
        to_day,
        state,
        Number(attempts),
      ]),
      [
        ['2026-09-28', '2026-10-04', 'skipped', 0],
        ['2026-10-05', '2026-10-11', 'done', 2],
        ['2026-10-12', '2026-10-18', 'done', 1],
        ['2026-10-19', '2026-10-25', 'done', 1],
      ]
    )
    assert.lengthOf((await as(account).get('/invoices?status=draft')).body.data, 3)
  })

  test('a partner may have its own, or none', async ({ assert }) => {
    const account = await billingAccount({ billing: { ...FRENCH, schedule: { every: 'never' } } })
    await as(account).patch('/partners/brightco', {
      billing: { ...FRENCH, schedule: { every: 'week', day: 2 } },
    })
    await configure(account, { schedule: { every: 'month' } })
    await pass(account.id, at('2026-10-26T12:00:00Z'))
    await book(account, { day: '2026-10-27', amount: 1000 })
    await book(account, { day: '2026-10-27', amount: 1000, partner: 'brightco' })
    await pass(account.id, at('2026-11-03T12:00:00Z'))
    const { body } = await as(account).get('/invoices')
    assert.lengthOf(body.data, 1)
    assert.containsSubset(body.data[0], { partner: 'brightco', period: { from: '2026-10-26' } })
  })
})

test.group('billing: overdue and reminders', () => {
  async function overdue(levels: object[] | undefined) {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 10000 })
    const api = as(account)
    const [{ id }] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.post(`/invoices/${id}/finalize`)
    await store.submit<void>({
      locks: [],
      decide: () => ({
        result: undefined,
        writes: [{ update: 'invoice_balances', id, set: { due_day: '2026-10-31' } }],
      }),
    })
    const known = await configure(account, levels ? { reminders: levels } : {})
    return { account: known, api, id }
  }
  const typesOf = async (api: ReturnType<typeof as>) =>
    (await api.get('/events?limit=200')).body.data
      .map(({ type }: { type: string }) => type)
      .filter((type: string) => type === 'invoice.overdue' || type === 'invoice.reminder')

  test('an invoice is told overdue once, and reminded of once a level', async ({ assert }) => {
    const levels = [{ days: 7 }, { days: 14, fee: '5.00', text: 'Last call' }]
    const { account, api, id } = await overdue(levels)
    await noteOverdue(account, at('2026-10-31T12:00:00Z'))
    assert.deepEqual(await typesOf(api), [])
    const day = (text: string) => at(`${text}T12:00:00Z`)
    await Promise.all([1, 2].map(() => noteOverdue(account, day('2026-11-01'))))
    assert.deepEqual(await dueReminders(account, day('2026-11-06')), [])
    await Promise.all([1, 2, 3].map(() => remindAll(account, day('2026-11-07'))))
    await remindAll(account, day('2026-11-10'))
    await remindAll(account, day('2026-11-14'))
    await remindAll(account, day('2026-12-31'))
    assert.deepEqual((await typesOf(api)).sort(), [
      'invoice.overdue',
      'invoice.reminder',
      'invoice.reminder',
    ])
    const { body } = await api.get(`/invoices/${id}/reminders`)
    assert.containsSubset(body, {
      next: null,
      done: [
        { level: 1, day: '2026-11-07', due: { amount: '119.00' }, fee: { amount: '0.00' } },
        { level: 2, day: '2026-11-14', fee: { amount: '5.00' }, text: 'Last call' },
      ],
    })
    await assert.rejects(
      () => db.from('reminders').where('invoice_id', id).delete(),
      /never change/
    )
    const over = await api.post(`/invoices/${id}/reminders`)
    assert.equal(over.status, 409)
  })

  test('not where it is paused or paid; by hand all the same', async ({ assert }) => {
    const { account, api, id } = await overdue([{ days: 1 }])
    const now = Date.now()
    const due = async () => (await dueReminders((await loadAccount(account.id))!, now)).length
    assert.equal(await due(), 1)
    await api.post(`/invoices/${id}/reminders/pause`, { paused: true })
    assert.equal(await due(), 0)
    await api.post(`/invoices/${id}/reminders/pause`, { paused: false })
    const { billing } = (await api.get('/partners/sunco')).body
    await api.patch('/partners/sunco', { billing: { ...billing, reminders: false } })
    assert.equal(await due(), 0)
    const byHand = await api.post(`/invoices/${id}/reminders`)
    assert.equal(byHand.status, 201, JSON.stringify(byHand.body))
    await api.post(`/invoices/${id}/payments`, { amount: '119.00' })
    const paid = await recordReminder(account, id, { actor: null }, now)
    assert.isFalse(paid.ok)
    const stranger = as(await billingAccount())
    assert.equal((await stranger.post(`/invoices/${id}/reminders`)).status, 404)
    assert.equal((await stranger.get(`/invoices/${id}/reminders`)).status, 404)
  })
})

test.group('billing: statements and exports', () => {
  test('opening, documents, payments, closing; the same as CSV', async ({ client, assert }) => {
    const account = await billingAccount()
    const sales = await book(account, { day: '2026-10-05', amount: 10000, count: 2 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.patch(`/invoices/${draft.id}`, {
      revision: draft.revision,
      adjustments: [{ description: '=cmd|x', unit_price: '-1.00' }],
    })
    const { body: invoice } = await api.post(`/invoices/${draft.id}/finalize`)
    await api.post(`/invoices/${draft.id}/payments`, { amount: '50.00', reference: '=1+1' })
    await api.post(`/invoices/${draft.id}/credit-notes`, {
      ...{ deliveries: [sales[0].delivery], reason: 'x' },
    })
    const today = invoice.issue_date
    const statement = await api.get(`/partners/sunco/statement?from=2026-01-01&to=${today}`)
    assert.equal(statement.status, 200, JSON.stringify(statement.body))
    const [one] = statement.body.data
    assert.deepInclude(one, { opening: '0.00', closing: '67.81', currency: 'EUR' })
    assert.deepEqual(
      one.lines.map(({ kind, amount }: { kind: string; amount: string }) => [kind, amount]),
      [
        ['invoice', '236.81'],
        ['credit_note', '-119.00'],
        ['payment', '-50.00'],
      ]
    )
    assert.deepEqual(one.sums, { invoiced: '236.81', credited: '119.00', paid: '50.00' })
    const next = await api.get('/partners/sunco/statement?from=2030-01-01&to=2030-01-31')
    assert.containsSubset(next.body.data[0], { opening: '67.81', closing: '67.81', lines: [] })
    assert.equal(
      (await api.get('/partners/none/statement?from=2026-01-01&to=2026-01-31')).status,
      404
    )

    const csv = async (what: string) => (await api.get(`/invoices/export?what=${what}`)).body
    const invoices = await csv('invoices')
    assert.include(invoices, '"-119"')
    assert.match(await csv('lines'), /"'=cmd\|x"/)
    assert.match(await csv('payments'), /"'=1\+1"/)
    const user = await makeUser(account.id, 'finance')
    const page = await getPage(
      client,
      `/partners/sunco/statement?from=2026-01-01&to=${today}`,
      user
    )
    page.assertInertiaComponent('invoices/statement')
    const file = await client
      .get(`/partners/sunco/statement/export?from=2026-01-01&to=${today}`)
      .withGuard('team')
      .loginAs(user)
    assert.include(file.text(), '"closing","","","","67.81","EUR"')
  })

  test('a correction is noted on the page of the statement, and taken back', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount()
    const user = await makeUser(account.id, 'finance')
    const path = '/partners/sunco/adjustments'
    const wish = { description: 'Goodwill', unit_price: '-5.00', reason: 'agreed' }
    ;(await askJson(client, 'post', path, user, wish)).assertStatus(204)
    const bad = await askJson(client, 'post', path, user, { ...wish, unit_price: 'x' })
    assert.equal(bad.body().errors[0].field, 'unit_price')
    const shown = async () =>
      (await getPage(client, '/partners/sunco/statement', user)).inertiaProps.adjustments as {
        id: string
      }[]
    const [one] = await shown()
    assert.containsSubset(one, { description: 'Goodwill', net: { amount: '-5.00' } })
    ;(await askJson(client, 'delete', `${path}/${one.id}`, user, {})).assertStatus(204)
    assert.lengthOf(await shown(), 0)
  })

  test('the pages: counts by status, a draft tried out, all that is ready finalized', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 10000 })
    await book(account, { day: '2026-10-05', amount: 500, partner: 'brightco' })
    const api = as(account)
    const [, draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const user = await makeUser(account.id, 'finance')
    const tried = await askJson(client, 'post', `/invoices/${draft.id}/try`, user, {
      ...{ revision: draft.revision, adjustments: [{ description: 'x', unit_price: '-20.00' }] },
    })
    tried.assertStatus(200)
    assert.equal(tried.body().draft.gross.amount, '95.20')
    assert.deepEqual((await api.get(`/invoices/${draft.id}`)).body, draft)
    const page = await getPage(client, '/invoices', user)
    assert.deepEqual(page.inertiaProps.counts, [
      { status: 'draft', count: 2, amount: { amount: '124.00', currency: 'EUR' } },
    ])
    const done = await askJson(client, 'post', '/invoices/finalize', user, {})
    assert.deepEqual(done.body(), { finalized: 1, held: 1 })
    const viewer = await makeUser(account.id, 'viewer')
    ;(await askJson(client, 'post', '/invoices/finalize', viewer, {})).assertStatus(403)
  })
})
