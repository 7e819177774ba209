import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { creditInvoice } from '#billing/invoices/credit_invoice'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { generateInvoices } from '#billing/invoices/generate_invoices'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { store } from '#store/store'
import { OCTOBER, billingAccount, book } from '#tests/functional/billing/support'

test.group('billing: ledger and documents', () => {
  test('20 finalize at once: no gap, no duplicate, dates in the order of numbers', async ({
    assert,
  }) => {
    const { id: accountId } = await billingAccount()
    const account = (await loadAccount(accountId))!
    const ids: string[] = []
    for (let day = 1; day <= 28; day++) {
      const date = `2026-10-${String(day).padStart(2, '0')}`
      await book(account, { day: date, amount: 100 + day })
      await generateInvoices(account, { from: date, to: date }, null, ({ id }) => ids.push(id!))
    }
    // Every draft is asked for twice: one of the two is refused.
    const queue = [...ids, ...ids]
    const numbers: string[] = []
    let refused = 0
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let id = queue.shift(); id; id = queue.shift()) {
          const done = await finalizeInvoice(account, id, null)
          if (done.ok) numbers.push(done.value.number)
          else refused++
        }
      })
    )
    assert.equal(refused, 28)
    const year = new Date().getFullYear()
    assert.deepEqual(
      numbers.sort(),
      ids.map((_, i) => `INV-${year}-${String(i + 1).padStart(4, '0')}`)
    )
    assert.deepEqual((await proveLedger(account)).faults, [])
  })

  test('a delivery is credited once, however many ask at once', async ({ assert }) => {
    const { account } = await billingAccount()
    const sales = await book(account, { day: '2026-10-05', amount: 333, count: 6 })
    let id = ''
    await generateInvoices(account, OCTOBER, null, (draft) => (id = draft.id!))
    await finalizeInvoice(account, id, null)
    const credit = (deliveries?: string[]) =>
      creditInvoice(account, id, { deliveries, reason: 'race', actor: null })
    const done = await Promise.all([
      ...sales.map(({ delivery }) => credit([delivery])),
      ...sales.map(({ delivery }) => credit([delivery])),
      credit(),
    ])
    for (const one of done)
      if (!one.ok) assert.include(['credited', 'nothing_left', 'busy'], one.problem.type)
    await credit()
    const { faults, sums } = await proveLedger(account)
    assert.deepEqual(faults, [])
    assert.deepEqual([sums[0].ledger, sums[0].credits], [0, sums[0].invoices])
  })

  test('two runs at once make one draft', async ({ assert }) => {
    const { account } = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 500, count: 20 })
    await Promise.all(
      Array.from({ length: 4 }, () => generateInvoices(account, OCTOBER, null, () => {}))
    )
    const drafts = await store.all('select net from invoices where account_id = ?', [account.id])
    assert.deepEqual(
      drafts.map(({ net }) => Number(net)),
      [10_000]
    )
    assert.deepEqual((await proveLedger(account)).faults, [])
  })

  test('the check finds what does not agree', async ({ assert }) => {
    const { account } = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 500, count: 2 })
    let id = ''
    await generateInvoices(account, OCTOBER, null, (draft) => (id = draft.id!))
    await store.submit<void>({
      locks: [],
      decide: () => ({
        result: undefined,
        writes: [{ update: 'invoice_lines', id: `${id}.1`, set: { quantity: 3 } }],
      }),
    })
    const { faults } = await proveLedger(account)
    assert.lengthOf(faults, 1)
    assert.match(faults[0], /3 for 1000, but 2 postings of 1000/)
  })
})
