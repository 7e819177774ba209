import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { checkLedger } from '#billing/invoices/check_ledger'
import { ACCOUNT_TABLES, eraseDemo } from '#distribution/demo/erase_demo'
import { loadDemo } from '#distribution/demo/load_demo'
import { loadPast } from '#insights/demo/load_past'
import { readCursor } from '#insights/figures/roll_up'
import { DAY, dateText, localDay } from '#shared/local_time'
import { timeOf } from '#shared/ids'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { startEngine } from '#tests/helpers/make_account'

async function loaded() {
  await eraseDemo()
  const done = await loadDemo()
  if (done.type !== 'loaded') throw new Error(`the demo was ${done.type}`)
  await loadPast(done.demo.accountId)
  return done.demo
}

const strategyOf = (groups: string) =>
  (JSON.parse(groups) as { treatment: { strategy: string } }[]).map(
    ({ treatment }) => treatment.strategy
  )

test.group('demo past', (group) => {
  group.setup(() => startEngine())
  group.each.setup(() => async () => void (await eraseDemo()))

  test('two months are behind it, told alike by ledger, figures, traffic and documents', async ({
    assert,
  }) => {
    const demo = await loaded()
    const { accountId } = demo
    const account = (await loadAccount(accountId))!
    const { faults, sums } = await checkLedger(accountId, store)
    assert.deepEqual(faults, [])

    // Ids tell the time of what they are of: lists page by them.
    const leads = await store.all('select id, created_at from leads where account_id = ?', [
      accountId,
    ])
    assert.isAbove(leads.length, 1_000)
    assert.isTrue(leads.every(({ id, created_at: at }) => timeOf(id as string) === Number(at)))

    const today = dateText(localDay(account.timeZone, Date.now() - 2 * 3_600_000))
    const past = { account_id: accountId, dimension: 'partner' }
    const figures = await db.from('figures').where(past).where('day', '<', today)
    const told = figures.reduce((sum, row) => sum + Number(row.gross) - Number(row.reversed), 0)
    const postings = await db
      .from('postings')
      .where('account_id', accountId)
      .where('day', '<', today)
    const booked = postings.reduce((sum, { amount }) => sum + Number(amount), 0)
    assert.equal(told, booked)
    assert.equal(sums.length, 1)
    const [{ n: streams }] = await db
      .from('offer_traffic')
      .where('account_id', accountId)
      .sum('sold as n')
    const sales = postings.filter(({ kind }) => kind === 'sale').length
    assert.isAtLeast(Number(streams), sales - postings.length / 10)
    assert.isAbove(timeOf(await readCursor()), Date.now() - DAY)
  }).timeout(60_000)

  test('its documents are paid, open, overdue, credited and in draft; everybody is treated as the law says', async ({
    assert,
  }) => {
    const { accountId } = await loaded()
    const rows = await db
      .from('invoices as i')
      .leftJoin('invoice_balances as b', 'b.id', 'i.id')
      .leftJoin('partners as p', 'p.id', 'i.partner_id')
      .where('i.account_id', accountId)
      .select('i.*', 'p.key', 'b.due', 'b.paid', 'b.overdue_at')
    const invoices = rows.filter(({ kind, status }) => kind === 'invoice' && status === 'issued')
    const treated = new Map(invoices.map(({ key, groups }) => [key, strategyOf(groups)[0]]))
    assert.deepInclude(Object.fromEntries(treated), {
      sonnwerk: 'domestic_vat',
      helios: 'eu_reverse_charge',
      sunbelt: 'outside_scope',
      thames: 'outside_scope',
      alpen: 'outside_scope',
      lagan: 'outside_scope',
    })
    assert.isTrue(invoices.some(({ due }) => Number(due) === 0))
    assert.isTrue(invoices.some(({ due, paid }) => Number(due) > 0 && Number(paid) > 0))
    assert.isTrue(invoices.some(({ overdue_at: at }) => at !== null))
    const kinds = new Set(rows.map(({ kind, status }) => `${kind} ${status}`))
    assert.includeMembers(
      [...kinds],
      ['invoice draft', 'credit_note issued', 'self_billing issued']
    )
    const held = rows.find(({ key, status }) => key === 'dachstrom' && status === 'draft')
    assert.match(held.problems, /street is missing/)
    const reminders = await db.from('reminders').where('account_id', accountId)
    assert.isAbove(reminders.length, 0)
  }).timeout(60_000)

  test('a reset takes the past with it', async ({ assert }) => {
    const { accountId } = await loaded()
    assert.isTrue(await eraseDemo())
    for (const table of ACCOUNT_TABLES.filter((name) => name !== 'lead_revisions')) {
      const [{ n }] = await db.from(table).where('account_id', accountId).count('* as n')
      assert.equal(Number(n), 0, table)
    }
  }).timeout(60_000)

  test('a lead of last month tells its story, and is found', async ({ assert }) => {
    const demo = await loaded()
    const client = as(demo)
    const found = await client.get('/leads?status=sold&limit=1&source=newsletter')
    assert.equal(found.status, 200)
    const [old] = await store.all(
      `select lead_id from postings where account_id = ? order by day limit 1`,
      [demo.accountId]
    )
    const { body } = await client.get(`/leads/${old.lead_id}`)
    assert.equal(body.status, 'sold')
    assert.equal(body.distributions[0].status, 'sold')
    assert.isAbove(body.distributions[0].evaluations.length, 0)
    assert.include(
      ['accepted', 'sent', 'cancelled'],
      body.distributions[0].deliveries.at(-1).status
    )
  }).timeout(60_000)
})
