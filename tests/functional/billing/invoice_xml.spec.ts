import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import type { Account } from '#accounts/types'
import { creditInvoice } from '#billing/invoices/credit_invoice'
import { checkDocument } from '#billing/documents/check_document'
import { loadTaxDocument, previewTaxDocument } from '#billing/documents/load_tax_document'
import { as } from '#tests/functional/api/call'
import { FRENCH, GERMAN, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { startEngine } from '#tests/helpers/make_account'
import { brokenRules } from '#tests/helpers/en16931/broken_rules'
import { readXml } from '#tests/helpers/en16931/read_xml'

async function issued(billing: object = GERMAN, currency = 'EUR', amount = 333) {
  const account = await billingAccount({ billing, currency })
  const sales = await book(account, { day: '2026-10-03', amount, count: 3, currency })
  const api = as(account)
  const made = await api.post('/invoices/generate', OCTOBER)
  const [draft] = made.body.data
  const final = await api.post(`/invoices/${draft.id}/finalize`)
  return { account, api, sales, id: draft.id as string, final }
}

const SYNTAXES = ['ubl', 'cii', 'xrechnung_ubl', 'xrechnung_cii']

/** What the product says of a document is what its XML breaks, no more and no less. */
async function assertAsTold(assert: Assert, account: Account, id: string, xml: string) {
  const document = (await previewTaxDocument(account, id))!
  const format = SYNTAXES[Number(xml.includes('xrechnung')) * 2]
  const told = (await checkDocument(document)).find((one) => one.format === format)!
  const errors = told.problems.filter(({ severity }) => severity === 'error')
  const broken = brokenRules(readXml(xml))
  assert.sameMembers([...new Set(errors.map(({ rule }) => rule))], broken, format)
}

test.group('billing: e-invoices', (group) => {
  group.setup(() => startEngine())

  test('a finalized invoice has its XML in each syntax, the same bytes each time', async ({
    assert,
  }) => {
    const { account, api, id, final } = await issued()
    assert.equal(final.status, 200, JSON.stringify(final.body))
    const plain = await api.get(`/invoices/${id}/xml`)
    assert.equal(plain.status, 200)
    assert.equal(plain.headers.get('content-type'), 'application/xml; charset=utf-8')
    assert.equal(
      plain.headers.get('content-disposition'),
      `attachment; filename="${final.body.number}-ubl.xml"`
    )
    for (const syntax of SYNTAXES) {
      const first = await api.get(`/invoices/${id}/xml?syntax=${syntax}`)
      assert.equal(first.status, 200, syntax)
      assert.equal((await api.get(`/invoices/${id}/xml?syntax=${syntax}`)).body, first.body)
      const read = readXml(first.body)
      await assertAsTold(assert, account.account, id, first.body)
      assert.equal(read.terms['BT-1'], final.body.number)
      assert.equal(read.terms['BT-31'], 'DE136695976')
      // 3 × 3.33 at 19 %: on the total, not line by line.
      assert.deepEqual(
        [read.terms['BT-109'], read.terms['BT-110'], read.terms['BT-112'], read.terms['BT-115']],
        ['9.99', '1.90', '11.89', '11.89']
      )
      assert.equal(read.terms['BT-9'], final.body.due_date)
    }
    assert.equal((await api.get(`/invoices/${id}/xml?syntax=ubl`)).body, plain.body)
  })

  test('drafts have none, nor has what another account owns, nor a format nobody knows', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-03', amount: 100 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    const refused = await api.get(`/invoices/${draft.id}/xml`)
    assert.equal(refused.status, 409)
    assert.match(refused.body.detail, /draft/)
    const other = await issued()
    assert.equal((await as(account).get(`/invoices/${other.id}/xml`)).status, 404)
    assert.equal((await as(account).get('/invoices/inv_none/xml')).status, 404)
    const unknown = await other.api.get(`/invoices/${other.id}/xml?syntax=edifact`)
    assert.equal(unknown.status, 422)
    assert.include(unknown.body.errors[0].message, 'xrechnung_ubl')
  })

  test('reverse charge and a credit note of part of it', async ({ assert }) => {
    const { account, api, id, final, sales } = await issued(FRENCH)
    const [{ delivery }] = sales
    const done = await creditInvoice(account.account, id, {
      ...{ deliveries: [delivery], reason: 'invalid phone <&>', actor: null },
    })
    assert.isTrue(done.ok)
    if (!done.ok) return
    for (const syntax of SYNTAXES) {
      const { body } = await api.get(`/invoices/${id}/xml?syntax=${syntax}`)
      await assertAsTold(assert, account.account, id, body)
      const invoice = readXml(body)
      const [tax] = invoice.groups['BG-23']
      assert.include(tax, { 'BT-118': 'AE', 'BT-119': '0', 'BT-117': '0.00' })
      assert.equal(tax['BT-121'], 'VATEX-EU-AE')
      assert.equal(invoice.terms['BT-48'], 'FR40303265045')
      const answer = await api.get(`/invoices/${done.value.id}/xml?syntax=${syntax}`)
      await assertAsTold(assert, account.account, done.value.id, answer.body)
      const credit = readXml(answer.body)
      assert.include(credit.terms, { 'BT-3': '381', 'BT-115': '3.33' })
      assert.deepEqual(credit.groups['BG-3'], [
        { 'BT-25': final.body.number, 'BT-26': final.body.issue_date },
      ])
      assert.deepInclude(credit.groups['BG-1'], { 'BT-22': 'invalid phone <&>' })
    }
  })

  test('outside the scope of VAT nobody’s VAT id is given as one', async ({ assert }) => {
    const american = {
      ...{ legal_name: 'SunCo Inc.', street: '1 Main St', postal_code: '94016' },
      ...{ city: 'Daly City', country: 'US', type: 'business' },
    }
    const { api, id, final } = await issued(american)
    assert.equal(final.status, 200, JSON.stringify(final.body))
    for (const syntax of ['ubl', 'cii']) {
      const read = readXml((await api.get(`/invoices/${id}/xml?syntax=${syntax}`)).body)
      assert.deepEqual(brokenRules(read), [], syntax)
      assert.isUndefined(read.terms['BT-31'])
      assert.equal(read.terms['BT-29'], 'DE136695976')
      assert.isUndefined(read.groups['BG-23'][0]['BT-119'])
    }
    const xrechnung = readXml((await api.get(`/invoices/${id}/xml?syntax=xrechnung_cii`)).body)
    assert.equal(xrechnung.groups['BG-23'][0]['BT-119'], '0')
  })

  test('yen have no decimals; dinars are written where two suffice, else refused with words', async ({
    assert,
  }) => {
    const yen = await issued(GERMAN, 'JPY')
    const read = readXml((await yen.api.get(`/invoices/${yen.id}/xml`)).body)
    assert.include(read.terms, { 'BT-5': 'JPY', 'BT-109': '999', 'BT-110': '190' })
    const even = await issued(FRENCH, 'KWD', 1110)
    assert.equal(
      readXml((await even.api.get(`/invoices/${even.id}/xml`)).body).terms['BT-112'],
      '3.33'
    )
    const fine = await issued(FRENCH, 'KWD', 1111)
    const refused = await fine.api.get(`/invoices/${fine.id}/xml`)
    assert.equal(refused.status, 409)
    assert.match(refused.body.detail, /two decimals at most/)
    assert.equal(refused.body.errors[0].rule, 'BR-DEC-12')
  })

  test('what a format lacks is told of a draft already, with the place that has it', async ({
    assert,
  }) => {
    const account = await billingAccount()
    await book(account, { day: '2026-10-03', amount: 100 })
    const [draft] = (await as(account).post('/invoices/generate', OCTOBER)).body.data
    const document = (await previewTaxDocument(account.account, draft.id))!
    const checks = await checkDocument(document)
    assert.deepEqual(
      checks.map(({ format, state }) => [format, state]),
      [
        ['cii', 'valid'],
        ['ubl', 'valid'],
        ['xrechnung_cii', 'invalid'],
        ['xrechnung_ubl', 'invalid'],
      ]
    )
    const problems = checks.at(-1)!.problems
    assert.deepInclude(
      problems.map(({ rule, place }) => [rule, place]),
      ['BR-DE-15', 'partner']
    )
    assert.deepInclude(
      problems.map(({ rule, place }) => [rule, place]),
      ['BR-DE-7', 'account']
    )
    assert.deepEqual(await loadTaxDocument(account.account, draft.id, { items: true }), {
      ok: false,
      problem: { type: 'not_issued', status: 'draft' },
    })
  })

  test('the annex lists the leads of an invoice, and those a credit note takes back', async ({
    assert,
  }) => {
    const { account, id, sales } = await issued()
    const invoice = await loadTaxDocument(account.account, id, { items: true })
    assert.isTrue(invoice.ok)
    if (!invoice.ok) return
    assert.sameMembers(
      invoice.value.items.map(({ delivery }) => delivery),
      sales.map(({ delivery }) => delivery)
    )
    assert.deepInclude(invoice.value.items[0], { price: '3.33', line: 0, date: '2026-10-03' })
    const done = await creditInvoice(account.account, id, { reason: 'all', actor: null })
    assert.isTrue(done.ok)
    if (!done.ok) return
    const credit = await loadTaxDocument(account.account, done.value.id, { items: true })
    assert.isTrue(credit.ok)
    if (!credit.ok) return
    assert.lengthOf(credit.value.items, 3)
    assert.equal(credit.value.items[0].price, '3.33')
  })
})
