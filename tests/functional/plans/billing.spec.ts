import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { advanceSubscriptions } from '#accounts/plans/advance'
import { loadSubscription } from '#accounts/plans/repository'
import { subscribe } from '#accounts/plans/subscribe'
import type { Account } from '#accounts/types'
import { countLeads, leadsByDay } from '#accounts/plans/usage'
import { passPlans } from '#billing/plans/plan_runner'
import { bookPeriods } from '#billing/plans/book_periods'
import { presentInvoice } from '#billing/invoices/present_invoice'
import { clientKey } from '#partners/clients'
import { listPartners } from '#partners/repository'
import { dateText, localDay } from '#shared/local_time'
import { addUp, makeAgency, makeClient, pastLeads } from '#tests/functional/plans/support'

const DAY = 86_400_000

test.group('Plans | metering', (group) => {
  let agency: Account
  group.setup(async () => {
    agency = await makeAgency()
  })

  test('is what an independent count says, before, between and after the figures', async ({
    assert,
  }) => {
    // The figures never run ahead of the clock: other leads of this process would be lost to them.
    const now = Date.now() - 600_000
    const zone = 'America/New_York'
    const client = await makeClient(agency, 'large', now - 10 * DAY, zone)
    const span = (await loadSubscription(client.id))!
    // Borders of the period, of days, and of what the figures have when they are added up.
    const moments = [
      ...[span.fromAt - 1, span.fromAt, span.fromAt + 1, span.fromAt + DAY - 1],
      ...Array.from({ length: 40 }, (_, i) => span.fromAt + i * 6 * 3_600_000 + i * 977),
      ...Array.from({ length: 30 }, (_, i) => now - i * 7_000),
    ].filter((at) => at <= now)
    await pastLeads(client.id, moments, [now - 5_000, now - 2 * DAY])
    const inside = moments.filter((at) => at >= span.fromAt && at < span.endsAt)
    const byDay = new Map<string, number>()
    for (const at of inside) {
      const day = dateText(localDay(zone, at))
      byDay.set(day, (byDay.get(day) ?? 0) + 1)
    }
    const check = async (when: string) => {
      assert.equal(await countLeads(client.id, span), inside.length, when)
      assert.deepEqual(
        Object.fromEntries(await leadsByDay(client.id, zone, span)),
        Object.fromEntries(byDay),
        when
      )
    }
    await addUp(now)
    await check('a minute behind')
    await addUp(now + 30_000)
    await check('half a minute behind')
    await addUp(now + 120_000)
    await check('all of it added up')
  })
})

test.group('Plans | billing', (group) => {
  let agency: Account
  group.setup(async () => {
    agency = await makeAgency()
  })
  const drafts = (client: string) =>
    db
      .from('invoices')
      .join('partners', 'partners.id', 'invoices.partner_id')
      .where({ 'invoices.account_id': agency.id, 'partners.key': clientKey(client) })
      .orderBy('invoices.id')
      .select('invoices.*')

  test('a period becomes one invoice of the seller, with leads beyond, however often it is passed', async ({
    assert,
  }) => {
    const begun = Date.now() - 45 * DAY
    const client = await makeClient(agency, 'large', begun)
    const first = (await loadSubscription(client.id))!
    await pastLeads(
      client.id,
      Array.from({ length: 8 }, (_, i) => first.fromAt + (i + 1) * DAY)
    )
    const now = Date.now()
    await advanceSubscriptions(now)
    await addUp(now)
    // Several processes, and one that died between the books and the draft.
    await Promise.all([bookPeriods(now), bookPeriods(now)])
    await passPlans(now)
    await passPlans(now)
    const rows = await drafts(client.id)
    assert.lengthOf(rows, 1)
    const invoice = (await presentInvoice(agency, rows[0].id))!
    assert.deepEqual(
      invoice.lines.map(({ quantity, net }) => [quantity, net.amount]),
      [
        ['1', '90.00'],
        ['3', '7.50'],
      ]
    )
    assert.match(invoice.lines[0].description, /^Large, /)
    assert.equal(invoice.totals.net.amount, '97.50')
    // At home in Germany, with its VAT.
    assert.equal(invoice.totals.gross.amount, '116.03')
    assert.deepEqual(invoice.period, first.period)
    const [period] = await db.from('subscription_periods').where('account_id', client.id)
    assert.equal(period.state, 'drafted')
    assert.equal(Number(period.leads), 8)
    // Leads that come to be known later change nothing of what was billed.
    await pastLeads(client.id, [first.fromAt + 2 * DAY])
    await passPlans(Date.now())
    assert.lengthOf(await drafts(client.id), 1)
    // A client is no partner: no route, no page, no blueprint knows it.
    assert.lengthOf(await listPartners(agency.id), 0)
  })

  test('what costs nothing makes no document, and a trial is never billed', async ({ assert }) => {
    const now = Date.now()
    const free = await makeClient(agency, 'free', now - 40 * DAY)
    const tried = await makeClient(agency, 'small', now - 40 * DAY)
    await advanceSubscriptions(now)
    await addUp(now)
    await passPlans(now)
    assert.lengthOf(await drafts(free.id), 0)
    assert.lengthOf(await drafts(tried.id), 0)
    const periods = db.from('subscription_periods').where('account_id', free.id)
    assert.deepEqual(
      (await periods).map(({ state }) => state),
      ['drafted']
    )
    assert.equal((await loadSubscription(tried.id))!.status, 'ended')
  })

  test('months that were slept through are billed one by one, by the terms each ran on', async ({
    assert,
  }) => {
    const now = Date.now()
    const client = await makeClient(agency, 'small', now - 110 * DAY)
    await subscribe(client.id, 'small', { actor: null, now: now - 109 * DAY, atOnce: true })
    const smaller = await subscribe(client.id, 'free', { actor: null, now: now - 108 * DAY })
    assert.deepEqual(smaller, { ok: true, value: 'later' })
    await advanceSubscriptions(now)
    await addUp(now)
    await passPlans(now)
    const nets = (await drafts(client.id)).map(({ net }) => Number(net))
    assert.deepEqual(nets, [3000])
    const periods = await db
      .from('subscription_periods')
      .where('account_id', client.id)
      .orderBy('from_day')
    assert.lengthOf(periods, 3)
    for (const [i, one] of periods.entries())
      if (i) assert.equal(Number(one.from_at), Number(periods[i - 1].ends_at))
  })

  test('an invoice that is overdue marks the plan until it is paid', async ({ assert }) => {
    const now = Date.now()
    await db.from('plan_settings').where('seller', agency.id).update({ invoices: 'finalize' })
    const client = await makeClient(agency, 'large', now - 45 * DAY)
    await advanceSubscriptions(now)
    await addUp(now)
    await passPlans(now)
    const [invoice] = await drafts(client.id)
    assert.equal(invoice.status, 'issued')
    const status = async () => (await loadSubscription(client.id))!.status
    assert.equal(await status(), 'active')
    await db.from('invoice_balances').where('id', invoice.id).update({ due_day: '2020-01-01' })
    await passPlans(now)
    assert.equal(await status(), 'past_due')
    await db.from('invoice_balances').where('id', invoice.id).update({ due: 0 })
    await passPlans(now)
    assert.equal(await status(), 'active')
  })
})
