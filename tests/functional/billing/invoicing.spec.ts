import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { as } from '#tests/functional/api/call'
import { FRENCH, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

const ISSUER = {
  legal_name: 'Bright Leads Vertriebs GmbH',
  register_number: 'HRB 12345, Amtsgericht Köln',
  email: 'billing@bright.example',
  iban: 'DE89 3704 0044 0532 0130 00',
  bic: 'cobadeffxxx',
  payment_days: 21,
  intro: 'Thank you.\n\nFor October:',
  closing: 'Transfer the amount.',
}

test.group('billing: what stands on invoices', () => {
  test('is set on its page, and frozen into a document when it is finalized', async ({
    client,
    assert,
  }) => {
    const account = await billingAccount({
      billing: { ...FRENCH, email: 'ap@sunco.example', reference: 'PO 7', language: 'fr' },
    })
    const finance = await makeUser(account.id, 'finance')
    const saved = await askJson(client, 'put', '/settings/invoicing', finance, ISSUER)
    saved.assertStatus(200)
    const page = await getPage(client, '/settings/invoicing', finance)
    const compact = { ...ISSUER, iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' }
    assert.deepEqual(page.inertiaProps.invoicing, compact)
    await book(account, { day: '2026-10-05', amount: 1000 })
    const api = as(account)
    const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.containsSubset(draft, { language: 'fr', intro: ISSUER.intro, payment_days: 21 })
    const final = (await api.post(`/invoices/${draft.id}/finalize`)).body
    await askJson(client, 'put', '/settings/invoicing', finance, {})
    const { body } = await api.get(`/invoices/${draft.id}`)
    assert.deepEqual(body, final)
    assert.containsSubset(body, {
      language: 'fr',
      notes: ['Thank you.', 'For October:', 'Transfer the amount.'],
      payment_days: 21,
      seller: { name: ISSUER.legal_name, iban: compact.iban, bic: compact.bic },
      buyer: { email: 'ap@sunco.example', reference: 'PO 7' },
    })
    assert.equal(
      body.tax.note,
      'Autoliquidation / Steuerschuldnerschaft des Leistungsempfängers / Reverse charge'
    )
    const days = (Date.parse(body.due_date) - Date.parse(body.issue_date)) / 864e5
    assert.equal(days, 21)
  })

  test('names what is wrong by field, and refuses who may not', async ({ client, assert }) => {
    const account = await billingAccount()
    const owner = await makeUser(account.id)
    const answer = await askJson(client, 'put', '/settings/invoicing', owner, {
      iban: 'DE89 3704 0044 0532 0130 01',
      bic: 'COBA',
      language: 'xx',
      payment_days: 400,
      schedule: { every: 'week', day: 8 },
      reminders: [{ days: 7 }, { days: 7, fee: '1.005' }],
    })
    answer.assertStatus(422)
    assert.sameMembers(
      answer.body().errors.map(({ field }: { field: string }) => field),
      ['iban', 'bic', 'language', 'payment_days', 'schedule.day'].concat([
        'reminders[1].days',
        'reminders[1].fee',
      ])
    )
    const viewer = await makeUser(account.id, 'viewer')
    ;(await askJson(client, 'put', '/settings/invoicing', viewer, {})).assertStatus(403)
  })

  test('a blueprint carries it both ways', async ({ assert }) => {
    const account = await billingAccount()
    const api = as(account)
    const invoicing = {
      iban: 'DE89370400440532013000',
      schedule: { every: 'month', day: 3, then: 'finalize' },
      reminders: [{ days: 7 }, { days: 21, fee: '5.00', text: 'Last call' }],
    }
    const applied = await api.put('/blueprint', { sluice: 1, account: { invoicing } })
    assert.equal(applied.status, 200, JSON.stringify(applied.body))
    assert.deepEqual((await loadAccount(account.id))!.invoicing, invoicing as never)
    const { body } = await api.get('/blueprint')
    assert.deepEqual(body.account.invoicing, invoicing)
    const again = await api.put('/blueprint', { sluice: 1, account: { invoicing } })
    assert.deepEqual(again.body.changes ?? again.body.data, [])
  })
})
