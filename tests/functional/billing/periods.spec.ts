import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { claimRun, dueRuns, performRun } from '#billing/schedules/perform_run'
import { planRuns } from '#billing/schedules/plan_runs'
import { previewTaxDocument } from '#billing/documents/load_tax_document'
import { DAY, dateText, startOfLocalDate } from '#shared/local_time'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { GERMAN, billingAccount, book } from '#tests/functional/billing/support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { readXml } from '#tests/helpers/en16931/read_xml'
import { someValues, startEngine } from '#tests/helpers/make_account'
import { atMoment } from '#tests/helpers/standing_clock'

const SECOND = 1000
const numberOf = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY)

/** Days on which the clock of a zone is changed, with the first moments of them and of the next in UTC. */
const CHANGES = {
  'America/New_York': [
    ['2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    ['2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
  ],
  'Europe/Berlin': [
    ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ],
} as const

test.group('billing: periods across changes of the clock', (group) => {
  group.setup(() => startEngine())

  for (const [timeZone, days] of Object.entries(CHANGES))
    test(`${timeZone}: a second decides the day of a sale, and its invoice`, async ({ assert }) => {
      const account = await billingAccount({ timeZone })
      const api = as(account)
      const sellAt = async (at: number) => {
        const body = { entity: 'solar', values: someValues() }
        const lead = await atMoment(at, () => api.post('/leads', body, { prefer: 'wait=10' }))
        const [{ id }] = lead.body.distributions[0].deliveries
        const row = await store.first('select day, at from postings where delivery_id = ?', [id])
        assert.equal(Number(row!.at), at)
        return row!.day as string
      }
      for (const [day, first, next] of days) {
        const [start, end] = [Date.parse(first), Date.parse(next)]
        assert.equal(start, startOfLocalDate(timeZone, numberOf(day)))
        const [before, after] = [-1, 1].map((by) => dateText(numberOf(day) + by))
        assert.deepEqual(
          [
            await sellAt(start - SECOND),
            await sellAt(start),
            await sellAt(end - SECOND),
            await sellAt(end),
          ],
          [before, day, day, after]
        )
        // Asked for by moments, the report has the same two.
        const span = `from=${new Date(start).toISOString()}&to=${new Date(end).toISOString()}`
        const report = await api.get(`/reports/revenue?group_by=day&${span}`)
        assert.deepEqual(
          report.body.data.map((row: { key: string; delivered: number }) => [
            row.key,
            row.delivered,
          ]),
          [[day, 2]]
        )
        const [draft] = (await api.post('/invoices/generate', { from: day, to: day })).body.data
        assert.deepEqual(
          draft.lines.map((line: any) => [line.quantity, line.from, line.to]),
          [['2', day, day]]
        )
        await api.post(`/invoices/${draft.id}/void`)
      }
      const [first, last] = [days[0][0], days[1][0]]
      const whole = { from: `${first.slice(0, 7)}-01`, to: `${last.slice(0, 8)}30` }
      const [draft] = (await api.post('/invoices/generate', whole)).body.data
      assert.equal(draft.lines[0].quantity, '8')
      const final = await api.post(`/invoices/${draft.id}/finalize`)
      assert.equal(final.body.totals.net.amount, '200.00')
    })
})

test.group('billing: ends of months', () => {
  /** What a process does when time passes, for one account. */
  async function pass(accountId: string, now: number) {
    await planRuns((await loadAccount(accountId))!, now)
    for (const run of await dueRuns(now, 100))
      if (run.account_id === accountId && (await claimRun(run.id as string, now)))
        await performRun(run, () => now)
  }

  test('billed on the 31st: each month once, on its last day where it is shorter', async ({
    assert,
  }) => {
    const timeZone = 'America/New_York'
    const account = await billingAccount({ timeZone })
    const schedule = { every: 'month', day: 31 }
    await as(account).put('/blueprint', { sluice: 1, account: { invoicing: { schedule } } })
    const midnight = (day: string) => startOfLocalDate(timeZone, numberOf(day))
    await pass(account.id, midnight('2028-01-31'))
    // 2028 is a leap year.
    const months = [
      ['2028-01-01', '2028-01-31', '2028-02-29'],
      ['2028-02-01', '2028-02-29', '2028-03-31'],
      ['2028-03-01', '2028-03-31', '2028-04-30'],
    ] as const
    for (const [from, to] of months) {
      await book(account, { day: from, amount: 100 })
      await book(account, { day: to, amount: 1000 })
    }
    const runs = async () =>
      (
        await store.all(
          `select from_day, to_day from invoice_runs where account_id = ? and state = 'done' order by from_day`,
          [account.id]
        )
      ).map(({ from_day, to_day }) => [from_day, to_day])
    for (const [n, [from, to, billed]] of months.entries()) {
      await pass(account.id, midnight(billed) - SECOND)
      assert.lengthOf(await runs(), n, `nothing before ${billed}`)
      await pass(account.id, midnight(billed))
      assert.deepEqual((await runs()).at(-1), [from, to])
    }
    const { data } = (await as(account).get('/invoices')).body
    assert.sameDeepMembers(
      data.map((one: any) => [one.period.from, one.period.to, one.totals.net.amount]),
      months.map(([from, to]) => [from, to, '11.00'])
    )
  })

  test('February ends on the 28th or the 29th, and a month that is asked for with it', async ({
    assert,
  }) => {
    const account = await billingAccount()
    for (const day of ['2027-02-28', '2027-03-01', '2028-02-28', '2028-02-29', '2028-03-01'])
      await book(account, { day, amount: 100 })
    const sold = async (from: string, to: string) =>
      (await as(account).post('/invoices/generate', { from, to })).body.data[0].lines[0].quantity
    assert.equal(await sold('2027-02-01', '2027-02-28'), '1')
    assert.equal(await sold('2028-02-01', '2028-02-29'), '2')
    const never = await as(account).post('/invoices/generate', {
      from: '2027-02-01',
      to: '2027-02-29',
    })
    assert.equal(never.status, 422)
    assert.equal(never.body.errors[0].field, 'to')
  })
})

test.group('billing: a rate that changes within a period', () => {
  test('lines are cut by its day, and both rates stand on the document and its credit note', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount({ billing: GERMAN })
    const api = as(account)
    const user = await makeUser(account.id, 'finance')
    const added = { territory: 'DE', percent: '21', valid_from: '2026-10-16', source: 'BGBl. I' }
    ;(await askJson(client, 'post', '/settings/tax/rates', user, added)).assertStatus(201)
    const [early] = await book(account, { day: '2026-10-15', amount: 333, count: 3 })
    const [late] = await book(account, { day: '2026-10-16', amount: 333, count: 3 })
    const period = { from: '2026-10-01', to: '2026-10-31' }
    const [draft] = (await api.post('/invoices/generate', period)).body.data
    assert.deepEqual(
      draft.lines.map((line: any) => [line.quantity, line.from, line.to]),
      [
        ['3', '2026-10-15', '2026-10-15'],
        ['3', '2026-10-16', '2026-10-16'],
      ]
    )
    const document = (await previewTaxDocument(account.account, draft.id))!
    assert.deepEqual(
      document.taxes.map(({ rate, net, amount }) => [rate, net, amount]),
      [
        ['19', '9.99', '1.90'],
        ['21', '9.99', '2.10'],
      ]
    )
    const final = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(final.body.totals.gross.amount, '23.98')
    const ratesOf = async (id: string) =>
      readXml((await api.get(`/invoices/${id}/xml`)).body).groups['BG-23'].map((group) => [
        ...[group['BT-119'], group['BT-116'], group['BT-117']],
      ])
    assert.deepEqual(await ratesOf(draft.id), [
      ['19', '9.99', '1.90'],
      ['21', '9.99', '2.10'],
    ])
    const credit = await api.post(`/invoices/${draft.id}/credit-notes`, {
      ...{ deliveries: [late.delivery, early.delivery], reason: 'x' },
    })
    assert.deepEqual(await ratesOf(credit.body.id), [
      ['19', '3.33', '0.63'],
      ['21', '3.33', '0.70'],
    ])
  })
})
