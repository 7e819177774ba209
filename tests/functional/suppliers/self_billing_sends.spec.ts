import { test } from '@japa/runner'
import { unzipSync } from 'fflate'
import { PLAIN } from '#accounts/brand'
import { saveBrand } from '#accounts/brands/save_brand'
import { loadAccount } from '#accounts/repository'
import { FileRunner, fileRunner } from '#billing/documents/files/file_runner'
import { selfBillingNote } from '#billing/self_billing/words'
import { SendRunner } from '#billing/sends/send_runner'
import { MailTransport } from '#delivery/transports/mail_transport'
import { dateText, localDay } from '#shared/local_time'
import { as } from '#tests/functional/api/call'
import { billingAccount } from '#tests/functional/billing/support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { bytesOf } from '#tests/functional/billing/support_files'
import { leadFrom, withSuppliers } from '#tests/functional/suppliers/support'
import { startEngine } from '#tests/helpers/make_account'
import { smtpServer } from '#tests/helpers/smtp_server'

const TO = `payouts-${Date.now()}@probe.example`
const probe = (email?: string) => ({
  ...{ key: 'probe', name: 'Probe Media', language: 'de', sources: ['google-ads'] },
  terms: [{ valid_from: '2026-01-01', received: '1.00' }],
  billing: {
    ...{ legal_name: 'Probe Media GmbH', street: 'Werbeweg 3', postal_code: '20095' },
    ...{ city: 'Hamburg', country: 'DE', vat_id: 'DE811907980', iban: 'DE02120300000000202051' },
    ...(email && { email }),
  },
  self_billing: { agreed_on: '2026-01-01', reference: 'Rahmenvertrag 7' },
})
const today = () => dateText(localDay('Europe/Berlin', Date.now()))

async function world(invoicing: object, email?: string) {
  const account = await billingAccount()
  const api = as(account)
  await api.put('/blueprint', { sluice: 1, account: { invoicing } })
  await withSuppliers(account.id, [probe(email)])
  await leadFrom(account.id, 'google-ads')
  const made = await api.post('/self-billing/generate', { from: today(), to: today() })
  const [{ id }] = made.body.data
  return { account, api, id: id as string }
}

const finalize = async (api: ReturnType<typeof as>, id: string) => {
  const done = await api.post(`/invoices/${id}/finalize`)
  if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  await new FileRunner().pass()
  return done.body
}

test.group('suppliers: self-billing by mail', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())
  group.each.timeout(120_000)

  test('goes to the supplier by itself, with its XML, and so does its correction', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await smtpServer()
    cleanup(smtp.close)
    const sender = new SendRunner(
      () => new MailTransport({ smtpUrl: smtp.url, hostname: 'sluice.example' })
    )
    const { api, id } = await world({ send_finalized: true, attach_xml: 'ubl' }, TO)
    const { number } = await finalize(api, id)
    await sender.pass()
    const [{ email }] = smtp.for(TO)
    assert.include(email.subject, number)
    assert.deepEqual(
      email.attachments.map(({ mimeType }) => mimeType),
      ['application/pdf', 'application/xml']
    )
    const credit = await api.post(`/invoices/${id}/credit-notes`, { reason: 'no consent' })
    assert.equal(credit.status, 201, JSON.stringify(credit.body))
    await new FileRunner().pass()
    await sender.pass()
    assert.lengthOf(smtp.for(TO), 2)
    assert.include(smtp.for(TO)[1]!.email.subject, credit.body.number)
  })

  test('is not sent where nobody said so, and without an address that is told', async ({
    assert,
  }) => {
    const quiet = await world({}, TO)
    await finalize(quiet.api, quiet.id)
    assert.deepEqual((await quiet.api.get(`/invoices/${quiet.id}/sends`)).body.data, [])
    const lost = await world({ send_finalized: true })
    await finalize(lost.api, lost.id)
    assert.containsSubset((await lost.api.get(`/invoices/${lost.id}/sends`)).body.data, [
      { status: 'failed', reason: 'no_address' },
    ])
  })

  test('some of a list are sent and had as one ZIP; others see none of it', async ({
    client,
    assert,
  }) => {
    const { account, api, id } = await world({}, TO)
    const { number } = await finalize(api, id)
    const finance = await makeUser(account.id, 'finance')
    const wish = { ids: [id], kind: 'self_billed' }
    const plan = await askJson(client, 'post', '/invoices/send/plan', finance, wish)
    assert.containsSubset(plan.body(), { documents: 1, parties: [{ to: TO, count: 1 }] })
    ;(await askJson(client, 'post', '/invoices/send', finance, wish)).assertStatus(202)
    assert.lengthOf((await api.get(`/invoices/${id}/sends`)).body.data, 1)
    const zip = await bytesOf(account, `/invoices/archive?ids=${id}&kind=self_billed`)
    const names = Object.keys(unzipSync(zip))
    assert.deepEqual(names, [`${number}.pdf`])
    const stranger = await makeUser((await billingAccount()).id, 'finance')
    const stolen = await askJson(client, 'post', '/invoices/send/plan', stranger, wish)
    assert.equal(stolen.body().documents, 0)
  })

  test('says the texts of its kind beside what it must say', async ({ assert }) => {
    const { account, api, id } = await world({}, TO)
    const texts = {
      de: {
        intro: 'Auf Rechnungen',
        self_billing: { intro: 'Wir schulden {partner}:', payment: 'Wir zahlen {total}.' },
        self_billing_credit_note: { closing: 'Mit Bitte um Nachsicht' },
      },
    }
    const by = { actor: 'test', now: 1 }
    const saved = await saveBrand((await loadAccount(account.id))!, { ...PLAIN, texts }, by)
    assert.isTrue(saved.ok)
    const { notes } = await finalize(api, id)
    assert.deepEqual(notes, ['Wir schulden Probe Media GmbH:', selfBillingNote('de')])
    const credit = await api.post(`/invoices/${id}/credit-notes`, { reason: 'no consent' })
    assert.deepEqual(credit.body.notes, [selfBillingNote('de'), 'Mit Bitte um Nachsicht'])
  })
})
