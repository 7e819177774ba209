import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { as } from '#tests/functional/api/call'
import { FRENCH, OCTOBER, billingAccount, book, unbook } from '#tests/functional/billing/support'

const eur = (amount: string) => ({ amount, currency: 'EUR' })

test.group('billing: changing drafts', () => {
  test('texts, terms, lines beside sales and sales left out; made anew it keeps them', async ({
    assert,
  }) => {
    const account = await billingAccount()
    const [first] = await book(account, { day: '2026-10-05', amount: 1000, count: 3 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const path = `/invoices/${draft.id}`
    const changed = await api.patch(path, {
      revision: draft.revision,
      intro: 'As agreed.',
      payment_days: 3,
      adjustments: [
        { description: 'Set-up', quantity: 2, unit_price: '5.00', day: '2026-10-02' },
        { description: 'Discount', unit_price: eur('-4.00') },
      ],
      remove_deliveries: [first.delivery],
    })
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.containsSubset(changed.body, {
      intro: 'As agreed.',
      payment_days: 3,
      lines: [
        { quantity: '2', net: eur('20.00'), adjustment: null },
        { description: 'Set-up', quantity: '2', net: eur('10.00'), from: '2026-10-02' },
        { description: 'Discount', quantity: '1', net: eur('-4.00'), from: '2026-10-31' },
      ],
      totals: { net: eur('26.00'), tax: eur('4.94'), gross: eur('30.94') },
    })
    const stale = await api.patch(path, { revision: draft.revision, intro: null })
    assert.equal(stale.status, 409)
    assert.equal(stale.body.revision, changed.body.revision)
    await book(account, { day: '2026-10-06', amount: 700 })
    const [again] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.equal(again.id, draft.id)
    assert.equal(again.intro, 'As agreed.')
    assert.equal(again.totals.net.amount, '33.00')
    const restored = await api.patch(path, {
      revision: again.revision,
      adjustments: again.lines
        .filter(({ description }: { description: string }) => description === 'Discount')
        .map((line: { adjustment: string; unit_price: object }) => ({
          ...{ id: line.adjustment, description: 'Rebate', unit_price: line.unit_price },
        })),
      restore_deliveries: [first.delivery],
    })
    assert.equal(restored.body.totals.net.amount, '33.00', JSON.stringify(restored.body))
    assert.equal(restored.body.lines.at(-1).description, 'Rebate')
    const final = await api.post(`${path}/finalize`)
    assert.equal(final.status, 200, JSON.stringify(final.body))
    assert.deepEqual(final.body.notes, ['As agreed.'])
    assert.deepEqual(await proveLedger(account.account), {
      sums: [
        { currency: 'EUR', ledger: 3300, invoices: 3300, credits: 0, unbilled: 0, reports: 3300 },
      ],
      faults: [],
    })
    const late = await api.patch(path, { revision: final.body.revision, intro: 'x' })
    assert.equal(late.status, 409)
    const never = /never change/
    const [adjustment] = await db.from('adjustments').where('invoice_id', draft.id)
    await assert.rejects(() => db.from('adjustments').where('id', adjustment.id).delete(), never)
  })

  test('a sale left out of a finalized draft is billed by the next', async ({ assert }) => {
    const account = await billingAccount()
    const [gone] = await book(account, { day: '2026-10-05', amount: 1000, count: 2 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.patch(`/invoices/${draft.id}`, {
      revision: draft.revision,
      remove_deliveries: [gone.delivery],
    })
    await api.post(`/invoices/${draft.id}/finalize`)
    const [rest] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.equal(rest.lines[0].quantity, '1')
    assert.deepEqual((await proveLedger(account.account)).faults, [])
  })

  test('what is wrong is refused by its field, and changes nothing', async ({ assert }) => {
    const account = await billingAccount()
    const [one] = await book(account, { day: '2026-10-05', amount: 1000 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const tries: [object, number, string?][] = [
      [{ adjustments: [{ description: 'x', unit_price: '-10.01' }] }, 422, 'adjustments'],
      [
        { adjustments: [{ description: 'x', unit_price: '1.001' }] },
        422,
        'adjustments[0].unit_price',
      ],
      [
        { adjustments: [{ description: 'x', unit_price: { amount: '1', currency: 'USD' } }] },
        ...([422, 'adjustments[0].unit_price'] as const),
      ],
      [
        { adjustments: [{ description: 'x', unit_price: '1', day: '2026-11-01' }] },
        ...([422, 'adjustments[0].day'] as const),
      ],
      [{ adjustments: [{ id: 'adj_none', description: 'x', unit_price: '1' }] }, 422],
      [{ remove_deliveries: ['dlv_none'] }, 422, 'remove_deliveries[0]'],
      [{ remove_deliveries: [one.delivery] }, 409],
    ]
    for (const [change, status, field] of tries) {
      const answer = await api.patch(`/invoices/${draft.id}`, {
        revision: draft.revision,
        ...change,
      })
      assert.equal(answer.status, status, JSON.stringify([change, answer.body]))
      if (field) assert.equal(answer.body.errors[0].field, field)
    }
    assert.deepEqual((await api.get(`/invoices/${draft.id}`)).body, draft)
    const stranger = as(await billingAccount())
    const foreign = await stranger.patch(`/invoices/${draft.id}`, { revision: 1 })
    assert.equal(foreign.status, 404)
  })

  test('a correction for a partner stands on its next invoice; a credit waits until it can be borne', async ({
    assert,
  }) => {
    const account = await billingAccount()
    const api = as(account)
    const note = (unit: string) =>
      api.post('/partners/sunco/adjustments', {
        ...{ description: `Correction ${unit}`, reason: 'agreed by phone', unit_price: unit },
      })
    await note('-15.00')
    assert.deepEqual((await api.post('/invoices/generate', OCTOBER)).body.data, [])
    await book(account, { day: '2026-10-05', amount: 1000 })
    await note('-3.00')
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.equal(draft.totals.net.amount, '7.00')
    const { data } = (await api.get('/partners/sunco/adjustments')).body
    assert.deepEqual(
      data.map(({ invoice }: { invoice: string | null }) => invoice),
      [null, draft.id]
    )
    const held = await api.delete(`/partners/sunco/adjustments/${data[1].id}`)
    assert.equal(held.status, 409)
    const voided = await api.post(`/invoices/${draft.id}/void`)
    assert.equal(voided.body.status, 'void')
    assert.equal((await api.post(`/invoices/${draft.id}/void`)).status, 409)
    const gone = await api.delete(`/partners/sunco/adjustments/${data[0].id}`)
    assert.equal(gone.status, 204)
    const [anew] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const final = await api.post(`/invoices/${anew.id}/finalize`)
    assert.equal(final.body.totals.net.amount, '7.00')
    assert.deepEqual((await proveLedger(account.account)).faults, [])
    const types = (await api.get('/events')).body.data.map(({ type }: { type: string }) => type)
    assert.includeMembers(types, ['invoice.generated', 'invoice.voided', 'invoice.finalized'])
  })

  test('credits with a discount: never beyond what is left, the whole to the cent', async ({
    assert,
  }) => {
    const account = await billingAccount()
    const sales = await book(account, { day: '2026-10-05', amount: 333, count: 3 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.patch(`/invoices/${draft.id}`, {
      revision: draft.revision,
      adjustments: [{ description: 'Discount', unit_price: '-5.00' }],
    })
    await api.post(`/invoices/${draft.id}/finalize`)
    const credit = (deliveries?: string[]) =>
      api.post(`/invoices/${draft.id}/credit-notes`, { reason: 'x', deliveries })
    const beyond = await credit(sales.slice(0, 2).map(({ delivery }) => delivery))
    assert.equal(beyond.status, 409)
    const one = await credit([sales[0].delivery])
    assert.equal(one.body.totals.net.amount, '3.33')
    const rest = await credit()
    assert.equal(rest.status, 201, JSON.stringify(rest.body))
    assert.equal(rest.body.totals.net.amount, '1.66')
    const original = (await api.get(`/invoices/${draft.id}`)).body
    assert.equal(original.totals.credited.amount, original.totals.gross.amount)
    assert.deepEqual(await proveLedger(account.account), {
      sums: [{ currency: 'EUR', ledger: 0, invoices: 499, credits: 499, unbilled: 0, reports: 0 }],
      faults: [],
    })
  })

  test('taken back sales that leave a draft below nothing block it with words', async ({
    assert,
  }) => {
    const account = await billingAccount()
    const [gone] = await book(account, { day: '2026-10-05', amount: 1000, count: 2 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.patch(`/invoices/${draft.id}`, {
      revision: draft.revision,
      adjustments: [{ description: 'Discount', unit_price: '-15.00' }],
    })
    await unbook(gone.posting)
    const refused = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(refused.status, 409)
    assert.equal(refused.body.errors[0].rule, 'below_nothing')
  })

  test('a partner to be billed in another currency is held with words', async ({ assert }) => {
    const account = await billingAccount({ billing: { ...FRENCH, currency: 'USD' } })
    await book(account, { day: '2026-10-05', amount: 1000 })
    const [draft] = (await as(account).post('/invoices/generate', OCTOBER)).body.data
    assert.deepEqual(
      draft.problems.map(({ rule }: { rule: string }) => rule),
      ['other_currency']
    )
  })

  test('a payment is taken back by a row of its own, once', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 10000 })
    const api = as(account)
    const [{ id }] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.post(`/invoices/${id}/finalize`)
    const paid = (await api.post(`/invoices/${id}/payments`, { amount: '119.00' })).body
    const back = () => api.post(`/invoices/${id}/payments/${paid.payments[0].id}/reversal`)
    const answer = await back()
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.containsSubset(answer.body, { status: 'open', totals: { due: eur('119.00') } })
    assert.containsSubset(answer.body.payments[1], {
      ...{ amount: eur('-119.00'), reverses: paid.payments[0].id },
    })
    assert.equal((await back()).status, 409)
    const none = await api.post(`/invoices/${id}/payments/pay_none/reversal`)
    assert.equal(none.status, 404)
    assert.deepEqual((await proveLedger(account.account)).faults, [])
  })
})
