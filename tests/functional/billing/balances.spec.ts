import { test } from '@japa/runner'
import fc from 'fast-check'
import { recordOnBalance } from '#billing/balances/top_up'
import { readBalance } from '#billing/balances/read_balance'
import { creditInvoice } from '#billing/invoices/credit_invoice'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { generateInvoices } from '#billing/invoices/generate_invoices'
import { presentInvoice } from '#billing/invoices/present_invoice'
import { recordPayment } from '#billing/invoices/record_payment'
import { updateConfig } from '#distribution/configuration/configuration'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { loadPartner } from '#partners/repository'
import { store } from '#store/store'
import { call } from '#tests/functional/api/call'
import { GERMAN, billingAccount } from '#tests/functional/billing/support'
import { someValues, startEngine } from '#tests/helpers/make_account'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 6)
/** What a lead costs sunco, cents. */
const PRICE = 2500

/** An account whose sunco pays as told; leads of it come in by the API. */
async function shop(balance?: object) {
  const made = await billingAccount({ billing: { ...GERMAN, ...(balance && { balance }) } })
  const { account, token } = made
  const partner = () => loadPartner(account.id, 'sunco')
  const today = new Date(Date.now()).toISOString().slice(0, 10)
  const year = { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` }
  return {
    ...made,
    api: (method: string, path: string, body?: unknown) =>
      call(method, `/api/v1/partners/sunco/${path}`, { token, body }),
    /** The delivery it was sold by; null: nobody bought it. */
    async sell(): Promise<string | null> {
      const { body } = await call('POST', '/api/v1/leads', {
        token,
        headers: { prefer: 'wait=20' },
        body: { entity: 'solar', values: someValues(), profile: 'solar-us' },
      })
      const [delivery] = body.distributions[0].deliveries
      return body.status === 'sold' ? (delivery.id as string) : null
    },
    async put(amount: number, kind: 'top_up' | 'correction' = 'top_up') {
      const rest = { amount, at: Date.now(), actor: null }
      const done = await recordOnBalance(
        account,
        (await partner())!.id,
        kind === 'top_up'
          ? { kind, ...rest, reference: 'B-1' }
          : { kind, ...rest, reason: 'told wrong' }
      )
      if (!done.ok) throw new Error(done.problem.type)
    },
    /** The invoice over all that is on none. */
    async invoice(): Promise<string | null> {
      let id: string | null = null
      await generateInvoices(account, year, null, (draft) => (id = draft.id))
      if (!id) return null
      const done = await finalizeInvoice(account, id, null)
      return done.ok ? id : null
    },
    terms: (billing: object) =>
      updateConfig(account.id, 'partners', 'sunco', { billing }, { actor: null }),
    cents: async () => {
      const view = (await readBalance(account, (await partner())!))!
      const minor = (text: string) => Math.round(Number(text) * 100)
      return { balance: minor(view.balance.amount), room: minor(view.room.amount), view }
    },
  }
}

test.group('billing: balances', (group) => {
  group.setup(() => startEngine())

  test('an invoice is paid by what was paid in, with its tax, and a credit note gives that back', async ({
    assert,
  }) => {
    const { account, sell, put, invoice, cents } = await shop({ mode: 'prepaid' })
    await put(10_000)
    const [first] = [await sell(), await sell(), await sell()]
    assert.equal((await cents()).balance, 2500)
    const id = (await invoice())!
    const paid = (await presentInvoice(account, id))!
    assert.equal(paid.status, 'paid')
    assert.deepEqual(
      [paid.totals.gross.amount, paid.totals.prepaid.amount, paid.totals.due.amount],
      ['89.25', '89.25', '0.00']
    )
    // 100.00 less three leads at 25.00 less 19 % of them.
    assert.equal((await cents()).balance, 1075)
    assert.isNull(await sell())

    const credited = await creditInvoice(account, id, {
      deliveries: [first!],
      reason: 'invalid number',
      actor: null,
    })
    if (!credited.ok) throw new Error(credited.problem.type)
    const note = (await presentInvoice(account, credited.value.id))!
    assert.deepEqual(
      [note.totals.gross.amount, note.totals.prepaid.amount, note.totals.due.amount],
      ['29.75', '29.75', '0.00']
    )
    assert.equal((await cents()).balance, 4050)
    assert.isString(await sell())
    assert.deepEqual((await proveLedger(account)).faults, [])
  })

  test('what the balance does not cover is due, and its payment gives room', async ({ assert }) => {
    const { account, sell, put, invoice, cents } = await shop({
      mode: 'prepaid',
      overdraft: '50.00',
    })
    await put(5_000)
    for (let n = 0; n < 4; n++) assert.isString(await sell())
    assert.isNull(await sell())
    const id = (await invoice())!
    const { totals } = (await presentInvoice(account, id))!
    assert.deepEqual([totals.prepaid.amount, totals.due.amount], ['50.00', '69.00'])
    assert.deepInclude(await cents(), { balance: -6900, room: -1900 })
    const payment = { amount: 6900, at: Date.now(), reference: 'B-2', actor: null }
    assert.isTrue((await recordPayment(account.id, id, payment)).ok)
    assert.deepInclude(await cents(), { balance: 0, room: 5000 })
    assert.deepEqual((await proveLedger(account)).faults, [])
  })

  test('a sale of before is counted when a limit comes; one taken back after its invoice comes back once', async ({
    assert,
  }) => {
    const { account, sell, invoice, terms, cents } = await shop()
    await sell()
    const old = (await invoice())!
    await sell()
    await terms({ ...GERMAN, balance: { mode: 'credit', limit: '500.00' } })
    // 29.75 of the invoice and 25.00 on none.
    assert.equal((await cents()).balance, -5475)
    const delivery = (await sell())!
    const id = (await invoice())!
    assert.equal((await cents()).balance, -2975 - 5950)
    await cancelDelivery(account.id, delivery, { reason: 'invalid', note: null, actor: null })
    assert.equal((await cents()).balance, -2975 - 5950 + 2500)
    const done = await creditInvoice(account, id, {
      deliveries: [delivery],
      reason: 'invalid',
      actor: null,
    })
    assert.isTrue(done.ok)
    assert.equal((await cents()).balance, -2975 - 2975)
    await creditInvoice(account, old, { reason: 'all of it', actor: null })
    assert.equal((await cents()).balance, -2975)
    assert.deepEqual((await proveLedger(account)).faults, [])
  })

  test('over the API: the balance, top-ups, corrections and movements', async ({ assert }) => {
    const { api, sell, terms } = await shop()
    assert.equal((await api('GET', 'balance')).status, 409)
    assert.equal((await api('POST', 'top-ups', { amount: '1.00' })).status, 409)
    await terms({ ...GERMAN, balance: { mode: 'prepaid', low: '40.00' } })

    const made = await api('POST', 'top-ups', { amount: '60.00', reference: 'B-7' })
    assert.equal(made.status, 201)
    assert.deepInclude(made.body, {
      partner: 'sunco',
      mode: 'prepaid',
      balance: { amount: '60.00', currency: 'EUR' },
      room: { amount: '60.00', currency: 'EUR' },
      leads: null,
      state: 'ok',
    })
    await sell()
    assert.deepInclude((await api('GET', 'balance')).body, {
      room: { amount: '35.00', currency: 'EUR' },
      leads: 1,
      state: 'low',
    })
    const corrected = await api('POST', 'balance-corrections', {
      amount: '-10.00',
      reason: 'chargeback',
    })
    assert.deepInclude(corrected.body, { leads: 1, state: 'low' })
    const page = await api('GET', 'balance-movements?limit=2')
    assert.deepEqual(
      page.body.data.map((one: { kind: string; amount: { amount: string } }) => [
        one.kind,
        one.amount.amount,
      ]),
      [
        ['correction', '-10.00'],
        ['sale', '-25.00'],
      ]
    )
    const rest = await api('GET', `balance-movements?cursor=${page.body.meta.next_cursor}`)
    assert.deepInclude(rest.body.data[0], { kind: 'top_up', reference: 'B-7' })
    for (const [path, body, field] of [
      ['top-ups', { amount: '-5.00' }, 'amount'],
      ['top-ups', { amount: '5.001' }, 'amount'],
      ['top-ups', { amount: { amount: '5.00', currency: 'USD' } }, 'amount'],
      ['balance-corrections', { amount: '5.00' }, 'reason'],
    ] as const) {
      const refused = await api('POST', path, body)
      assert.equal(refused.status, 422)
      assert.equal(refused.body.errors[0].field, field)
    }
  })

  test('balances are what moved them, whatever happens', async ({ assert }) => {
    const step = fc.oneof(
      { arbitrary: fc.constant('sell' as const), weight: 4 },
      { arbitrary: fc.constantFrom(2000, 5000, 7777).map((put) => ({ put })), weight: 2 },
      fc.constantFrom(-1500, 300).map((correct) => ({ correct })),
      fc.nat(20).map((cancel) => ({ cancel })),
      { arbitrary: fc.constant('invoice' as const), weight: 2 },
      fc.nat(20).map((credit) => ({ credit })),
      fc.nat(20).map((pay) => ({ pay })),
      fc.constantFrom('off' as const, 'prepaid' as const, 'credit' as const)
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20 }), async (steps) => {
        const { account, sell, put, invoice, terms, cents } = await shop({ mode: 'prepaid' })
        const sold: string[] = []
        const invoices: string[] = []
        let mode: 'off' | 'prepaid' | 'credit' = 'prepaid'
        for (const one of steps) {
          if (one === 'sell') {
            const room = mode === 'off' ? Infinity : (await cents()).room
            const delivery = await sell()
            assert.equal(delivery !== null, room >= PRICE, `room ${room}`)
            if (delivery) sold.push(delivery)
          } else if (one === 'invoice') {
            const id = await invoice()
            if (id) invoices.push(id)
          } else if (typeof one === 'string') {
            mode = one
            const balance =
              one === 'off'
                ? {}
                : { balance: { mode, ...(one === 'credit' && { limit: '60.00' }) } }
            await terms({ ...GERMAN, ...balance })
          } else if ('put' in one) await put(one.put).catch(() => {})
          else if ('correct' in one) await put(one.correct, 'correction').catch(() => {})
          else if ('cancel' in one) {
            const delivery = sold[one.cancel % Math.max(1, sold.length)]
            const wish = { reason: 'invalid', note: null, actor: null }
            if (delivery) await cancelDelivery(account.id, delivery, wish)
          } else if ('credit' in one) {
            const id = invoices[one.credit % Math.max(1, invoices.length)]
            if (id) await creditInvoice(account, id, { reason: 'all', actor: null })
          } else {
            const id = invoices[one.pay % Math.max(1, invoices.length)]
            const row =
              id && (await store.first('select due from invoice_balances where id = ?', [id]))
            if (row && Number(row.due) > 0)
              await recordPayment(account.id, id, {
                amount: Math.ceil(Number(row.due) / 2),
                at: Date.now(),
                reference: null,
                actor: null,
              })
          }
        }
        assert.deepEqual((await proveLedger(account)).faults, [])
      }),
      { numRuns: RUNS, endOnFailure: true }
    )
  }).timeout(120_000)
})
