import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { TransportError } from '#sdk'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import { sendLeadMails } from '#distribution/lead_mails/send_lead_mails'
import { eraseLead } from '#intake/erase_lead'
import { insider } from '#tests/functional/accounts/support/team'
import { as } from '#tests/functional/api/call'
import { rowsHolding } from '#tests/helpers/dump_tables'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'

const MINUTE = 60_000

/** A mail server that remembers, and fails as it is told. */
class Server {
  leaves = true
  mails: OutgoingMail[] = []
  fails: Error | null = null

  async send(mail: OutgoingMail) {
    this.mails.push(mail)
    if (this.fails) throw this.fails
    return { messageId: mail.id, refused: [] }
  }
}

const TEMPLATE = {
  key: 'welcome',
  name: 'Welcome',
  subject: 'Your request at {{ account.name }}',
  text: 'Hello,\n\nyou asked for solar in {{ lead.state }}.\n\n{{ user.name }}',
}

async function home() {
  const account = await makeAccount()
  const api = as(account)
  const owner = await insider(account.id, 'owner')
  const lead = async (values: Record<string, unknown> = {}) => {
    const body = { entity: 'solar', values: { ...someValues(), ...values }, profile: undefined }
    const made = await api.post('/leads', body, { prefer: 'wait=10' })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    return made.body as { id: string; values: Record<string, string> }
  }
  return { ...account, api, owner, lead }
}

/** Mails of this account only: others may be due in the same database. */
async function sendDue(accountId: string, server: Server, now = Date.now()) {
  await sendLeadMails(now, server)
  return server.mails.filter((mail) => mail.accountId === accountId)
}

test.group('Mails to leads', (group) => {
  group.setup(() => startEngine())

  test('a template is kept, checked at its fields, changed on top of its revision, and deleted', async ({
    assert,
  }) => {
    const { api, owner } = await home()
    const made = await api.post('/mail-templates', { ...TEMPLATE, entity: 'solar' })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal(made.headers.get('location'), '/api/v1/mail-templates/welcome')
    const wrong = await api.post('/mail-templates', {
      ...{
        key: 'bad',
        entity: 'solar',
        subject: 'Hi {{ lead.firstname }}',
        text: '{{ boss.name }}',
      },
    })
    assert.equal(wrong.status, 422)
    assert.deepEqual(
      wrong.body.errors.map(({ field }: { field: string }) => field),
      ['subject', 'text']
    )
    assert.match(wrong.body.errors[0].message, /lead\.firstname/)
    const twice = await api.post('/mail-templates', TEMPLATE)
    assert.equal(twice.status, 409)

    const { props } = await owner.visitor.page('/settings/mail-templates/welcome')
    const base = props.template.revision
    const path = '/settings/mail-templates/welcome'
    const first = await owner.visitor.json('PATCH', path, { text: 'First', base })
    assert.equal(first.status, 200, JSON.stringify(first.body))
    const stale = await owner.visitor.json('PATCH', path, { text: 'Second', base })
    assert.equal(stale.status, 409)
    assert.equal(stale.body.stale.current.text, 'First')

    const exported = await api.get('/blueprint')
    assert.deepEqual(exported.body.mail_templates, [
      {
        key: 'welcome',
        name: 'Welcome',
        entity: 'solar',
        subject: TEMPLATE.subject,
        text: 'First',
      },
    ])
    const again = await api.put('/blueprint', exported.body)
    assert.deepEqual(again.body.data, [])
    const inUse = await api.delete('/entities/solar')
    assert.equal(inUse.status, 409)
    assert.equal((await api.delete('/mail-templates/welcome')).status, 204)
    assert.equal((await api.get('/mail-templates/welcome')).status, 404)
  })

  test('somebody writes to a lead: filled in, sent in the name of the account, answered to who wrote', async ({
    assert,
  }) => {
    const { id, api, owner, lead } = await home()
    await api.post('/mail-templates', TEMPLATE)
    const { id: leadId, values } = await lead({ state: 'AZ' })
    const { visitor } = owner
    const draft = await visitor.json('POST', `/leads/${leadId}/mails/draft`, {
      template: 'welcome',
    })
    assert.equal(draft.status, 200, JSON.stringify(draft.body))
    assert.include(draft.body.text, 'you asked for solar in AZ.')
    assert.deepEqual(draft.body.unfilled, [])
    assert.deepEqual(draft.body.addresses, [
      { field: 'email', label: 'E-mail', address: values.email },
    ])
    const { subject, text } = draft.body
    const body = {
      template: 'welcome',
      subject,
      text: `${text}\nPS: soon.`,
      to: 'email',
      key: 'k1',
    }
    const [one, two] = await Promise.all([
      visitor.json('POST', `/leads/${leadId}/mails`, body),
      visitor.json('POST', `/leads/${leadId}/mails`, body),
    ])
    assert.equal(one.status, 201, JSON.stringify(one.body))
    assert.equal(two.body.id, one.body.id)
    assert.equal(one.body.status, 'queued')

    const server = new Server()
    const [mail, ...more] = await sendDue(id, server)
    assert.lengthOf(more, 0)
    assert.deepEqual(mail.to, [values.email])
    assert.equal(mail.replyTo, owner.user.email)
    assert.include(mail.text, 'PS: soon.')
    const listed = await api.get(`/leads/${leadId}/mails`)
    assert.equal(listed.body.data.length, 1)
    assert.equal(listed.body.data[0].status, 'sent')
    assert.include(listed.body.data[0].text, 'PS: soon.')
    const events = await api.get(`/events?lead=${leadId}&type=lead.mailed`)
    assert.deepEqual(events.body.data[0].data, { mail: one.body.id, template: 'welcome' })
    const row = await db.from('lead_mails').where('id', one.body.id).firstOrFail()
    for (const column of ['to', 'subject', 'text']) {
      assert.notInclude(row[column], values.email)
      assert.notInclude(row[column], 'solar')
    }
  })

  test('what the lead does not have stays open, and no mail goes out with it', async ({
    assert,
  }) => {
    const { api, lead } = await home()
    await api.post('/mail-templates', {
      ...TEMPLATE,
      text: 'Call {{ lead.phone }} or {{ lead.nope }}',
    })
    const { id } = await lead()
    const refused = await api.post(`/leads/${id}/mails`, { template: 'welcome' })
    assert.equal(refused.status, 422)
    const [problem] = refused.body.errors
    assert.deepInclude(problem, { field: 'text', rule: 'unfilled' })
    assert.include(problem.message, '{{ lead.phone }}, {{ lead.nope }}')
    await api.post('/mail-templates', {
      ...{ key: 'kind', subject: 'Hello', text: 'Call {{ lead.phone | default: "us" }}.' },
    })
    const sent = await api.post(`/leads/${id}/mails`, { template: 'kind' })
    assert.equal(sent.status, 201, JSON.stringify(sent.body))
    assert.equal(sent.body.text, 'Call us.')
  })

  test('only to an address of the lead, and to nobody who stands on a list', async ({ assert }) => {
    const { id: accountId, api, lead } = await home()
    const { id, values } = await lead()
    const words = { subject: 'Hello', text: 'There' }
    const foreign = await api.post(`/leads/${id}/mails`, { ...words, to: 'else@where.example' })
    assert.equal(foreign.status, 422)
    assert.equal(foreign.body.errors[0].field, 'to')
    const queued = await api.post(`/leads/${id}/mails`, { ...words, to: values.email })
    assert.equal(queued.status, 201, JSON.stringify(queued.body))
    await api.post('/suppression', { key: 'dnc', name: 'Do not contact' })
    await api.post('/suppression/dnc/entries', { entries: [values.email] })
    const refused = await api.post(`/leads/${id}/mails`, words)
    assert.equal(refused.status, 422)
    assert.equal(
      refused.body.errors[0].message,
      'E-mail stands on the suppression list "Do not contact"'
    )
    // It was taken before the address came onto the list, and does not leave any more.
    const server = new Server()
    assert.lengthOf(await sendDue(accountId, server), 0)
    const { body } = await api.get(`/leads/${id}/mails`)
    assert.equal(body.data[0].status, 'failed')
    assert.include(body.data[0].error, 'Do not contact')
  })

  test('a server that is away is asked again; what may have arrived is not sent twice', async ({
    assert,
  }) => {
    const { id: accountId, api, lead } = await home()
    const words = { subject: 'Hello', text: 'There' }
    const { id } = await lead()
    await api.post(`/leads/${id}/mails`, words)
    const server = new Server()
    server.fails = new TransportError('connect', false, 'the mail server: away')
    const now = Date.now()
    assert.lengthOf(await sendDue(accountId, server, now), 1)
    const waits = (await api.get(`/leads/${id}/mails`)).body.data[0]
    assert.deepInclude(waits, { status: 'queued', error: 'the mail server: away' })
    server.fails = null
    assert.lengthOf(await sendDue(accountId, server, now + 30_000), 1)
    const both = await sendDue(accountId, server, now + 2 * MINUTE)
    assert.lengthOf(both, 2)
    assert.equal(both[0].id, both[1].id)
    assert.equal((await api.get(`/leads/${id}/mails`)).body.data[0].status, 'sent')

    const { id: other } = await lead()
    await api.post(`/leads/${other}/mails`, words)
    server.fails = new TransportError('reset', true, 'the mail server: gone')
    await sendDue(accountId, server)
    server.fails = null
    const before = server.mails.length
    await sendLeadMails(Date.now() + 600 * MINUTE, server)
    assert.equal(server.mails.slice(before).filter((one) => one.accountId === accountId).length, 0)
    assert.equal((await api.get(`/leads/${other}/mails`)).body.data[0].status, 'failed')
  })

  test('a process that dies while it sends leaves the mail to another', async ({ assert }) => {
    const { id: accountId, api, lead } = await home()
    const { id } = await lead()
    await api.post(`/leads/${id}/mails`, { subject: 'Hello', text: 'There' })
    const now = Date.now()
    await db
      .from('lead_mails')
      .where('lead_id', id)
      .update({ owned_until: now + 2 * MINUTE })
    const server = new Server()
    assert.lengthOf(await sendDue(accountId, server, now), 0)
    assert.lengthOf(await sendDue(accountId, server, now + 3 * MINUTE), 1)
  })

  test('who erases a lead erases what was written to it, also from the outbox', async ({
    assert,
  }) => {
    const { id: accountId, api, lead } = await home()
    const { id, values } = await lead()
    await api.post(`/leads/${id}/mails`, { subject: 'About you', text: `${values.email} of Reno` })
    await sendLeadMails(Date.now())
    assert.isNotNull(await db.from('mails').where('account_id', accountId).first())
    assert.isTrue((await api.get(`/leads/${id}/mails`)).body.data[0].kept)
    assert.equal(await eraseLead(accountId, id, null), 'erased')
    assert.deepEqual(await rowsHolding(accountId, [values.email]), [])
    assert.isNull(await db.from('lead_mails').where('lead_id', id).first())
    const refused = await api.post(`/leads/${id}/mails`, { subject: 'a', text: 'b' })
    assert.equal(refused.status, 409)
  })

  test('nobody writes without end', async ({ assert }) => {
    const { api, lead } = await home()
    const { id } = await lead()
    for (let n = 0; n < 20; n++)
      assert.equal((await api.post(`/leads/${id}/mails`, { subject: 'a', text: 'b' })).status, 201)
    const refused = await api.post(`/leads/${id}/mails`, { subject: 'a', text: 'b' })
    assert.equal(refused.status, 429)
    assert.match(refused.body.detail, /20 mails an hour/)
  })

  test('a preview shows what is missing, and no encrypted value', async ({ assert }) => {
    const { owner, lead } = await home()
    const { id } = await lead({ ssn: '078-05-1120' })
    const words = {
      subject: 'To {{ lead.email }}',
      text: 'Your number {{ lead.ssn }} {{ lead.phone }}',
    }
    const path = '/settings/mail-templates/preview'
    const shown = await owner.visitor.json('POST', path, { ...words, entity: 'solar', lead: id })
    assert.equal(shown.status, 200, JSON.stringify(shown.body))
    assert.include(shown.body.text, '••••')
    assert.deepEqual(shown.body.unfilled, ['lead.phone'])
    const invented = await owner.visitor.json('POST', path, {
      ...words,
      text: '{{ lead.x }}',
      entity: 'solar',
    })
    assert.include(invented.body.problems.text, 'lead.x')
  })
})
