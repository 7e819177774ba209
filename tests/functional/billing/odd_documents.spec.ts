import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { FileRunner, fileRunner } from '#billing/documents/files/file_runner'
import { loadTaxDocument } from '#billing/documents/load_tax_document'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { GERMAN, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { brokenRules } from '#tests/helpers/en16931/broken_rules'
import { readXml } from '#tests/helpers/en16931/read_xml'
import { someValues, startEngine } from '#tests/helpers/make_account'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const numbersOf = async (accountId: string, kind: string) =>
  (
    await store.all(
      `select number from invoices where account_id = ? and kind = ? and number is not null order by number`,
      [accountId, kind]
    )
  ).map(({ number }) => Number(String(number).split('-')[2]))

test.group('billing: documents over nothing', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())

  test('sales at a price of zero make no document', async ({ assert }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-05', amount: 0, count: 3 })
    const api = as(account)
    assert.deepEqual((await api.post('/invoices/generate', OCTOBER)).body.data, [])
    // Beside one that has a price they have their line.
    await book(account, { day: '2026-10-06', amount: 1000 })
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.containsSubset(draft.lines, [
      { quantity: '3', unit_price: eur('0.00'), net: eur('0.00') },
    ])
    const final = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(final.body.totals.gross.amount, '11.90')
    const xml = readXml((await api.get(`/invoices/${draft.id}/xml`)).body)
    assert.deepEqual(brokenRules(xml), [])
  })

  test('what a discount brings to nothing is a document like any other, paid at once', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount()
    const sales = await book(account, { day: '2026-10-05', amount: 500, count: 2 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const wish = {
      revision: draft.revision,
      adjustments: [{ description: 'Discount', unit_price: '-10.00' }],
    }
    const changed = await api.patch(`/invoices/${draft.id}`, wish)
    const nothing = { net: eur('0.00'), tax: eur('0.00'), gross: eur('0.00'), due: eur('0.00') }
    assert.containsSubset(changed.body, { totals: nothing, problems: [], tax: { rate: '19' } })
    const user = await makeUser(account.id, 'finance')
    ;(await getPage(client, `/invoices/${draft.id}`, user)).assertStatus(200)

    const final = await api.post(`/invoices/${draft.id}/finalize`)
    assert.equal(final.status, 200, JSON.stringify(final.body))
    assert.containsSubset(final.body, { status: 'paid', totals: nothing })
    for (const syntax of ['ubl', 'cii']) {
      const read = readXml((await api.get(`/invoices/${draft.id}/xml?syntax=${syntax}`)).body)
      assert.deepEqual(brokenRules(read), [], syntax)
      assert.deepEqual(
        [read.terms['BT-109'], read.terms['BT-110'], read.terms['BT-115']],
        ['0.00', '0.00', '0.00']
      )
    }
    await new FileRunner().pass()
    const pdf = await api.get(`/invoices/${draft.id}/pdf`)
    assert.equal(pdf.status, 200, JSON.stringify(pdf.body).slice(0, 500))
    assert.isTrue(pdf.body.startsWith('%PDF-'))
    const printed = await loadTaxDocument(account.account, draft.id, { items: true })
    assert.isTrue(printed.ok && printed.value.items.length === 2)
    const paid = await api.post(`/invoices/${draft.id}/payments`, { amount: '0.01' })
    assert.equal(paid.body.errors[0].rule, 'overpayment')

    const [{ delivery }] = sales
    const part = await api.post(`/invoices/${draft.id}/credit-notes`, {
      deliveries: [delivery],
      reason: 'x',
    })
    assert.equal(part.status, 409, 'more than nothing is not left')
    const whole = await api.post(`/invoices/${draft.id}/credit-notes`, { reason: 'x' })
    assert.containsSubset(whole.body, { status: 'paid', totals: nothing })
    assert.deepEqual((await proveLedger(account.account)).faults, [])
  }).timeout(60_000)
})

test.group('billing: credits beyond the invoice', () => {
  async function issued(count: number) {
    const account = await billingAccount()
    const sales = await book(account, { day: '2026-10-05', amount: 333, count })
    const api = as(account)
    const [{ id }] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const { body: invoice } = await api.post(`/invoices/${id}/finalize`)
    const credit = (deliveries?: string[]) =>
      api.post(`/invoices/${id}/credit-notes`, { reason: 'x', deliveries })
    return { account, api, id, invoice, credit, ids: sales.map(({ delivery }) => delivery) }
  }
  type Issued = Awaited<ReturnType<typeof issued>>

  /** All of it is credited, and neither more nor with a gap. */
  async function assertWhole(assert: any, { account, api, id, invoice }: Issued) {
    const { body } = await api.get(`/invoices/${id}`)
    assert.equal(body.totals.credited.amount, invoice.totals.gross.amount)
    const numbers = await numbersOf(account.id, 'credit_note')
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => i + 1)
    )
    assert.lengthOf(numbers, body.credit_notes.length)
    const { faults, sums } = await proveLedger(account.account)
    assert.deepEqual(faults, [])
    assert.equal(sums[0].ledger, 0)
  }

  test('the whole twice, and parts that go over the rest, are refused with words', async ({
    assert,
  }) => {
    const all = await issued(4)
    const { credit, ids } = all
    assert.equal((await credit(ids.slice(0, 3))).status, 201)
    const over = await credit(ids.slice(2))
    assert.equal(over.status, 422)
    assert.containsSubset(over.body.errors, [{ field: 'deliveries[0]', rule: 'credited' }])
    assert.match(over.body.errors[0].message, /credited already/)
    const twice = await credit([ids[3], ids[3]])
    assert.equal(twice.status, 422)
    assert.equal((await credit()).status, 201)
    const again = await credit()
    assert.equal(again.status, 409)
    assert.match(again.body.detail, /all of it is credited already/)
    await assertWhole(assert, all)
  })

  test('two of the whole at the same moment: one of them', async ({ assert }) => {
    const all = await issued(5)
    const answers = await Promise.all([all.credit(), all.credit(), all.credit()])
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [201, 409, 409])
    for (const { status, body } of answers)
      if (status === 409) assert.match(body.detail, /credited already/)
    await assertWhole(assert, all)
  })

  test('two parts that share a lead at the same moment: it is credited once', async ({
    assert,
  }) => {
    const all = await issued(5)
    const { credit, ids } = all
    const [one, other] = await Promise.all([credit(ids.slice(0, 3)), credit(ids.slice(2))])
    assert.sameMembers([one.status, other.status], [201, 422])
    const refused = one.status === 422 ? one : other
    assert.equal(refused.body.errors[0].rule, 'credited')
    assert.equal((await credit()).status, 201)
    await assertWhole(assert, all)
  })
})

test.group('billing: yen and dinars', (group) => {
  group.setup(() => startEngine())

  for (const [currency, price, figures] of [
    // 19 % of 333 is 63.27, of 666 it is 126.54: rounded to whole yen.
    ['JPY', '333', { net: '666', tax: '127', gross: '793', credit: '396', rest: '397' }],
    // 19 % of 25.125 is 4.77375.
    [
      'KWD',
      '25.125',
      { net: '50.250', tax: '9.548', gross: '59.798', credit: '29.899', rest: '29.899' },
    ],
  ] as const)
    test(`${currency}: from the sale to the credit note and the files`, async ({ assert }) => {
      const account = await billingAccount({ currency, price })
      const api = as(account)
      const books = { consultant: 29_098, client: 55_003, chart: 'skr03' }
      await api.put('/blueprint', { sluice: 1, account: { bookkeeping: books } })
      const money = (amount: string) => ({ amount, currency })
      const deliveries: string[] = []
      for (let i = 0; i < 2; i++) {
        const lead = { entity: 'solar', values: someValues() }
        const { body } = await api.post('/leads', lead, { prefer: 'wait=10' })
        const [delivery] = body.distributions[0].deliveries
        assert.deepEqual(delivery.price, money(price))
        deliveries.push(delivery.id)
      }
      const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
      const made = await api.post('/invoices/generate', { from: today, to: today })
      const [draft] = made.body.data
      const { net, tax, gross } = figures
      const totals = { net: money(net), tax: money(tax), gross: money(gross) }
      assert.containsSubset(draft, { totals, lines: [{ unit_price: money(price) }] })
      const final = await api.post(`/invoices/${draft.id}/finalize`)
      assert.containsSubset(final.body, { totals: { ...totals, due: money(gross) } })
      const credit = await api.post(`/invoices/${draft.id}/credit-notes`, {
        ...{ deliveries: [deliveries[0]], reason: 'x' },
      })
      assert.deepEqual(credit.body.totals.gross, money(figures.credit))
      const { body: after } = await api.get(`/invoices/${draft.id}`)
      assert.deepEqual(after.totals.due, money(figures.rest))

      const csv = parse((await api.get('/invoices/export?what=invoices')).body as string, {
        columns: true,
      }) as Record<string, string>[]
      assert.sameDeepMembers(
        csv.map((row) => [row.kind, row.currency, Number(row.gross)]),
        [
          ['invoice', currency, Number(gross)],
          ['credit_note', currency, -Number(figures.credit)],
        ]
      )
      const year = today.slice(0, 4)
      const datev = await api.get(`/exports/datev?from=${year}-01-01&to=${year}-12-31`)
      if (currency === 'JPY') {
        assert.equal(datev.status, 200, JSON.stringify(datev.body))
        // Two decimals, whatever the currency has.
        assert.include(datev.body, '\r\n793,00;"S";"JPY"')
        assert.include(datev.body, '\r\n396,00;"H";"JPY"')
      } else {
        // Its amounts have two decimals: a thousandth cannot be said, and is not rounded away.
        assert.equal(datev.status, 409)
        assert.containsSubset(datev.body.errors, [{ field: final.body.number, rule: 'decimals' }])
      }
      assert.deepEqual((await proveLedger(account.account)).faults, [])
    })
})

test.group('billing: data that cannot be', () => {
  const WRONG = [
    [{ country: 'QQ' }, 'country', 'country'],
    [{ country: 'Germany' }, 'country', 'max'],
    [{ vat_id: 'DE12' }, 'vat_id', 'vat_id'],
    [{ vat_id: 'FR-4030', country: 'FR' }, 'vat_id', 'vat_id'],
    [{ vat_id: 'to be told' }, 'vat_id', 'vat_id'],
    [{ vat_id: 'DE12', vat_id_status: 'valid' }, 'vat_id', 'vat_id'],
  ] as const

  test('an unknown country and a VAT id of no form are named, wherever they are entered', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount()
    const api = as(account)
    const user = await makeUser(account.id, 'operator')
    const { vat_id_status: UNUSED, ...plain } = GERMAN
    for (const [change, name, rule] of WRONG) {
      const billing = { ...plain, ...change }
      const what = JSON.stringify(change)
      const patched = await api.patch('/partners/sunco', { billing })
      assert.equal(patched.status, 422, what)
      assert.containsSubset(patched.body.errors, [{ field: `billing.${name}`, rule }])
      assert.lengthOf(patched.body.errors, 1)
      const made = await api.post('/partners', { key: 'new', billing })
      assert.containsSubset(made.body.errors, [{ field: `billing.${name}`, rule }])
      const form = { sluice: 1, partners: [{ key: 'sunco', name: 'SunCo', billing }] }
      const applied = await api.put('/blueprint', form)
      assert.equal(applied.status, 422, what)
      assert.containsSubset(applied.body.errors, [{ field: `partners[0].billing.${name}`, rule }])
      const page = await askJson(client, 'patch', '/partners/sunco', user, { billing })
      page.assertStatus(422)
      assert.containsSubset(page.body().errors, [{ field: `billing.${name}`, rule }])
    }
    const { body } = await api.get('/partners/sunco')
    assert.deepEqual(body.billing, GERMAN)
  })

  test('what is no VAT id of the Union, and what is noted as invalid, is taken', async ({
    assert,
  }) => {
    const api = as(await billingAccount())
    const { vat_id_status: UNUSED, ...plain } = GERMAN
    for (const change of [
      { country: 'US', vat_id: '12-3456789' },
      { country: 'CH', vat_id: 'CHE-123.456.788 MWST' },
      { country: 'GR', vat_id: '94259216' },
      { country: 'FR', vat_id: 'fr 40 303 265 045' },
      { vat_id: 'DE12', vat_id_status: 'invalid' },
    ]) {
      const patched = await api.patch('/partners/sunco', { billing: { ...plain, ...change } })
      assert.equal(patched.status, 200, JSON.stringify([change, patched.body]))
    }
  })
})
