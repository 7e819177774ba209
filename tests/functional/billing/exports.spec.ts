import { parse } from 'csv-parse/sync'
import { test } from '@japa/runner'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import env from '#start/env'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { FRENCH, GERMAN, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { leadFrom, withSuppliers } from '#tests/functional/suppliers/support'
import { startEngine } from '#tests/helpers/make_account'

/** The file itself: its bytes are Windows-1252. */
async function download(account: { token: string }, path: string) {
  const url = `http://${env.get('HOST')}:${env.get('PORT')}/api/v1${path}`
  const answer = await fetch(url, { headers: { authorization: `Bearer ${account.token}` } })
  if (answer.status !== 200) throw new Error(await answer.text())
  return new TextDecoder('windows-1252').decode(await answer.arrayBuffer())
}

const BOOKS = { consultant: 29_098, client: 55_003, chart: 'skr03' }

/** The postings of a file, by the names of its columns. */
function readRows(bytes: string) {
  const [, names, ...rows] = parse(bytes, {
    ...{ delimiter: ';', relaxColumnCount: true, recordDelimiter: '\r\n' },
  }) as string[][]
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])))
}

async function sell(billing: object, books: object | null = BOOKS) {
  const account = await billingAccount({ billing })
  const api = as(account)
  if (books) await api.put('/blueprint', { sluice: 1, account: { bookkeeping: books } })
  const [sale] = await book(account, { day: '2026-10-05', amount: 10_050, count: 2 })
  const made = await api.post('/invoices/generate', OCTOBER)
  const id = made.body.data[0].id as string
  const done = await finalizeInvoice(account.account, id, null)
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  return { account, api, id, sale, number: done.value.number }
}
const today = () => new Date().toISOString().slice(0, 10)
const span = () => `from=${today().slice(0, 4)}-01-01&to=${today().slice(0, 4)}-12-31`

test.group('billing: exports', (group) => {
  group.setup(() => startEngine())

  test('DATEV: read back field by field, it adds up to the documents', async ({ assert }) => {
    const { api, account, id, sale, number } = await sell(GERMAN)
    await api.post(`/invoices/${id}/credit-notes`, { deliveries: [sale.delivery], reason: 'x' })
    const rows = readRows(await download(account, `/exports/datev?${span()}`))
    assert.lengthOf(rows, 2)
    const [invoice, credit] = rows
    assert.containsSubset(invoice, {
      'Umsatz (ohne Soll/Haben-Kz)': '239,19',
      'Soll/Haben-Kennzeichen': 'S',
      'Konto': '10000',
      'Gegenkonto (ohne BU-Schlüssel)': '8400',
      'BU-Schlüssel': '',
      'Belegfeld 1': number,
      'Buchungstext': 'Sonne GmbH',
      'Leistungsdatum': '05102026',
    })
    assert.containsSubset(credit, {
      'Umsatz (ohne Soll/Haben-Kz)': '119,60',
      'Soll/Haben-Kennzeichen': 'H',
      'Konto': '10000',
    })
    const [sums] = await store.all(
      `select sum(case when kind = 'credit_note' then -gross else gross end) as gross from invoices
       where account_id = ? and status = 'issued'`,
      [account.id]
    )
    const cents = rows.reduce((sum, row) => {
      const amount = Number(row['Umsatz (ohne Soll/Haben-Kz)'].replace(',', ''))
      return sum + (row['Soll/Haben-Kennzeichen'] === 'S' ? amount : -amount)
    }, 0)
    assert.equal(cents, Number(sums.gross))
    const again = await download(account, `/exports/datev?${span()}`)
    assert.equal(readRows(again)[0].Konto, '10000', 'a number once given stays')
  })

  test('DATEV: reverse charge has its account and the id; what is missing is named', async ({
    assert,
  }) => {
    const { account, api } = await sell(FRENCH, null)
    const refused = await api.get(`/exports/datev?${span()}`)
    assert.equal(refused.status, 409)
    assert.deepEqual(
      refused.body.errors.map((one: { field: string }) => one.field),
      ['bookkeeping.consultant', 'bookkeeping.client']
    )
    const numbers = [{ party: 'sunco', number: 10_777 }]
    const books = { ...BOOKS, chart: 'skr04', numbers }
    const set = await api.put('/blueprint', { sluice: 1, account: { bookkeeping: books } })
    assert.equal(set.status, 200, JSON.stringify(set.body))
    const [row] = readRows(await download(account, `/exports/datev?${span()}`))
    assert.containsSubset(row, {
      'Umsatz (ohne Soll/Haben-Kz)': '201,00',
      'Konto': '10777',
      'Gegenkonto (ohne BU-Schlüssel)': '4336',
      'EU-Land u. UStID (Bestimmung)': 'FR40303265045',
    })
    const years = await api.get('/exports/datev?from=2025-12-01&to=2026-01-31')
    assert.equal(years.body.errors[0].rule, 'year')
  })

  test('DATEV: self-billing credits the supplier, at accounts of expenses', async ({ assert }) => {
    const account = await billingAccount()
    const api = as(account)
    await api.put('/blueprint', { sluice: 1, account: { bookkeeping: BOOKS } })
    const billing = { ...GERMAN, vat_id: 'DE811907980', legal_name: 'Probe GmbH' } as object
    const own = { ...billing } as Record<string, unknown>
    for (const ofPartners of ['vat_id_status', 'type']) delete own[ofPartners]
    await withSuppliers(account.id, [
      {
        ...{
          key: 'probe',
          sources: ['ads'],
          terms: [{ valid_from: '2026-01-01', received: '10' }],
        },
        ...{ billing: own, self_billing: { agreed_on: '2026-01-01' } },
      },
    ])
    await leadFrom(account.id, 'ads', { state: 'TX' })
    const year = today().slice(0, 4)
    const made = await api.post('/self-billing/generate', {
      ...{ from: `${year}-01-01`, to: `${year}-12-31` },
    })
    const done = await api.post(`/invoices/${made.body.data[0].id}/finalize`)
    assert.equal(done.status, 200, JSON.stringify(done.body))
    const [row] = readRows(await download(account, `/exports/datev?${span()}`))
    assert.containsSubset(row, {
      'Umsatz (ohne Soll/Haben-Kz)': '11,90',
      'Soll/Haben-Kennzeichen': 'H',
      'Konto': '70000',
      'Gegenkonto (ohne BU-Schlüssel)': '3106',
      'Buchungstext': 'Probe GmbH',
    })
  })

  test('EC sales: by day of supply, credits when issued, in whole euros', async ({ assert }) => {
    const { api, id, sale } = await sell(FRENCH, null)
    const october = await api.get('/exports/ec-sales?period=2026-10')
    assert.equal(october.status, 200, JSON.stringify(october.body))
    assert.deepEqual(october.body.data, [
      {
        ...{ country: 'FR', vat_id: 'FR40303265045', partner: 'sunco', name: 'SunCo SARL' },
        ...{ net: { amount: '201.00', currency: 'EUR' }, reported: '201' },
      },
    ])
    await api.post(`/invoices/${id}/credit-notes`, { deliveries: [sale.delivery], reason: 'x' })
    const unchanged = await api.get('/exports/ec-sales?period=2026-10')
    const month = today().slice(0, 7)
    if (month !== '2026-10') {
      assert.equal(unchanged.body.data[0].reported, '201', 'the past is not corrected')
      const now = await api.get(`/exports/ec-sales?period=${month}`)
      assert.equal(now.body.data[0].reported, '-101')
    }
    const file = await api.get('/exports/ec-sales?period=2026-10&format=bzst')
    assert.match(file.body, /^#v3\.0\r\n.*\r\nFR40303265045,\d+,S\r\n$/)
    const wrong = await api.get('/exports/ec-sales?period=2026-14')
    assert.equal(wrong.status, 422)
  })

  test('EC sales: who had no valid id is named, not listed', async ({ assert }) => {
    const without = { ...FRENCH, vat_id: undefined, vat_id_status: 'absent' }
    const { api } = await sell(without, null)
    const list = await api.get('/exports/ec-sales?period=2026-Q4')
    assert.deepEqual(list.body.data, [])
    assert.equal(list.body.problems[0].rule, 'id_missing')
  })
})
