import { test } from '@japa/runner'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { as } from '#tests/functional/api/call'
import { billingAccount } from '#tests/functional/billing/support'
import { getPage, makeUser } from '#tests/functional/pages/workspace'
import {
  costsOfAccount,
  deliveryOf,
  leadFrom,
  settle,
  withSuppliers,
} from '#tests/functional/suppliers/support'
import { startEngine } from '#tests/helpers/make_account'

const TERMS = [{ valid_from: '2026-01-01', received: '1.00', sold: '4.00', revenue_percent: '10' }]
const PROBE = { key: 'probe', name: 'Probe Media', sources: ['google-ads', 'bing'], terms: TERMS }

test.group('suppliers: margin of pages', (group) => {
  group.setup(() => startEngine())

  test('is net revenue less the ledger of costs: in all, by source and over time', async ({
    assert,
    client,
  }) => {
    const account = await billingAccount()
    const user = await makeUser(account.id)
    await withSuppliers(account.id, [PROBE])
    await leadFrom(account.id, 'google-ads')
    const back = await leadFrom(account.id, 'google-ads')
    await leadFrom(account.id, 'bing', { state: 'TX' })
    await leadFrom(account.id, 'elsewhere')
    await settle()
    await cancelDelivery(account.id, await deliveryOf(back), {
      ...{ reason: 'wrong', note: null, actor: null },
    })
    await settle()
    const booked = await costsOfAccount(account.id)
    const cost = booked.reduce((sum, row) => sum + Number(row.amount), 0)
    assert.equal(cost, 950, 'three leads came in, one is sold and stays so')

    const open = async (query = '') =>
      ((await getPage(client, `/revenue${query}`, user)).inertiaProps as any).revenue
    const page = await open()
    // Two sales of 25.00 stand, one of a source nobody is paid for.
    assert.containsSubset(page.now, { net: '50.00', cost: '9.50', margin: '40.50' })
    assert.containsSubset(page.before, { net: '0.00', cost: '0.00', margin: '0.00' })
    assert.sameDeepMembers(
      page.splits.source.lines.map((one: any) => [one.key, one.net, one.cost, one.margin]),
      [
        ['google-ads', '25.00', '8.50', '16.50'],
        ['elsewhere', '25.00', '0.00', '25.00'],
        ['bing', '0.00', '1.00', '-1.00'],
      ]
    )
    assert.equal(page.series.points.at(-1).margin, '40.50')
    assert.equal(page.series.points.at(-2).margin, '0.00')
    assert.notProperty(page.splits.partner.lines[0], 'margin', 'costs are known by source')
    assert.containsSubset((await open('?source=google-ads')).now, { cost: '8.50', margin: '16.50' })
    assert.notProperty((await open('?partner=sunco')).now, 'margin')

    const { body } = await as(account).get(`/reports/margin?from=${page.span.from}`)
    assert.equal(body.total.margin.amount, page.now.margin, 'the report of the API says the same')
    const { overview } = (await getPage(client, '/overview', user)).inertiaProps as any
    assert.deepEqual(overview.margin, {
      cost: { amount: '9.50', currency: 'EUR' },
      margin: { amount: '40.50', currency: 'EUR' },
    })
  })

  test('is not spoken of where nobody is paid for leads', async ({ assert, client }) => {
    const account = await billingAccount()
    const user = await makeUser(account.id)
    await withSuppliers(account.id, [{ ...PROBE, terms: [] }])
    await leadFrom(account.id, 'google-ads')
    const { revenue } = (await getPage(client, '/revenue', user)).inertiaProps as any
    assert.notProperty(revenue.now, 'margin')
    const { overview } = (await getPage(client, '/overview', user)).inertiaProps as any
    assert.isNull(overview.margin)
  })
})
