import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import {
  FRENCH,
  GERMAN,
  OCTOBER,
  billingAccount,
  book,
  unbook,
} from '#tests/functional/billing/support'
import { someValues, startEngine } from '#tests/helpers/make_account'

const eur = (amount: string) => ({ amount, currency: 'EUR' })

test.group('billing: invoices', (group) => {
  group.setup(() => startEngine())

  test('a month becomes a draft, the draft a numbered invoice', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-01', amount: 333, count: 3 })
    await book(account, { day: '2026-10-31', amount: 2000 })
    await book(account, { day: '2026-11-01', amount: 9900 })
    await book(account, { day: '2026-09-30', amount: 9900 })
    const api = as(account)
    const made = await api.post('/invoices/generate', OCTOBER)
    assert.equal(made.status, 200, JSON.stringify(made.body))
    assert.lengthOf(made.body.data, 1)
    const [draft] = made.body.data
    assert.containsSubset(draft, {
      kind: 'invoice',
      number: null,
      status: 'draft',
      partner: 'sunco',
      corrects: null,
      period: OCTOBER,
      issue_date: null,
      currency: 'EUR',
      lines: [
        {
          description: 'Solar lead · solar-us',
          quantity: '1',
          unit_price: eur('20.00'),
          net: eur('20.00'),
        },
        { quantity: '3', unit_price: eur('3.33'), net: eur('9.99') },
      ],
      tax: {
        strategy: 'domestic_vat',
        category: 'S',
        rate: '19',
        amount: eur('5.70'),
        tax_country: 'DE',
      },
      totals: { net: eur('29.99'), tax: eur('5.70'), gross: eur('35.69'), due: eur('35.69') },
      problems: [],
    })
    const again = await api.post('/invoices/generate', OCTOBER)
    assert.equal(again.body.data[0].id, draft.id)
    const final = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(final.status, 200, JSON.stringify(final.body))
    const year = new Date().getFullYear()
    assert.equal(final.body.number, `INV-${year}-0001`)
    assert.equal(final.body.status, 'open')
    const days = (Date.parse(final.body.due_date) - Date.parse(final.body.issue_date)) / 864e5
    assert.equal(days, 10)
    const twice = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(twice.status, 409)
    const nothing = await api.post('/invoices/generate', OCTOBER)
    assert.deepEqual(nothing.body.data, [])
    const late = await book(account, { day: '2026-10-15', amount: 100 })
    const rest = await api.post('/invoices/generate', OCTOBER)
    assert.equal(rest.body.data[0].totals.net.amount, '1.00')
    await unbook(late[0].posting)
    const empty = await api.post(`/invoices/${rest.body.data[0].id}/finalize`)
    assert.equal(empty.status, 409)
    assert.match(empty.body.detail, /every sale on it was taken back/)
    assert.equal((await api.get(`/invoices/${rest.body.data[0].id}`)).body.status, 'void')
  })

  test('what is cancelled before invoicing drops out, also from a draft', async ({ assert }) => {
    const account = await billingAccount()
    const [gone, later] = await book(account, { day: '2026-10-05', amount: 1000, count: 3 })
    await unbook(gone.posting)
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.equal(draft.lines[0].quantity, '2')
    await unbook(later.posting)
    const final = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(final.body.lines[0].quantity, '1')
    assert.equal(final.body.totals.net.amount, '10.00')
  })

  test('a draft says what is missing, and is not finalized until it is there', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 1000, partner: 'brightco' })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.equal(draft.tax.strategy, 'hold')
    assert.isNotEmpty(draft.tax.reason)
    assert.includeMembers(
      draft.problems.map(({ field }: { field: string }) => field),
      ['partner.billing.legal_name', 'partner.billing.country']
    )
    const refused = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(refused.status, 409)
    assert.match(refused.body.detail, /country is missing/)
    assert.deepEqual(refused.body.errors, draft.problems)
    await api.patch('/partners/brightco', { billing: FRENCH })
    const final = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(final.status, 200, JSON.stringify(final.body))
    assert.containsSubset(final.body.tax, {
      strategy: 'eu_reverse_charge',
      category: 'AE',
      rate: '0',
      amount: eur('0.00'),
      exemption_code: 'VATEX-EU-AE',
    })
    assert.equal(final.body.buyer.legal_name ?? final.body.buyer.name, 'SunCo SARL')
  })

  test('a held draft that is looked at says what is missing now', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 1000, partner: 'brightco' })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const before = (await api.get(`/invoices/${draft.id}`)).body
    assert.deepEqual(before.problems, draft.problems)
    assert.equal(before.revision, draft.revision)
    await api.patch('/partners/brightco', { billing: GERMAN })
    const after = (await api.get(`/invoices/${draft.id}`)).body
    assert.containsSubset(after, { status: 'draft', problems: [], totals: { gross: eur('11.90') } })
  })

  test('a period across a rate change has two groups by delivery date', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2020-12-31', amount: 10000 })
    await book(account, { day: '2021-01-01', amount: 10000 })
    const made = await as(account).post('/invoices/generate', {
      from: '2020-12-15',
      to: '2021-01-15',
    })
    const [draft] = made.body.data
    assert.lengthOf(draft.lines, 2)
    assert.containsSubset(draft.tax, {
      rate: null,
      amount: eur('35.00'),
      groups: [
        { rate: '16', amount: eur('16.00'), from: '2020-12-31', to: '2020-12-31' },
        { rate: '19', amount: eur('19.00'), from: '2021-01-01', to: '2021-01-01' },
      ],
    })
  })

  test('payments: part, rest, never more', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 10000 })
    const api = as(account)
    const [{ id }] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const early = await api.post(`/invoices/${id}/payments`, { amount: eur('1.00') })
    assert.equal(early.status, 409)
    await api.post(`/invoices/${id}/finalize`)
    const part = await api.post(`/invoices/${id}/payments`, {
      amount: eur('19.00'),
      at: '2026-11-02',
      reference: 'SEPA 1',
    })
    assert.equal(part.status, 201, JSON.stringify(part.body))
    assert.containsSubset(part.body, {
      status: 'open',
      totals: { paid: eur('19.00'), due: eur('100.00') },
      payments: [{ amount: eur('19.00'), at: '2026-11-01T23:00:00.000Z', reference: 'SEPA 1' }],
    })
    const over = await api.post(`/invoices/${id}/payments`, { amount: eur('100.01') })
    assert.equal(over.status, 422)
    assert.containsSubset(over.body.errors, [{ field: 'amount', rule: 'overpayment' }])
    const other = await api.post(`/invoices/${id}/payments`, {
      amount: { amount: '1.00', currency: 'USD' },
    })
    assert.equal(other.body.errors[0].rule, 'currency')
    for (const amount of ['-1.00', '0', 'ten', '1.001', null])
      assert.equal((await api.post(`/invoices/${id}/payments`, { amount })).status, 422)
    const rest = await api.post(
      `/invoices/${id}/payments`,
      { amount: '100.00' },
      { 'idempotency-key': `pay-${id}` }
    )
    assert.equal(rest.body.status, 'paid')
    const replay = await api.post(
      `/invoices/${id}/payments`,
      { amount: '100.00' },
      { 'idempotency-key': `pay-${id}` }
    )
    assert.equal(replay.headers.get('idempotency-replayed'), 'true')
    assert.lengthOf((await api.get(`/invoices/${id}`)).body.payments, 2)
  })

  test('credit notes: by delivery, then the rest, to the cent', async ({ assert }) => {
    const account = await billingAccount()
    const sales = await book(account, { day: '2026-10-05', amount: 333, count: 3 })
    const api = as(account)
    const [{ id }] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.post(`/invoices/${id}/finalize`)
    await unbook(sales[0].posting)
    // The rate of a partner that moved meanwhile does not matter.
    await api.patch('/partners/sunco', { billing: FRENCH })
    const first = await api.post(`/invoices/${id}/credit-notes`, {
      deliveries: [sales[0].delivery],
      reason: 'invalid_phone',
    })
    assert.equal(first.status, 201, JSON.stringify(first.body))
    assert.containsSubset(first.body, {
      kind: 'credit_note',
      number: `CN-${new Date().getFullYear()}-0001`,
      corrects: id,
      reason: 'invalid_phone',
      status: 'paid',
      tax: { strategy: 'domestic_vat', category: 'S', rate: '19', amount: eur('0.63') },
      totals: { net: eur('3.33'), gross: eur('3.96'), due: eur('0.00') },
    })
    const again = await api.post(`/invoices/${id}/credit-notes`, {
      deliveries: [sales[0].delivery],
      reason: 'x',
    })
    assert.containsSubset(again.body.errors, [{ field: 'deliveries[0]', rule: 'credited' }])
    const foreign = await api.post(`/invoices/${id}/credit-notes`, {
      deliveries: ['dlv_none'],
      reason: 'x',
    })
    assert.containsSubset(foreign.body.errors, [{ rule: 'on_invoice' }])
    assert.equal((await api.post(`/invoices/${id}/credit-notes`, {})).status, 422)
    const rest = await api.post(`/invoices/${id}/credit-notes`, { reason: 'goodwill' })
    assert.equal(rest.body.totals.tax.amount, '1.27')
    const original = (await api.get(`/invoices/${id}`)).body
    assert.containsSubset(original, {
      status: 'paid',
      totals: { credited: eur('11.89'), paid: eur('0.00'), due: eur('0.00') },
    })
    assert.lengthOf(original.credit_notes, 2)
    const more = await api.post(`/invoices/${id}/credit-notes`, { reason: 'x' })
    assert.equal(more.status, 409)
    assert.equal(
      (await api.post(`/invoices/${rest.body.id}/credit-notes`, { reason: 'x' })).status,
      409
    )
    const report = await api.get('/reports/revenue')
    assert.equal(report.body.total.net.amount, '0.00')
  })

  test('a paid invoice that is credited is paid back', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 10000 })
    const api = as(account)
    const [{ id }] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.post(`/invoices/${id}/finalize`)
    await api.post(`/invoices/${id}/payments`, { amount: '119.00' })
    const credit = (await api.post(`/invoices/${id}/credit-notes`, { reason: 'returned' })).body
    assert.equal(credit.status, 'open')
    assert.deepEqual(credit.totals.due, eur('119.00'))
    const back = await api.post(`/invoices/${credit.id}/payments`, { amount: '119.00' })
    assert.equal(back.body.status, 'paid')
  })

  test('a sale that is credited is not taken back twice', async ({ assert }) => {
    const account = await billingAccount()
    const api = as(account)
    const body = { entity: 'solar', values: someValues() }
    const lead = (await api.post('/leads', body, { prefer: 'wait=10' })).body
    const delivery = lead.distributions[0].deliveries[0].id
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
    const tried = { ...body, values: someValues(), test: true }
    await api.post('/leads', tried, { prefer: 'wait=10' })
    const made = await api.post('/invoices/generate', { from: today, to: today })
    const [{ id, lines }] = made.body.data
    assert.equal(lines[0].quantity, '1')
    await api.post(`/invoices/${id}/finalize`)
    await api.post(`/invoices/${id}/credit-notes`, { deliveries: [delivery], reason: 'goodwill' })
    const distribution = async () =>
      (await api.get(`/distributions/${lead.distributions[0].id}`)).body.revenue.amount
    assert.equal(await distribution(), '0.00')
    const cancelled = await api.post(`/deliveries/${delivery}/cancel`, { reason: 'late' })
    assert.equal(cancelled.body.status, 'cancelled')
    assert.equal(await distribution(), '0.00')
    assert.containsSubset((await api.get('/reports/revenue')).body.total, {
      delivered: 1,
      cancelled: 1,
      net: eur('0.00'),
    })
  })

  test('currencies without decimals and with three', async ({ assert }) => {
    for (const [currency, minor, tax, gross] of [
      ['JPY', 333, '190', '1189'],
      ['KWD', 3333, '1.900', '11.899'],
    ] as const) {
      const account = await billingAccount({ currency })
      await book(account, { day: '2026-10-05', amount: minor, count: 3, currency })
      const api = as(account)
      const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
      assert.deepEqual(draft.totals.tax, { amount: tax, currency })
      await api.post(`/invoices/${draft.id}/finalize`)
      const paid = await api.post(`/invoices/${draft.id}/payments`, {
        amount: { amount: gross, currency },
      })
      assert.equal(paid.body.status, 'paid', JSON.stringify(paid.body))
    }
  })

  test('the list is filtered, and another account sees nothing', async ({ assert }) => {
    const account = await billingAccount({ billing: { ...GERMAN, payment_days: 0 } })
    await book(account, { day: '2026-10-05', amount: 1000 })
    await book(account, { day: '2026-10-05', amount: 1000, partner: 'brightco' })
    const api = as(account)
    const drafts = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.lengthOf(drafts, 2)
    const mine = drafts.find(({ partner }: { partner: string }) => partner === 'sunco')
    await api.post(`/invoices/${mine.id}/finalize`)
    const count = async (query: string) => (await api.get(`/invoices?${query}`)).body.data.length
    assert.equal(await count(''), 2)
    assert.equal(await count('status=draft'), 1)
    assert.equal(await count('status=open&partner=sunco'), 1)
    assert.equal(await count('status=overdue'), 0)
    assert.equal(await count('status=paid'), 0)
    assert.equal(await count('partner=brightco&kind=credit_note'), 0)
    assert.equal((await api.get('/invoices?status=late')).status, 422)
    await store.submit<void>({
      locks: [],
      decide: () => ({
        result: undefined,
        writes: [{ update: 'invoice_balances', id: mine.id, set: { due_day: '2026-01-01' } }],
      }),
    })
    assert.equal(await count('status=overdue'), 1)
    assert.equal((await api.get(`/invoices/${mine.id}`)).body.status, 'overdue')
    const stranger = as(await billingAccount())
    for (const path of ['', '/finalize', '/payments', '/credit-notes']) {
      const body = { amount: '1.00', reason: 'x' }
      const answer = path
        ? await stranger.post(`/invoices/${mine.id}${path}`, body)
        : await stranger.get(`/invoices/${mine.id}`)
      assert.equal(answer.status, 404, path)
    }
    const bad = await api.post('/invoices/generate', { from: '2026-10-31', to: '2026-10-01' })
    assert.equal(bad.status, 422)
    const nobody = await api.post('/invoices/generate', { ...OCTOBER, partner: 'nobody' })
    assert.equal(nobody.body.errors[0].field, 'partner')
  })

  test('the database itself refuses to change what is finalized', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 1000 })
    const api = as(account)
    const [{ id }] = (await api.post('/invoices/generate', OCTOBER)).body.data
    await api.post(`/invoices/${id}/finalize`)
    await api.post(`/invoices/${id}/payments`, { amount: '1.00' })
    const rows: [string, string][] = [
      ['invoices', 'id'],
      ['invoice_lines', 'invoice_id'],
      ['invoice_postings', 'invoice_id'],
      ['payments', 'invoice_id'],
    ]
    for (const [table, column] of rows) {
      const change = { account_id: 'acc_other' }
      const never = /never change/
      await assert.rejects(() => db.from(table).where(column, id).update(change), never)
      await assert.rejects(() => db.from(table).where(column, id).delete(), never)
    }
  })
})
