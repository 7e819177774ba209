import { test } from '@japa/runner'
import { loadPartner } from '#partners/repository'
import { overrideVatId } from '#billing/vies/override_vat_id'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { store } from '#store/store'
import { FRENCH, GERMAN } from '#tests/functional/billing/support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { TERMS, returnsAccount } from '#tests/functional/returns/support'
import { readXml } from '#tests/helpers/en16931/read_xml'
import { startEngine } from '#tests/helpers/make_account'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const PHONE = { reason: 'invalid_phone' }
const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })

/** How a partner was taxed when the invoice was made, and what came after. */
const CASES = [
  {
    name: 'reverse charge, and the VAT id was refused since',
    before: FRENCH,
    async since({ id }: { id: string }) {
      const partner = (await loadPartner(id, 'sunco'))!
      const wish = { status: 'invalid' as const, reason: 'VIES says no' }
      await overrideVatId(partner, wish, { actor: 'user:ann@example.com', now: Date.now() })
    },
    was: { strategy: 'eu_reverse_charge', category: 'AE', rate: '0' },
    now: { strategy: 'domestic_vat', rate: '19' },
    gross: ['100.00', '25.00', '25.00', '50.00'],
    xml: { 'BT-118': 'AE', 'BT-119': '0', 'BT-121': 'VATEX-EU-AE' },
  },
  {
    name: 'VAT at home, and the partner moved abroad since',
    before: GERMAN,
    async since({ api }: { api: any }) {
      await api.patch('/partners/sunco', { billing: FRENCH })
    },
    was: { strategy: 'domestic_vat', category: 'S', rate: '19' },
    now: { strategy: 'eu_reverse_charge', rate: '0' },
    gross: ['119.00', '29.75', '29.75', '59.50'],
    xml: { 'BT-118': 'S', 'BT-119': '19' },
  },
]

test.group('returns after the invoice', (group) => {
  group.setup(() => startEngine())

  for (const { name, before, since, was, now, gross, xml } of CASES)
    test(`${name}: the credit note has the tax of its invoice, and all agrees`, async ({
      client,
      assert,
    }) => {
      const world = await returnsAccount(TERMS)
      const { id, account, api, sell } = world
      const user = await makeUser(id, 'owner')
      await api.patch('/partners/sunco', { billing: before })
      const sold = await sell(4)
      const period = { from: today(), to: today() }
      const [draft] = (await api.post('/invoices/generate', period)).body.data
      const { body: invoice } = await api.post(`/invoices/${draft.id}/finalize`)
      assert.containsSubset(invoice, { tax: was, totals: { gross: eur(gross[0]) } })
      const revenue = async () => (await api.get('/reports/revenue')).body.total
      assert.equal((await revenue()).net.amount, '100.00')
      await since(world)

      // Over the API.
      const asked = await api.post('/returns', { delivery: sold[0].id, ...PHONE })
      assert.equal((await revenue()).net.amount, '100.00', 'a request takes nothing yet')
      await api.post(`/returns/${asked.body.id}/approve`)
      assert.containsSubset(await revenue(), { net: eur('75.00'), returned: 1 })
      const credited = await api.post(`/invoices/${draft.id}/credit-returns`)
      assert.equal(credited.status, 201, JSON.stringify(credited.body))
      assert.containsSubset(credited.body, {
        ...{ corrects: draft.id, tax: was, totals: { net: eur('25.00'), gross: eur(gross[1]) } },
        lines: [{ quantity: '1', unit_price: eur('25.00'), net: eur('25.00') }],
      })
      assert.lengthOf(credited.body.lines, 1)
      const read = readXml((await api.get(`/invoices/${credited.body.id}/xml`)).body)
      assert.include(read.groups['BG-23'][0], xml)

      // Over the pages.
      const form = { delivery: sold[1].id, ...PHONE }
      const second = await askJson(client, 'post', `/deliveries/${form.delivery}/return`, user, {
        ...PHONE,
      })
      assert.isBelow(second.status(), 300, second.text())
      const [{ id: waiting }] = await store.all(
        `select id from returns where delivery_id = ? and status = 'waiting'`,
        [form.delivery]
      )
      const decided = await askJson(client, 'post', '/returns/decide', user, {
        ...{ ids: [waiting], approve: true },
      })
      assert.deepEqual(decided.body().done, [waiting])
      assert.containsSubset(await revenue(), { net: eur('50.00'), returned: 2 })
      const page = await getPage(client, `/invoices/${draft.id}`, user)
      assert.equal((page.inertiaProps as any).creditsDue, 1)
      const click = await askJson(client, 'post', `/invoices/${draft.id}/credit-returns`, user)
      assert.isBelow(click.status(), 300, click.text())
      const { body: after } = await api.get(`/invoices/${draft.id}`)
      assert.equal(after.totals.due.amount, gross[3])
      const notes = (await api.get('/invoices?kind=credit_note')).body.data
      const year = new Date().getFullYear()
      assert.sameMembers(
        notes.map(({ number }: { number: string }) => number),
        [`CN-${year}-0001`, `CN-${year}-0002`]
      )
      for (const note of notes) assert.containsSubset(note, { tax: was, corrects: draft.id })

      // What is sold from now on is taxed as the partner stands now.
      await sell()
      const [next] = (await api.post('/invoices/generate', period)).body.data
      assert.containsSubset(next.tax, now)
      await api.post(`/invoices/${next.id}/void`)

      const statement = await api.get(`/partners/sunco/statement?from=${today()}&to=${today()}`)
      const [one] = statement.body.data
      assert.deepInclude(one, { opening: '0.00', closing: gross[3] })
      assert.deepEqual(
        one.lines.map(({ kind, amount }: any) => [kind, amount]),
        [
          ['invoice', gross[0]],
          ['credit_note', `-${gross[1]}`],
          ['credit_note', `-${gross[2]}`],
        ]
      )
      const { faults, sums } = await proveLedger(account)
      assert.deepEqual(faults, [])
      assert.include(sums[0], { invoices: 10000, credits: 5000, unbilled: 2500, ledger: 7500 })
    })
})
