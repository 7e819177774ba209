import { crc32, deflateSync } from 'node:zlib'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { PLAIN } from '#accounts/brand'
import { addLogo } from '#accounts/brands/logos'
import { saveBrand } from '#accounts/brands/save_brand'
import { loadAccount } from '#accounts/repository'
import { sha256 } from '#billing/documents/files/document_disk'
import { FileRunner, fileRunner } from '#billing/documents/files/file_runner'
import { dueReminders, remindAll } from '#billing/reminders/remind'
import { MOST_ATTEMPTS } from '#billing/sends/retry_sends'
import { claimSend } from '#billing/sends/send_records'
import { SendRunner } from '#billing/sends/send_runner'
import { MailTransport } from '#delivery/transports/mail_transport'
import env from '#start/env'
import { as } from '#tests/functional/api/call'
import { FRENCH, GERMAN, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { startEngine } from '#tests/helpers/make_account'
import { insideOf } from '#tests/helpers/read_pdf'
import { type SmtpManners, smtpServer } from '#tests/helpers/smtp_server'

/** 40 × 20 pixels. */
const PICTURE = png(40, 20)
const BY = { actor: 'test', now: 1 }

function png(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const rows = deflateSync(Buffer.alloc(height * (1 + 3 * width)))
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    ...[start, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))],
  ])
}

const HOST = 'sluice.example'
let addresses = 0
const address = (name = 'books') => `${name}-${++addresses}-${Date.now()}@sunco.example`

const senderTo = (url?: string) =>
  new SendRunner(() => new MailTransport({ smtpUrl: url, hostname: HOST }))

async function server(cleanup: (fn: () => Promise<void>) => void, manners: SmtpManners = {}) {
  const smtp = await smtpServer(manners)
  cleanup(smtp.close)
  return { ...smtp, runner: senderTo(smtp.url) }
}

async function draft(billing: object, invoicing: object = {}) {
  const account = await billingAccount({ billing })
  const api = as(account)
  await api.put('/blueprint', { sluice: 1, account: { invoicing } })
  await book(account, { day: '2026-10-03', amount: 10_000 })
  const [{ id }] = (await api.post('/invoices/generate', OCTOBER)).body.data
  return { account, api, id: id as string }
}

/** A finalized invoice whose files are made. */
async function issued(billing: object, invoicing: object = {}) {
  const made = await draft(billing, invoicing)
  const { body } = await made.api.post(`/invoices/${made.id}/finalize`)
  await new FileRunner().pass()
  return { ...made, number: body.number as string }
}

type Api = ReturnType<typeof as>
const sendsOf = async (api: Api, id: string) => (await api.get(`/invoices/${id}/sends`)).body.data
const eventsOf = async (api: Api, type: string) =>
  (await api.get(`/events?limit=200&type=${type}`)).body.data as { data: object }[]
const dueNow = (id: string) =>
  db.from('document_sends').where('id', id).update({ due_at: 0, owned_until: 0 })

test.group('billing: documents by mail', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())

  test('a mail begins with the logo of the account, which it holds', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await server(cleanup)
    const to = address()
    const { api, id, account } = await issued({ ...GERMAN, email: to })
    const logo = await addLogo(account.id, PICTURE, 1)
    await saveBrand(account.account, { ...PLAIN, logo: logo.ok && logo.value.id }, BY)
    await api.post(`/invoices/${id}/send`, {})
    await smtp.runner.pass()
    const [{ email }] = smtp.for(to)
    const [picture, pdf] = email.attachments
    assert.equal(pdf.mimeType, 'application/pdf')
    assert.deepEqual([picture.mimeType, picture.disposition], ['image/png', 'inline'])
    assert.isTrue(Buffer.from(picture.content as ArrayBuffer).equals(PICTURE))
    const cid = picture.contentId!.replace(/[<>]/g, '')
    assert.include(email.html, `<img src="cid:${cid}" width="40" height="20"`)
    assert.notMatch(email.html!, /src="https?:/)
  }).timeout(120_000)

  test('a mail arrives in the language of the document, with its very files', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await server(cleanup)
    const to = address()
    const cc = address('cc')
    const { api, id, number, account } = await issued(
      { ...FRENCH, email: to, language: 'fr', attach_xml: 'ubl' },
      { email: 'rechnung@bright.example', contact_name: 'Ada Bright' }
    )
    const key = { 'idempotency-key': `send-${id}` }
    const wish = { cc: [cc], note: 'Merci pour <b>octobre</b>.' }
    const first = await api.post(`/invoices/${id}/send`, wish, key)
    assert.equal(first.status, 202, JSON.stringify(first.body))
    const second = await api.post(`/invoices/${id}/send`, wish, key)
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
    await smtp.runner.pass()

    assert.lengthOf(smtp.for(to), 1)
    const [{ to: reached, email }] = smtp.for(to)
    assert.sameMembers(reached, [to, cc])
    assert.equal(email.subject, `Facture ${number} de Bright Leads GmbH`)
    assert.equal(email.from?.name, account.account.name)
    assert.equal(email.replyTo?.[0].address, 'rechnung@bright.example')
    assert.equal(email.cc?.[0].address, cc)
    for (const part of ['octobre 2026', 'Veuillez trouver ci-joint', 'Ada Bright'])
      for (const body of [email.text!, email.html!]) assert.include(body, part)
    assert.include(email.text, 'Merci pour <b>octobre</b>.')
    assert.include(email.html, 'Merci pour &lt;b&gt;octobre&lt;/b&gt;.')
    assert.include(email.text!.replace(/\s/g, ' '), '100,00 €')

    const files = (await api.get(`/invoices/${id}/files`)).body.data
    const sumOf = (format: string) =>
      files.find((file: { format: string }) => file.format === format).sha256
    assert.deepEqual(
      email.attachments.map(({ filename, mimeType }) => [filename, mimeType]),
      [
        [`${number}.pdf`, 'application/pdf'],
        [`${number}-ubl.xml`, 'application/xml'],
      ]
    )
    const [pdf, xml] = email.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer))
    assert.equal(sha256(pdf), sumOf('pdf'))
    assert.equal(sha256(xml), sumOf('ubl'))
    assert.equal(insideOf(pdf).xml, (await api.get(`/invoices/${id}/xml?syntax=cii`)).body)

    const [send] = await sendsOf(api, id)
    assert.containsSubset(send, {
      ...{ status: 'sent', reminder: null, attempts: 1, subject: email.subject },
      files: [{ format: 'pdf', sha256: sumOf('pdf') }, { format: 'ubl' }],
      recipients: [
        { address: to, role: 'to', status: 'taken' },
        { address: cc, role: 'cc', status: 'taken' },
      ],
    })
    assert.equal(send.message_id, email.messageId)
    assert.containsSubset(await eventsOf(api, 'invoice.sent'), [{ data: { number, to: [to, cc] } }])
    const stranger = as(await billingAccount())
    assert.equal((await stranger.post(`/invoices/${id}/send`)).status, 404)
    assert.equal((await stranger.get(`/invoices/${id}/sends`)).status, 404)
  }).timeout(300_000)

  test('a credit note and a self-addressed wish speak for themselves; what cannot be sent says why', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await server(cleanup)
    const { account, api, id, number } = await issued({ ...GERMAN, language: 'de' })
    await db
      .from('partners')
      .where({ account_id: account.id, key: 'sunco' })
      .update({ email: null })
    const nobody = await api.post(`/invoices/${id}/send`)
    assert.equal(nobody.body.errors[0].field, 'to')
    const bad = await api.post(`/invoices/${id}/send`, { to: ['x@', 'ok@sunco.example'] })
    assert.equal(bad.status, 422)
    assert.equal(bad.body.errors[0].field, 'to[0]')
    const format = await api.post(`/invoices/${id}/send`, { xml: 'docx', to: ['a@b.example'] })
    assert.equal(format.body.errors[0].field, 'xml')
    const credit = await api.post(`/invoices/${id}/credit-notes`, { reason: 'x' })
    await new FileRunner().pass()
    const to = address()
    assert.equal((await api.post(`/invoices/${credit.body.id}/send`, { to: [to] })).status, 202)
    await smtp.runner.pass()
    const [{ email }] = smtp.for(to)
    assert.equal(email.subject, `Rechnungskorrektur ${credit.body.number} von Bright Leads GmbH`)
    assert.include(email.text, `Sie korrigiert die Rechnung ${number}.`)
    assert.match(email.text!, /Wir schreiben Ihnen 119,00\s€ gut\./)
    const other = await draft(GERMAN)
    assert.equal((await other.api.post(`/invoices/${other.id}/send`, { to: [to] })).status, 409)
  }).timeout(300_000)

  test('never without its document: it waits for the PDF', async ({ assert, cleanup }) => {
    const smtp = await server(cleanup)
    const to = address()
    const { api, id } = await draft({ ...GERMAN, email: to })
    await api.post(`/invoices/${id}/finalize`)
    await api.post(`/invoices/${id}/send`)
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(to), 0)
    assert.containsSubset(await sendsOf(api, id), [{ status: 'queued', attempts: 0 }])
    await new FileRunner().pass()
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(to), 1)

    // A file that is there only ever changes by being lost.
    const pdf = () => db.from('document_files').where({ invoice_id: id, format: 'pdf' })
    await pdf().update({ state: 'pending', replaced: '[{"why":"missing"}]' })
    await pdf().update({ state: 'failed', error: 'the browser is gone' })
    await api.post(`/invoices/${id}/send`)
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(to), 1)
    assert.containsSubset((await sendsOf(api, id))[0], {
      ...{ status: 'failed', reason: 'file_failed', error: 'the browser is gone' },
    })
  }).timeout(300_000)

  test('finalized documents leave by themselves where the account or the partner has it so', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await server(cleanup)
    const to = address()
    const { account, api, id } = await draft(
      { ...GERMAN, email: to },
      { send_finalized: true, attach_xml: 'xrechnung_ubl' }
    )
    await api.post(`/invoices/${id}/finalize`)
    await new FileRunner().pass()
    await smtp.runner.pass()
    const [send] = await sendsOf(api, id)
    assert.containsSubset(send, { status: 'sent', actor: null, xml: 'xrechnung_ubl' })
    assert.lengthOf(smtp.for(to)[0].email.attachments, 2)

    const { billing } = (await api.get('/partners/sunco')).body
    await api.patch('/partners/sunco', { billing: { ...billing, attach_xml: 'none' } })
    const { body: credit } = await api.post(`/invoices/${id}/credit-notes`, { reason: 'x' })
    await new FileRunner().pass()
    await smtp.runner.pass()
    const [sent] = await sendsOf(api, credit.id)
    assert.containsSubset(sent, { status: 'sent', xml: null, files: [{ format: 'pdf' }] })

    await api.patch('/partners/sunco', { billing: { ...billing, send_finalized: false } })
    await book(account, { day: '2026-11-03', amount: 500 })
    const november = { from: '2026-11-01', to: '2026-11-30' }
    const [next] = (await api.post('/invoices/generate', november)).body.data
    await api.post(`/invoices/${next.id}/finalize`)
    assert.deepEqual(await sendsOf(api, next.id), [])
  }).timeout(300_000)

  test('a refused recipient has bounced, one put off is tried again alone', async ({
    assert,
    cleanup,
  }) => {
    const [good, gone, busy] = [address('good'), address('gone'), address('busy')]
    const smtp = await server(cleanup, {
      recipient: (one) =>
        one === gone
          ? '550 5.1.1 No such user here'
          : one === busy
            ? '450 4.2.1 Mailbox is busy'
            : null,
    })
    const { api, id } = await issued({ ...GERMAN, email: good })
    const { body: made } = await api.post(`/invoices/${id}/send`, { to: [good], cc: [gone, busy] })
    await smtp.runner.pass()
    const [first] = await sendsOf(api, id)
    assert.containsSubset(first, {
      status: 'queued',
      recipients: [
        { address: good, status: 'taken' },
        { address: gone, status: 'refused' },
        { address: busy, status: 'waiting' },
      ],
    })
    assert.include(first.recipients[1].reply, 'No such user here')
    assert.isNotNull(first.next_attempt_at)
    smtp.manners.recipient = undefined
    await dueNow(made.id)
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(good), 1)
    const [again] = smtp.for(busy)
    assert.deepEqual(again.to, [busy])
    assert.equal(again.email.messageId, smtp.for(good)[0].email.messageId)
    assert.containsSubset((await sendsOf(api, id))[0], {
      ...{ status: 'bounced', reason: 'recipients_refused' },
    })
    assert.containsSubset(await eventsOf(api, 'invoice.send_failed'), [
      { data: { reason: 'recipients_refused', to: [gone] } },
    ])
    assert.containsSubset(await eventsOf(api, 'invoice.sent'), [{ data: { to: [good, busy] } }])
  }).timeout(300_000)

  test('a message the server will not have has failed; a server that is away is waited for, not for ever', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await server(cleanup, { message: () => '554 5.7.1 Looks like spam' })
    const to = address()
    const { api, id } = await issued({ ...GERMAN, email: to })
    await api.post(`/invoices/${id}/send`)
    await smtp.runner.pass()
    assert.containsSubset((await sendsOf(api, id))[0], { status: 'failed', reason: 'refused' })
    assert.include((await sendsOf(api, id))[0].error, 'Looks like spam')

    const away = senderTo('smtp://127.0.0.1:9')
    const { body: made } = await api.post(`/invoices/${id}/send`)
    for (let i = 1; i <= MOST_ATTEMPTS; i++) {
      assert.containsSubset((await sendsOf(api, id))[0], { status: 'queued', attempts: i - 1 })
      await away.pass()
      await dueNow(made.id)
    }
    assert.containsSubset((await sendsOf(api, id))[0], { status: 'failed', reason: 'gave_up' })
    assert.lengthOf(await eventsOf(api, 'invoice.send_failed'), 2)
  }).timeout(300_000)

  test('of several processes one sends; what a dead one left is sent by another', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await server(cleanup)
    const to = address()
    const { api, id } = await issued({ ...GERMAN, email: to })
    for (let i = 0; i < 5; i++) await api.post(`/invoices/${id}/send`)
    await Promise.all([1, 2, 3].map(() => senderTo(smtp.url).pass()))
    assert.lengthOf(smtp.for(to), 5)
    assert.lengthOf(new Set(smtp.for(to).map(({ email }) => email.messageId)), 5)

    const { body: made } = await api.post(`/invoices/${id}/send`)
    const now = Date.now()
    assert.isTrue(await claimSend(made.id, 'dead', now, now + 60_000))
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(to), 5)
    await db.from('document_sends').where('id', made.id).update({ owned_until: 1 })
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(to), 6)
  }).timeout(300_000)

  test('without a mail server it lies in the outbox, with its files', async ({
    assert,
    client,
  }) => {
    const { account, api, id, number } = await issued({ ...GERMAN, email: address() })
    const user = await makeUser(account.id, 'finance')
    const wish = { ...PLAIN, accent: '#aa0000' }
    ;(await askJson(client, 'put', '/settings/documents', user, wish)).assertStatus(200)
    await api.post(`/invoices/${id}/send`)
    await senderTo().pass()
    const [send] = await sendsOf(api, id)
    assert.equal(send.status, 'kept')
    const mail = await askJson(client, 'get', `/outbox/${send.mail}`, user)
    assert.containsSubset(mail.body().attachments, [
      { name: `${number}.pdf`, mediaType: 'application/pdf' },
    ])
    assert.include(mail.body().html, '#aa0000')
    const path = `/outbox/${send.mail}/attachments/0`
    const file = await client.get(path).withGuard('team').loginAs(user)
    file.assertStatus(200)
    assert.equal(sha256(file.body()), send.files[0].sha256)
    const stranger = await makeUser((await billingAccount()).id)
    ;(await client.get(path).withGuard('team').loginAs(stranger)).assertStatus(404)
    const none = await client.get(path.replace('/0', '/7')).withGuard('team').loginAs(user)
    none.assertStatus(404)
  }).timeout(300_000)
})

test.group('billing: reminders by mail', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())

  const at = (day: string) => Date.parse(`${day}T12:00:00Z`)
  async function overdue(billing: object, reminders: object[]) {
    const made = await issued(billing, { reminders })
    await db.from('invoice_balances').where('id', made.id).update({ due_day: '2026-10-31' })
    return { ...made, known: (await loadAccount(made.account.id))! }
  }

  test('each level goes out once, in its own words, with the invoice', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await server(cleanup)
    const to = address()
    const { api, id, number, known } = await overdue({ ...GERMAN, email: to, language: 'de' }, [
      { days: 7 },
      { days: 14, fee: '5.00' },
      { days: 21, text: 'Zum letzten Mal: {number} über {money}.' },
    ])
    for (const day of ['2026-11-07', '2026-11-14', '2026-11-21']) {
      await Promise.all([1, 2, 3].map(() => remindAll(known, at(day))))
      await Promise.all([1, 2].map(() => senderTo(smtp.url).pass()))
    }
    const mails = smtp.for(to).map(({ email }) => email)
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      [
        `Zahlungserinnerung: Rechnung ${number}`,
        `Mahnung: Rechnung ${number}`,
        `Letzte Mahnung: Rechnung ${number}`,
      ]
    )
    for (const { attachments } of mails)
      assert.deepEqual(
        attachments.map(({ filename }) => filename),
        [`${number}.pdf`]
      )
    assert.match(mails[0].text!, /war am \d\d\.\d\d\.\d{4} fällig/)
    assert.match(mails[0].text!, /Offener Betrag: 119,00\s€/)
    assert.notInclude(mails[0].text!, 'Mahngebühr')
    assert.match(mails[1].text!, /Mahngebühr: 5,00\s€\nGesamt: 124,00\s€/)
    assert.match(mails[2].text!, /Zum letzten Mal: INV-\d{4}-\d{4} über 119,00\s€\./)
    assert.lengthOf(await eventsOf(api, 'invoice.reminded'), 3)
    assert.sameMembers(
      (await sendsOf(api, id)).map((one: { reminder: number }) => one.reminder),
      [1, 2, 3]
    )
    const again = await api.post(`/invoices/${id}/send`, { reminder: 2 })
    assert.equal(again.status, 202)
    assert.equal((await api.post(`/invoices/${id}/send`, { reminder: 4 })).status, 422)
    await api.post(`/invoices/${id}/payments`, { amount: '119.00' })
    await smtp.runner.pass()
    // Paid before it left.
    assert.lengthOf(smtp.for(to), 3)
    assert.containsSubset((await sendsOf(api, id))[0], { status: 'cancelled', reason: 'paid' })
    assert.equal((await api.post(`/invoices/${id}/send`, { reminder: 2 })).status, 409)
  }).timeout(300_000)

  test('nobody is reminded while it is paused, and where there is no address it is said', async ({
    assert,
    cleanup,
  }) => {
    const smtp = await server(cleanup)
    const to = address()
    const { api, id, known } = await overdue({ ...GERMAN, email: to }, [{ days: 1 }, { days: 9 }])
    await remindAll(known, at('2026-11-01'))
    await api.post(`/invoices/${id}/reminders/pause`, { paused: true })
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(to), 0)
    assert.containsSubset(await sendsOf(api, id), [{ status: 'cancelled', reason: 'paused' }])
    await api.post(`/invoices/${id}/reminders/pause`, { paused: false })

    await db.from('partners').where({ account_id: known.id, key: 'sunco' }).update({ email: null })
    const { billing } = (await api.get('/partners/sunco')).body
    delete billing.email
    await api.patch('/partners/sunco', { billing })
    assert.lengthOf(await dueReminders(known, at('2026-11-09')), 1)
    await remindAll(known, at('2026-11-09'))
    assert.containsSubset((await sendsOf(api, id))[0], {
      ...{ status: 'failed', reason: 'no_address', reminder: 2, recipients: [] },
    })
    assert.containsSubset(await eventsOf(api, 'invoice.send_failed'), [
      { data: { reason: 'no_address', level: 2 } },
    ])
  }).timeout(300_000)
})

test.group('billing: many documents by mail', (group) => {
  group.setup(() => startEngine())
  group.teardown(() => fileRunner.stop())

  test('the plan says who gets how many and who is left out; each goes once', async ({
    assert,
    cleanup,
    client,
  }) => {
    const smtp = await server(cleanup)
    const to = address()
    const { account, api, id } = await draft({ ...GERMAN, email: to })
    await api.patch('/partners/brightco', { billing: { ...FRENCH, legal_name: 'No Post SARL' } })
    await db
      .from('partners')
      .where({ account_id: account.id, key: 'brightco' })
      .update({ email: null })
    await book(account, { day: '2026-10-05', amount: 500, partner: 'brightco' })
    const drafts = (await api.post('/invoices/generate', OCTOBER)).body.data
    for (const one of drafts) await api.post(`/invoices/${one.id}/finalize`)
    await book(account, { day: '2026-11-05', amount: 500 })
    await api.post('/invoices/generate', { from: '2026-11-01', to: '2026-11-30' })
    const user = await makeUser(account.id, 'finance')
    const plan = await askJson(client, 'post', '/invoices/send/plan', user, {})
    assert.deepEqual(plan.body(), {
      documents: 1,
      parties: [{ name: 'Sonne GmbH', to, count: 1 }],
      without_address: [{ name: 'No Post SARL', count: 1 }],
      ...{ sent_before: 0, not_finalized: 1 },
    })
    ;(await askJson(client, 'post', '/invoices/send', user, {})).assertStatus(202)
    const before = await askJson(client, 'post', '/invoices/send/plan', user, { ids: [id] })
    assert.containsSubset(before.body(), { documents: 0, sent_before: 1 })
    await new FileRunner().pass()
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(to), 1)
    const again = { ids: [id], again: true }
    ;(await askJson(client, 'post', '/invoices/send', user, again)).assertStatus(202)
    await smtp.runner.pass()
    assert.lengthOf(smtp.for(to), 2)

    const viewer = await makeUser(account.id, 'viewer')
    for (const path of ['/invoices/send', '/invoices/send/plan', `/invoices/${id}/send`])
      (await askJson(client, 'post', path, viewer, {})).assertStatus(403)
    const strangers = await billingAccount()
    const stranger = await makeUser(strangers.id, 'finance')
    const foreign = await askJson(client, 'post', '/invoices/send/plan', stranger, { ids: [id] })
    assert.containsSubset(foreign.body(), { documents: 0, parties: [] })
    ;(await askJson(client, 'get', `/invoices/${id}/sends`, stranger)).assertStatus(404)
    const list = await askJson(client, 'get', `/invoices/${id}/sends`, user)
    assert.containsSubset(list.body(), { terms: { to, automatic: false, xml: null } })
    ;(await getPage(client, `/invoices/${id}`, user)).assertInertiaComponent('invoices/show')

    const { unzipSync } = await import('fflate')
    const chosen = `/api/v1/invoices/archive?ids=${drafts.map((one: { id: string }) => one.id)}`
    const zip = await fetch(`http://${env.get('HOST')}:${env.get('PORT')}${chosen}`, {
      headers: { authorization: `Bearer ${account.token}` },
    })
    const names = Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())))
    assert.lengthOf(
      names.filter((name) => name.endsWith('.pdf')),
      2
    )
  }).timeout(300_000)
})
