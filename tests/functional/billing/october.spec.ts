import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { parse } from 'yaml'
import { loadAccount } from '#accounts/repository'
import { nextDate } from '#insights/revenue/split_span'
import { sumNextDay } from '#insights/revenue/sum_days'
import { proveLedger } from '#insights/ledger/prove_ledger'
import { as } from '#tests/functional/api/call'
import {
  type Booked,
  FRENCH,
  GERMAN,
  OCTOBER,
  SELLER,
  book,
  unbook,
} from '#tests/functional/billing/support'
import { type Contact, termDeposits } from '#tests/functional/real_input/uci_market'
import { makeAccount } from '#tests/helpers/make_account'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const FILE = join(root, 'tests/fixtures/uci_bank_marketing_slice.csv')
const BLUEPRINT = join(root, 'database/blueprints/uci_bank_marketing.yml')
/** Of each partner; the file goes on long after. */
const MOST = 40

const abroad = (legal_name: string, country: string, city: string, postal_code: string) => ({
  ...{ legal_name, street: '1 Main Street', postal_code, city, country, type: 'business' },
})

/** Who is billed where, and how that must be taxed. */
const BUYERS = {
  quinta: { billing: GERMAN, strategy: 'domestic_vat', category: 'S', rate: '19' },
  outono: { billing: FRENCH, strategy: 'eu_reverse_charge', category: 'AE', rate: '0' },
  nordbank: {
    billing: abroad('Nordbank Inc.', 'US', 'New York', '10001'),
    ...{ strategy: 'outside_scope', category: 'O', rate: null },
  },
  campus: {
    billing: abroad('Campus Giro Ltd', 'GB', 'London', 'N1 9GU'),
    ...{ strategy: 'outside_scope', category: 'O', rate: null },
  },
  casa: {
    billing: abroad('Casa & Conta AG', 'CH', 'Zürich', '8001'),
    ...{ strategy: 'outside_scope', category: 'O', rate: null },
  },
  // Northern Ireland: of the Union for goods, not for services.
  academia: {
    billing: abroad('Academia Capital Ltd', 'GB', 'Belfast', 'BT1 5GS'),
    ...{ strategy: 'outside_scope', category: 'O', rate: null },
  },
} as const

async function contacts(): Promise<Contact[]> {
  const [header, ...lines] = (await readFile(FILE, 'utf8')).trim().split('\n')
  const names = header.split(';')
  return lines.map((line) => {
    const cells = line.split(';')
    return Object.fromEntries(names.map((name, i) => [name, cells[i]]))
  })
}

/** Contacts of the file, sold over the days of October to the first partner that wants each. */
async function sellOctober(account: { id: string }) {
  const sold = new Map<string, Booked[]>()
  for (const [n, row] of (await contacts()).entries()) {
    const place = termDeposits.lets(row) && termDeposits.places.find((one) => one.wants(row))
    if (!place) continue
    const { partner, price } = place
    const before = sold.get(partner) ?? []
    if (before.length === MOST) continue
    const day = nextDate(OCTOBER.from, n % 31)
    const sale = { day, amount: price, partner, profile: 'term-deposits' }
    sold.set(partner, [...before, ...(await book(account, sale))])
  }
  return sold
}

test.group('An October of real contacts', () => {
  test('each partner is taxed as its country wants it, and all agrees to the cent', async ({
    assert,
  }) => {
    const document = parse(await readFile(BLUEPRINT, 'utf8'))
    for (const partner of document.partners) {
      const buyer = BUYERS[partner.key as keyof typeof BUYERS]
      if (buyer) partner.billing = buyer.billing
    }
    const made = await makeAccount({
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      blueprint: { ...document, account: SELLER },
    })
    const account = (await loadAccount(made.id))!
    const api = as(made.token)
    const sold = await sellOctober(account)
    for (const key of Object.keys(BUYERS)) assert.isNotEmpty(sold.get(key), key)

    const { body: drafts } = await api.post('/invoices/generate', OCTOBER)
    const numbers = new Map<string, { id: string; number: string; gross: string }>()
    for (const draft of drafts.data) {
      const buyer = BUYERS[draft.partner as keyof typeof BUYERS]
      const done = await api.post(`/invoices/${draft.id}/finalize`)
      if (!buyer) {
        // Without billing data there is no invoice, and the answer says what is missing.
        assert.equal(done.status, 409, draft.partner)
        assert.match(done.body.detail, /missing/)
        continue
      }
      assert.equal(done.status, 200, JSON.stringify(done.body))
      const { strategy, category, rate } = buyer
      assert.containsSubset(done.body.tax, { strategy, category, rate })
      const net = sold.get(draft.partner)!.reduce((sum, { amount }) => sum + amount, 0)
      const tax = category === 'S' ? Math.round((net * 19) / 100) : 0
      assert.equal(done.body.totals.net.amount, (net / 100).toFixed(2))
      assert.equal(done.body.totals.gross.amount, ((net + tax) / 100).toFixed(2))
      if (category !== 'S') assert.isString(done.body.tax.note)
      numbers.set(draft.partner, done.body)
    }
    assert.equal(numbers.size, Object.keys(BUYERS).length)

    // A lead of each comes back after it was invoiced.
    for (const [partner, { id, number }] of numbers as Map<string, any>) {
      const [sale] = sold.get(partner)!
      await unbook(sale.posting)
      const credit = await api.post(`/invoices/${id}/credit-notes`, {
        deliveries: [sale.delivery],
        reason: 'phone does not exist',
      })
      assert.equal(credit.status, 201, JSON.stringify(credit.body))
      const { strategy, category, rate } = BUYERS[partner as keyof typeof BUYERS]
      assert.containsSubset(credit.body, {
        kind: 'credit_note',
        tax: { strategy, category, rate },
        totals: { net: { amount: (sale.amount / 100).toFixed(2) } },
      })
      assert.notEqual(credit.body.number, number)
      const again = await api.post(`/invoices/${id}/credit-notes`, {
        deliveries: [sale.delivery],
        reason: 'twice',
      })
      assert.equal(again.status, 422)
    }

    while (await sumNextDay(Date.now()));
    const { faults, sums } = await proveLedger(account)
    assert.deepEqual(faults, [])
    assert.equal(sums[0].ledger, sums[0].invoices - sums[0].credits + sums[0].unbilled)
    for (const rows of ['partner', 'profile', 'source', 'day', 'month']) {
      const report = await api.get(`/reports/revenue?group_by=${rows}`)
      assert.equal(report.body.total.net.amount, (sums[0].ledger / 100).toFixed(2))
    }
  }).timeout(120_000)
})
