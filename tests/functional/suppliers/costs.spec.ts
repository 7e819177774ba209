import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { rollCosts } from '#insights/costs/roll_costs'
import { store } from '#store/store'
import { bookAhead } from '#suppliers/costs/book_costs'
import { as } from '#tests/functional/api/call'
import { billingAccount } from '#tests/functional/billing/support'
import {
  costsOfAccount,
  deliveryOf,
  leadFrom,
  rewindCosts,
  settle,
  withSuppliers,
} from '#tests/functional/suppliers/support'
import { startEngine } from '#tests/helpers/make_account'
import { losingPower } from '#tests/helpers/power_loss'

const TERMS = { valid_from: '2026-01-01', received: '1.00', sold: '4.00', revenue_percent: '10' }
const PROBE = { key: 'probe', name: 'Probe Media', sources: ['google-ads'], terms: [TERMS] }

test.group('suppliers: costs', (group) => {
  group.setup(() => startEngine())

  test('leads of their sources cost something, once, and returned ones give it back', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await withSuppliers(account.id, [PROBE])
    const sold = await leadFrom(account.id, 'google-ads')
    const unsold = await leadFrom(account.id, 'google-ads', { state: 'TX' })
    await leadFrom(account.id, 'google-ads', { test: true })
    await leadFrom(account.id, 'elsewhere')
    await leadFrom(account.id, null)

    await bookAhead(account.id)
    const early = await costsOfAccount(account.id)
    assert.sameMembers(
      early.map((row) => `${row.cause} ${row.amount} ${row.lead_id}`),
      [`received 100 ${sold}`, `received 100 ${unsold}`, `sold 400 ${sold}`, `revenue 250 ${sold}`]
    )
    await settle()
    await settle()
    assert.lengthOf(await costsOfAccount(account.id), 4)

    const delivery = await deliveryOf(sold)
    await cancelDelivery(account.id, delivery, { reason: 'wrong', note: null, actor: null })
    await bookAhead(account.id)
    assert.lengthOf(await costsOfAccount(account.id), 4, 'what takes back waits for the trail')
    await settle()
    const rows = await costsOfAccount(account.id)
    assert.equal(
      rows.reduce((sum, row) => sum + Number(row.amount), 0),
      200,
      'only the leads that came in are left'
    )
    assert.lengthOf(
      rows.filter((row) => row.kind === 'reversal'),
      2
    )
  })

  test('two processes at the same stretch book once', async ({ assert }) => {
    const account = await billingAccount()
    await withSuppliers(account.id, [PROBE])
    for (let i = 0; i < 5; i++) await leadFrom(account.id, 'google-ads', { state: 'TX' })
    await rewindCosts()
    const later = Date.now() + 120_000
    await Promise.all([rollCosts(later), rollCosts(later), rollCosts(later)])
    await settle()
    assert.lengthOf(await costsOfAccount(account.id), 5)
  })

  test('power lost in the middle of a stretch: nothing of it stays, and it is booked whole later', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await withSuppliers(account.id, [PROBE])
    // Its own stretch: leads of other tests may fill more than one before it.
    const from = Date.now()
    for (let i = 0; i < 3; i++) await leadFrom(account.id, 'google-ads')
    const later = Date.now() + 120_000
    const moments = [
      ['insert', 'supplier_postings'],
      ['update', 'figure_cursors'],
    ] as const
    for (const moment of moments) {
      await rewindCosts(from)
      const before = await db.from('figure_cursors').where('log', 'costs').first()
      assert.isTrue(await losingPower(moment, () => rollCosts(later)))
      assert.lengthOf(await costsOfAccount(account.id), 0)
      const after = await db.from('figure_cursors').where('log', 'costs').first()
      assert.equal(after.upto, before.upto, 'the stretch is still to come')
    }
    await settle()
    const rows = await costsOfAccount(account.id)
    assert.lengthOf(rows, 9)
    assert.equal(
      rows.reduce((sum, row) => sum + Number(row.amount), 0),
      3 * 750
    )
  })

  test('changing the terms changes nothing past, and the next lead costs the new', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await withSuppliers(account.id, [PROBE])
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    await settle()
    await withSuppliers(account.id, [
      { ...PROBE, terms: [{ valid_from: '2026-01-01', received: '9.00' }] },
    ])
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    await settle()
    const rows = await costsOfAccount(account.id)
    assert.sameMembers(
      rows.map((row) => Number(row.amount)),
      [100, 900]
    )
  })

  test('the database refuses to change or delete a cost', async ({ assert }) => {
    const account = await billingAccount()
    await withSuppliers(account.id, [PROBE])
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    await settle()
    const mine = () => db.from('supplier_postings').where('account_id', account.id)
    await assert.rejects(() => mine().update({ amount: 1 }), /append-only/)
    await assert.rejects(() => mine().delete(), /append-only/)
  })

  test('a source belongs to one supplier, and moves with its leads to come', async ({ assert }) => {
    const account = await billingAccount()
    const api = as(account)
    const made = await api.post('/suppliers', PROBE)
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const refused = await api.post('/suppliers', { key: 'other', sources: ['google-ads'] })
    assert.equal(refused.status, 422)
    assert.deepInclude(refused.body.errors[0], { field: 'sources[0]', rule: 'unique' })
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    await settle()
    const moved = await api.put('/blueprint', {
      sluice: 1,
      suppliers: [
        { ...PROBE, sources: [] },
        {
          key: 'other',
          sources: ['google-ads'],
          terms: [{ valid_from: '2026-01-01', received: '2' }],
        },
      ],
    })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    await settle()
    const rows = await store.all(
      `select u.key, p.amount from supplier_postings p join suppliers u on u.id = p.supplier_id
       where p.account_id = ? order by p.at`,
      [account.id]
    )
    assert.deepEqual(
      rows.map((row) => [row.key, Number(row.amount)]),
      [
        ['probe', 100],
        ['other', 200],
      ]
    )
    const again = await api.get('/blueprint')
    const applied = await api.put('/blueprint', again.body)
    assert.deepEqual(applied.body.data, [], 'a second apply changes nothing')
  })

  test('margin is revenue less costs, by supplier and source, to the cent', async ({ assert }) => {
    const account = await billingAccount()
    await withSuppliers(account.id, [PROBE])
    await leadFrom(account.id, 'google-ads')
    await leadFrom(account.id, 'google-ads', { state: 'TX' })
    await leadFrom(account.id, 'own-site')
    await settle()
    const api = as(account)
    const bySupplier = await api.get('/reports/margin?group_by=supplier')
    const eur = (amount: string) => ({ amount, currency: 'EUR' })
    assert.deepEqual(bySupplier.body.data, [
      {
        key: null,
        revenue: eur('25.00'),
        cost: eur('0.00'),
        margin: eur('25.00'),
        margin_percent: '100.0',
      },
      {
        key: 'probe',
        revenue: eur('25.00'),
        cost: eur('8.50'),
        margin: eur('16.50'),
        margin_percent: '66.0',
      },
    ])
    assert.deepEqual(bySupplier.body.total.margin, eur('41.50'))
    const bySource = await api.get('/reports/margin?group_by=source')
    assert.deepEqual(
      bySource.body.data.map((one: { key: string }) => one.key),
      ['google-ads', 'own-site']
    )
    const revenue = await api.get('/reports/revenue')
    assert.deepEqual(bySupplier.body.total.revenue, revenue.body.total.net)
  })

  test('terms are checked where they stand', async ({ assert }) => {
    const api = as(await billingAccount())
    const wrong = await api.post('/suppliers', {
      key: 'probe',
      sources: ['a', 'a'],
      terms: [
        { valid_from: '2026-01-01', received: '-1' },
        { valid_from: '2026-01-01', revenue_percent: '101' },
      ],
      self_billing: { number_prefix: 'INV', agreed_on: '2026-02-01', until: '2026-01-01' },
    })
    assert.equal(wrong.status, 422)
    assert.sameMembers(
      wrong.body.errors.map((one: { field: string }) => one.field),
      [
        ...['terms[0].received', 'terms[1].revenue_percent', 'self_billing.number_prefix'],
        ...['sources[1]', 'terms[1].valid_from', 'self_billing.until'],
      ]
    )
  })
})
