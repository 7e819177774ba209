import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { setAgency } from '#accounts/agencies/set_agency'
import { createToken } from '#accounts/create_token'
import { openPlans } from '#accounts/plans/save_plans'
import { subscribe } from '#accounts/plans/subscribe'
import { INSTALL } from '#accounts/plans/types'
import { loadAccount } from '#accounts/repository'
import { createBacktest } from '#distribution/backtest/jobs/backtests'
import { addExemptionFiles } from '#distribution/setup/exemption_files'
import { callbackToken } from '#distribution/callback_token'
import { RequestRunner } from '#privacy/requests/request_runner'
import { loadPartner } from '#partners/repository'
import { loadProfile, loadVersionByNumber } from '#routing/repository'
import { newId } from '#shared/ids'
import { PASSWORD } from '#tests/functional/accounts/support/people'
import { insider, invited, linkOf } from '#tests/functional/accounts/support/team'
import { newClient } from '#tests/functional/agency/support'
import { OCTOBER, book } from '#tests/functional/billing/support'
import type { as } from '#tests/functional/api/call'
import { someHost } from '#tests/functional/domains/support'
import { buyerOf } from '#tests/functional/portal/support'
import { TERMS, returnsAccount } from '#tests/functional/returns/support'
import { withSuppliers } from '#tests/functional/suppliers/support'
import { makeAccount } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'

const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1')

/** An account that has one of everything, with what each thing is called in an address. */
export async function fullAccount() {
  const home = await returnsAccount({ ...TERMS, evidence: 'optional' })
  const { id, api } = home
  const owner = await insider(id, 'owner')
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await owner.visitor.json(method, path, body)
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const first = async (table: string) =>
    (await db.from(table).where('account_id', id).orderBy('id').firstOrFail()).id as string

  await setAgency(id, true, { actor: 'test', now: Date.now() })
  const client = await newClient(id)
  await withSuppliers(id, [{ key: 'ads', name: 'Ads' }])
  await ask('POST', '/forms', { key: 'quote', name: 'Quote', entity: 'solar' })
  await ask('POST', '/forms/quote/publish', {})
  await api.post('/mail-templates', { key: 'hello', subject: 'Hello', text: 'There' })
  const automationRun = await ranAutomation(id, api)
  const source = { key: 'google-ads', entity: 'solar', posting: { public: true } }
  const { body: posting } = await api.post('/sources', source)
  const { row: key } = await ask('POST', '/sources/google-ads/tokens', { name: 'Probe' })
  await ask('POST', '/privacy/suppression', { key: 'dnc', name: 'Do not contact' })
  const [sale, other] = await home.sell(2, { ssn: '078-05-1120' })
  const { body: lead } = await api.get(`/leads/${sale.lead_id}`)
  const { body: note } = await api.post(`/leads/${lead.id}/notes`, { text: 'Called' })
  const { body: task } = await api.post(`/leads/${lead.id}/tasks`, { title: 'Call again' })
  const { body: asked } = await api.post('/returns', {
    ...{ delivery: sale.id, reason: 'invalid_phone' },
    evidence: [{ name: 'call.png', content: PNG.toString('base64') }],
  })
  await book({ id }, { day: '2026-10-05', amount: 5000 })
  const { body: drafts } = await api.post('/invoices/generate', OCTOBER)
  const invoice = drafts.data[0].id as string
  await api.post(`/invoices/${invoice}/finalize`)
  await api.post(`/invoices/${invoice}/payments`, { amount: { amount: '1.00', currency: 'EUR' } })
  await api.post('/partners/sunco/adjustments', {
    ...{ description: 'Set-up', unit_price: '5.00', reason: 'agreed' },
  })
  const partner = (await loadPartner(id, 'sunco'))!
  const by = { actor: 'user:test', now: Date.now() }
  const file = { name: 'c.png', type: 'image/png', size: PNG.length, sha256: 'a'.repeat(64) }
  await addExemptionFiles(id, partner.id, [{ ...file, content: PNG }] as never, by)
  const profile = (await loadProfile(id, 'solar-us'))!
  const live = (await loadVersionByNumber(id, profile.id, 1))!
  const backtest = await createBacktest(
    {
      ...{ accountId: id, profileId: profile.id, actor: null, source: 'page', version: 1 },
      ...{ document: live.document, from: Date.now() - 1000, to: Date.now() },
    } as never,
    Date.now()
  )
  const rate = await ask('POST', '/settings/tax/rates', {
    ...{ territory: 'DE', percent: '17', valid_from: '2027-11-01', source: 'BGBl. I' },
  })
  await api.post('/tags', { key: 'hot', name: 'Hot' })
  const view = await ask('POST', '/leads/views', {
    ...{ name: 'All', filter: {}, sort: 'newest', shared: true },
  })
  const seat = await buyerOf(id)
  const wish = await seat.buyer.json('POST', '/portal/settings/wishes', {
    ...{ profile: 'solar-us', assignment: 'sunco-west', kind: 'price', wish: '22.50' },
  })
  await ask('POST', '/endpoints', {
    ...{ key: 'radio', name: 'Radio', plugin: 'leadflip', entity: 'solar', source: 'radio' },
  })
  const member = await insider(id, 'viewer')
  const invitation = await invited(owner.visitor)
  const token = await createToken(id, 'CI', ['leads:read'], null)
  const job = newId('job')
  await db.table('lead_jobs').insert({
    ...{ id: job, account_id: id, actor: 'user:test', profile: 'solar-us', ids: '[]' },
    ...{ upto: other.lead_id, after: '', status: 'running', owner: null },
    ...{ owned_until: Date.now() + 600_000, created_at: Date.now() },
  })
  const { body: imported } = await owner.visitor.send('POST', '/imports?entity=solar', {
    ...{ headers: { 'content-type': 'text/csv' }, body: 'email,state\nsolar@example.com,CA\n' },
  })
  const mail = newId('mail')
  await drive.use().put(`mails/${mail}`, 'x')
  await db.table('mails').insert({
    ...{ id: mail, account_id: id, message_id: mail, to: 'a@b.example', subject: 's', text: 't' },
    ...{ created_at: Date.now(), headers: '{}' },
    attachments: JSON.stringify([
      {
        ...{ name: 'x.txt', media_type: 'text/plain', size: 1, path: `mails/${mail}` },
        sha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      },
    ]),
  })
  const { id: domain } = await ask('POST', '/settings/domains', { host: someHost(), use: 'app' })
  const { id: webhook } = await ask('POST', '/settings/webhooks', {
    ...{ url: 'http://127.0.0.1:9/hook', kinds: ['cap_reached'] },
  })
  const [notice, message] = [newId('ntc'), newId('msg')]
  const at = Date.now()
  await db.table('notices').insert({
    ...{
      id: notice,
      account_id: id,
      kind: 'cap_reached',
      subject: 's',
      period: 'p',
      at,
      data: '{}',
    },
  })
  await db.table('notice_copies').insert({
    ...{ notice_id: notice, user_id: owner.user.id, account_id: id, kind: 'cap_reached' },
    ...{ shown: true, told_at: at },
  })
  await db.table('webhook_messages').insert({
    ...{ id: message, endpoint_id: webhook, account_id: id, notice_id: notice, state: 'sent' },
    ...{ due_at: at, created_at: at },
  })
  const access = { kind: 'access', email: 'nobody@person.example' }
  const { id: request } = await ask('POST', '/privacy/requests', access)
  const { id: ready } = await ask('POST', '/privacy/requests', access)
  await ask('POST', `/privacy/requests/${ready}/begin`)
  await new RequestRunner().pass()
  await ask('POST', '/privacy/holds', { lead: other.lead_id, reason: 'claim' })
  const subscriber = await sellingPlans(id)
  // Another device of the owner: what it does not end is the session of this test.
  await new Visitor().signIn(owner.user.email, PASSWORD)
  const sessions = db.from('user_sessions').where('user_id', owner.user.id).orderBy('id', 'desc')
  const session = (await sessions.firstOrFail()).id

  return {
    id,
    owner,
    api,
    seat,
    delivery: sale,
    /** By the way a route begins; `:key` and the like have one value each. */
    ids: {
      '/leads/views/:id': view.id,
      '/leads/jobs/:id': job,
      '/leads/changes/:id': job,
      '/imports/:id': imported.id,
      '/leads/:id': lead.id,
      '/tasks/:id': task.id,
      '/distributions/:id': lead.distributions[0].id,
      '/deliveries/:id': sale.id,
      '/automation-runs/:id': automationRun,
      '/returns/:id': asked.id,
      '/invoices/:id': invoice,
      '/profiles/:key/backtest': backtest!,
      '/backtests/:id': backtest!,
      '/partners/:key/adjustments/:id': await first('adjustments'),
      '/partners/:key/exemption/:id': await first('exemption_files'),
      '/partners/:key/people/:id': seat.seat.id,
      '/partners/:key/wishes/:id': wish.body.id,
      '/settings/tax/rates/:id': rate.id,
      '/settings/team/invitations/:id': invitation.id,
      '/settings/team/:id': member.id,
      '/settings/security/sessions/:id': session,
      '/settings/domains/:id': domain,
      '/settings/webhooks/:id': webhook,
      '/notifications/:id': notice,
      '/sources/:key/tokens/:id': key.id,
      '/privacy/requests/:id': request,
      '/privacy/requests/:id/file': ready,
      '/privacy/holds/:id': other.lead_id,
      '/api/tokens/:id': token.ok ? token.value.row.id : '',
      '/outbox/:id': mail,
      '/events/:id': await first('events'),
      '/overview/endpoints/:id': 'none',
      '/agency/plans/accounts/:id': subscriber,
    } as Record<string, string>,
    params: {
      version: '1',
      format: 'pdf',
      file: asked.evidence[0].id as string,
      payment: await first('payments').catch(() => 'none'),
      place: '0',
      assignment: 'sunco-west',
      lead: lead.id as string,
      note: note.id as string,
      logo: 'none',
      guide: 'rules',
      ...{ lang: 'en', picture: 'none' },
      message,
      ask: 'none',
      token: await linkOf(invitation.id),
      invoice: invoice,
      type: 'not-found',
      name: 'sunny',
      slug: new URL(posting.posting_url as string).pathname.split('/')[2],
      provider: 'manual',
      merge: 'none',
    } as Record<string, string>,
    keys: {
      '/profiles': 'solar-us',
      '/partners': 'sunco',
      '/suppliers': 'ads',
      '/tags': 'hot',
      '/settings/tags': 'hot',
      '/mail-templates': 'hello',
      '/settings/mail-templates': 'hello',
      '/forms': 'quote',
      '/automations': 'welcome',
      '/f/preview': 'quote',
      '/sources': 'google-ads',
      '/endpoints': 'radio',
      '/suppression': 'dnc',
      '/privacy/suppression': 'dnc',
      '/agency/clients': client.key,
      '/entities': 'solar',
      '/agency/plans': 'starter',
      '/install/plans': 'starter',
    } as Record<string, string>,
    token: home.token,
    callback: callbackToken(sale.id),
  }
}

/** An automation with a version, and a run of it that failed; answers the id of the run. */
async function ranAutomation(accountId: string, api: ReturnType<typeof as>): Promise<string> {
  const route = {
    start: 'begin',
    nodes: {
      begin: { type: 'stage_changed', ports: { out: 'move' } },
      move: { type: 'change_stage', stage: 'qualified' },
    },
  }
  const welcome = { key: 'welcome', name: 'Welcome', entity: 'solar', document: { route } }
  const made = await api.post('/automations', welcome)
  const published = await api.post('/automations/welcome/publish', {})
  if (published.status !== 200) throw new Error(JSON.stringify(published.body))
  const id = `arun_${accountId}`
  await db.table('automation_runs').insert({
    ...{ id, account_id: accountId, automation_id: made.body.id, version: 1 },
    ...{ event_id: 'evt_none', event_type: 'lead.stage_changed', event_at: 1, facts: '{}' },
    ...{ subject: 'lead_none', chain: '[]', status: 'failed', node: 'move', due_at: 1 },
    ...{ created_at: 1, ended_at: 1 },
  })
  return id
}

export type FullAccount = Awaited<ReturnType<typeof fullAccount>>

/** Makes an account an agency with plans and a client on one, itself on one of the install's; answers the client's id. */
async function sellingPlans(accountId: string): Promise<string> {
  const by = { actor: 'user:test', now: Date.now() }
  await db.from('accounts').where('id', accountId).update({ agency: true })
  const account = (await loadAccount(accountId))!
  await openPlans(accountId, account, by)
  await openPlans(INSTALL, account, by)
  await subscribe(accountId, 'scale', by)
  const client = await makeAccount({ blueprint: null })
  await db.from('accounts').where('id', client.id).update({ parent_id: accountId })
  return client.id
}

/** An account that has nothing but its owner. */
export async function emptyAccount() {
  const made = await makeAccount({ blueprint: null })
  return { ...made, owner: await insider(made.id, 'owner') }
}
