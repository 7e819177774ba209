import { test } from '@japa/runner'
import { fileRunner } from '#billing/documents/files/file_runner'
import { as } from '#tests/functional/api/call'
import { GERMAN, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { buyerOf } from '#tests/functional/portal/support'
import { returnsAccount } from '#tests/functional/returns/support'
import { startEngine } from '#tests/helpers/make_account'

test.group('Portal: money', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())

  test('an invoice is there once it is issued, for its own partner alone, with its files', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-03', amount: 333, count: 3 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const { buyer } = await buyerOf(account.id)
    const { buyer: other } = await buyerOf(account.id, 'brightco')
    const listed = async () => (await buyer.page('/portal/invoices')).props.list.data
    assert.lengthOf(await listed(), 0)
    assert.equal((await buyer.page(`/portal/invoices/${draft.id}`)).status, 404)

    const { number } = (await api.post(`/invoices/${draft.id}/finalize`)).body
    assert.containsSubset(await listed(), [{ id: draft.id, number, kind: 'invoice' }])
    const { props } = await buyer.page(`/portal/invoices/${draft.id}`)
    assert.equal(props.invoice.totals.net.amount, '9.99')
    assert.notProperty(props.invoice, 'created_by')
    const xml = await buyer.get(`/portal/invoices/${draft.id}/files/cii`)
    assert.equal(xml.status, 200)
    assert.include(String(xml.body), number)
    assert.equal((await other.get(`/portal/invoices/${draft.id}/files/cii`)).status, 404)
    assert.lengthOf((await other.page('/portal/invoices')).props.list.data, 0)
  })

  test('a balance is shown where there is one, without who of the team moved it', async ({
    assert,
  }) => {
    const prepaid = { ...GERMAN, balance: { mode: 'prepaid' } }
    const account = await billingAccount({ billing: prepaid })
    await as(account).post('/partners/sunco/top-ups', { amount: '50.00', reference: 'bank 1' })
    const { buyer } = await buyerOf(account.id)
    const { props } = await buyer.page('/portal/balance')
    assert.equal(props.balance.room.amount, '50.00')
    const [movement] = props.movements.data
    assert.containsSubset(movement, { kind: 'top_up', reference: 'bank 1' })
    assert.notProperty(movement, 'actor')
    const { buyer: other } = await buyerOf(account.id, 'brightco')
    assert.equal((await other.page('/portal/balance')).status, 404)
  })

  test('numbers count what was delivered, taken, given back and paid', async ({ assert }) => {
    const { id, api, sell } = await returnsAccount()
    const [first] = await sell(3)
    await sell(1, { state: 'NV' })
    await api.post(`/deliveries/${first.id}/cancel`, { reason: 'duplicate' })
    const { buyer } = await buyerOf(id)
    const { analytics } = (await buyer.page('/portal/analytics?days=7')).props
    assert.containsSubset(analytics, {
      days: 7,
      acceptance: 1,
      total: { received: 3, bought: 3, returned: 1, spend: { amount: '50.00', currency: 'EUR' } },
    })
    assert.lengthOf(analytics.byDay, 7)
    assert.containsSubset(analytics.byProfile, [{ profile: 'Solar US', received: 3 }])
    const { buyer: other } = await buyerOf(id, 'brightco')
    const theirs = (await other.page('/portal/analytics')).props.analytics.total
    assert.containsSubset(theirs, { received: 1, waiting: 1, bought: 0 })
  })
})
