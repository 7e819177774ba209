import { someHost } from '#tests/functional/domains/support'
import type { FullAccount } from '#tests/functional/authorization/world'

type Sent = Record<string, unknown>

const PROFILE = { profile: 'solar-us' }
const PAUSED = { paused: false }
const AMOUNT = { amount: '1.00' }
const PERIOD = { from: '2026-10-01', to: '2026-10-31' }
const ADJUSTMENT = { description: 'Set-up', unit_price: '5.00', reason: 'agreed' }
const DRAFT = { revision: 1 }
const PERSON = { email: 'somebody@partner.example', role: 'member' }
const WEBHOOK = { url: 'http://127.0.0.1:9/hook', kinds: ['cap_reached'] }
const NOTE = { text: 'Called' }
const TASK = { title: 'Call' }
const watcher = ({ owner }: FullAccount) => ({ email: owner.user.email })
const distribution = ({ ids }: FullAccount) => ({ distribution: ids['/distributions/:id'] })
const SELLING = { enabled: true, default_plan: null, invoices: 'draft' }
const PLAN = { key: 'starter', name: 'Starter', price: '1', trial_days: 7, at_limit: 'warn' }
const PERSON_ASKS = { email: 'nobody@person.example' }
const RETENTION = { hour: 3, account: {}, entities: { solar: { test: 3000 } } }
const always = (sent: Sent) => () => sent

/** What is sent, or asked for by query, where an empty request is refused before anybody looks for the thing. */
export const BODIES: Record<string, (home: FullAccount) => Sent> = {
  'POST /endpoints/:key/try': always({ does: 'submit', type: 'json', body: '{}' }),
  'POST /settings/plan': always({ plan: 'none' }),
  'POST /settings/plan/end': always({ ends: true }),
  'PUT /agency/plans': always(SELLING),
  'PUT /agency/plans/payment': always({ use: 'manual' }),
  'PUT /agency/plans/items/:key': always(PLAN),
  'POST /agency/plans/items/:key/archive': always({ archived: false }),
  'POST /agency/plans/accounts/:id': always({ plan: 'starter' }),
  'PUT /install/plans/payment': always({ use: 'manual' }),
  'POST /privacy/search': always(PERSON_ASKS),
  'POST /privacy/requests': always({ kind: 'access', ...PERSON_ASKS }),
  'POST /privacy/requests/:id/cancel': always({ reason: 'agreed' }),
  'PUT /privacy/retention': always(RETENTION),
  'POST /privacy/retention/preview': always(RETENTION),
  'POST /privacy/holds': ({ ids }) => ({ lead: ids['/privacy/holds/:id'], reason: 'claim' }),
  'POST /api/v1/privacy/requests': always({ kind: 'access', ...PERSON_ASKS }),
  'POST /leads/:id/notes': always(NOTE),
  'PATCH /leads/:id/notes/:note': always(NOTE),
  'POST /leads/:id/tasks': always(TASK),
  'PATCH /tasks/:id': always(TASK),
  'POST /api/v1/leads/:id/notes': always(NOTE),
  'PATCH /api/v1/leads/:id/notes/:note': always(NOTE),
  'POST /api/v1/leads/:id/tasks': always(TASK),
  'PATCH /api/v1/tasks/:id': always(TASK),
  'PUT /api/v1/leads/:id/watchers': watcher,
  'DELETE /api/v1/leads/:id/watchers': watcher,
  'GET /leads/board/column': always({ entity: 'solar', stage: 'new' }),
  'GET /leads/board/news': always({ entity: 'solar', since: 1 }),
  'PATCH /leads/:id/stage': always({ stage: 'qualified' }),
  'GET /leads/:id/verdicts': distribution,
  'GET /leads/:id/targets': distribution,
  'GET /leads/:id/way': always({ ...PROFILE, version: '1' }),
  'GET /leads/:id/why-not': (home) => ({ ...distribution(home), partner: 'sunco' }),
  'POST /leads/:id/reveal': always({ field: 'ssn' }),
  'POST /privacy/suppression/search': always({ text: 'jane@example.com' }),
  'POST /privacy/suppression': always({ key: 'dnc', name: 'Do not contact' }),
  'POST /privacy/suppression/:key/entries': always({ entries: ['jane@example.com'] }),
  'POST /privacy/suppression/:key/remove': always({ id: 'none' }),
  'POST /api/v1/suppression': always({ key: 'dnc', name: 'Do not contact' }),
  'POST /api/v1/suppression/:key/entries': always({ entries: ['jane@example.com'] }),
  'DELETE /api/v1/suppression/:key/entries': always({ entries: ['jane@example.com'] }),
  'POST /api/v1/suppression/:key/check': always({ email: 'jane@example.com' }),
  'POST /settings/tags/:key/merge': always({ into: 'none' }),
  'POST /leads/:id/preview': always(PROFILE),
  'POST /leads/:id/distributions': always(PROFILE),
  'POST /leads/:id/merge': ({ ids }) => ({ from: [ids['/leads/:id']] }),
  'POST /leads/:id/mails': always({ subject: 'Hello', text: 'There', key: 'k' }),
  'POST /settings/mail-templates': always({ key: 'hi', subject: 'Hello', text: 'There' }),
  'POST /settings/mail-templates/preview': always({ subject: 'Hello', text: 'There' }),
  'POST /deliveries/:id/cancel': always({ reason: 'invalid_phone' }),
  'POST /deliveries/:id/settle': always({ status: 'accepted' }),
  'POST /deliveries/:id/return': always({ reason: 'invalid_phone' }),
  'POST /profiles/:key/compare': always({ from: 'live', to: '1' }),
  'POST /profiles/:key/backtests': always(PERIOD),
  'POST /profiles/:key/pause': always(PAUSED),
  'POST /profiles/:key/assignments/:assignment/pause': always(PAUSED),
  'POST /profiles/:key/revert': always({ version: 1 }),
  'POST /automations/:key/revert': always({ version: 1 }),
  'POST /automations/:key/off': always({ waiting: 'continue' }),
  'POST /automations/:key/test': ({ ids }) => ({ lead: ids['/leads/:id'] }),
  'POST /forms/:key/check': always({ document: {} }),
  'POST /forms/:key/revert': always({ version: 1 }),
  'POST /forms/:key/open': always({ open: true }),
  'POST /forms/:key/copy': always({ key: 'another-quote', name: 'Another' }),
  'POST /partners/:key/pause': always(PAUSED),
  'POST /partners/:key/own': always({ what: 'pause' }),
  'GET /partners/:key/statement/export': always({ ...PERIOD, format: 'csv' }),
  'POST /partners/:key/adjustments': always(ADJUSTMENT),
  'PATCH /invoices/:id': always(DRAFT),
  'POST /invoices/:id/try': always(DRAFT),
  'POST /invoices/:id/reminders/pause': always(PAUSED),
  'POST /invoices/:id/pay': always(AMOUNT),
  'POST /invoices/:id/credit': always({ reason: 'agreed' }),
  'PUT /settings/team/:id': always({ role: 'viewer' }),
  'POST /agency/clients/:key/rest': always({ resting: false }),
  'POST /agency/clients/:key/owner': always({ owner: 'boss@client.example' }),
  'POST /settings/domains': () => ({ host: someHost(), use: 'app' }),
  'PUT /settings/webhooks/:id': always(WEBHOOK),
  'POST /sources/:key/tokens': always({ name: 'Probe' }),
  'POST /partners/:key/balance/top-ups': always(AMOUNT),
  'POST /partners/:key/balance/corrections': always({ ...AMOUNT, reason: 'agreed' }),
  'POST /partners/:key/people': always(PERSON),
  'POST /partners/:key/people/:id/pause': always(PAUSED),
  'POST /partners/:key/wishes/:id': always({ approve: false, answer: 'no' }),

  'GET /api/v1/leads/:id/why-not': (home) => ({ ...distribution(home), partner: 'sunco' }),
  'POST /api/v1/leads/:id/distributions': always(PROFILE),
  'POST /api/v1/leads/:id/merge': ({ ids }) => ({ from: [ids['/leads/:id']] }),
  'POST /api/v1/leads/:id/mails': always({ subject: 'Hello', text: 'There' }),
  'POST /api/v1/deliveries/:id/cancel': always({ reason: 'invalid_phone' }),
  'POST /api/v1/deliveries/:id/settle': always({ status: 'accepted' }),
  'POST /api/v1/returns/:id/refuse': always({ reason: 'no' }),
  'POST /api/v1/automations/:key/revert': always({ version: 1 }),
  'POST /api/v1/automations/:key/off': always({ waiting: 'continue' }),
  'POST /api/v1/automations/:key/test': ({ ids }) => ({ lead: ids['/leads/:id'] }),
  'POST /api/v1/profiles/:key/revert': always({ version: 1 }),
  'POST /api/v1/profiles/:key/simulate': always({ values: { email: 'a@b.example' } }),
  'POST /api/v1/profiles/:key/backtest': always({ ...PERIOD, version: 1 }),
  'POST /api/v1/invoices/:id/reminders/pause': always(PAUSED),
  'GET /api/v1/partners/:key/statement': always(PERIOD),
  'GET /api/v1/suppliers/:key/statement': always(PERIOD),
  'POST /api/v1/partners/:key/adjustments': always(ADJUSTMENT),
  'PATCH /api/v1/invoices/:id': always(DRAFT),
  'POST /api/v1/invoices/:id/payments': always(AMOUNT),
  'POST /api/v1/invoices/:id/credit-notes': always({ reason: 'agreed' }),
  'POST /api/v1/partners/:key/top-ups': always(AMOUNT),
  'POST /api/v1/partners/:key/balance-corrections': always({ ...AMOUNT, reason: 'agreed' }),
}

/** Routes that end the session or the place of who calls them: each time by somebody of their own. */
export const ENDING: ReadonlySet<string> = new Set([
  'POST /logout',
  'POST /settings/team/leave',
  'POST /agency/clients/:key/enter',
  'DELETE /settings/security/sessions',
])

/** Where the account itself is told of none as well, and why: the thing is hard to come by and has a test of its own. */
export const UNPROVEN: Record<string, string> = {
  'PATCH /leads/:id/notes/:note': 'no person wrote it (crm/notes.spec.ts)',
  ...Object.fromEntries(
    [
      ...['PATCH /api/v1/leads/:id/notes/:note', 'DELETE /api/v1/leads/:id/notes/:note'],
      ...['PATCH /api/v1/tasks/:id', 'DELETE /api/v1/tasks/:id'],
    ].map((line) => [line, 'the lead was erased before (crm/notes.spec.ts, crm/tasks.spec.ts)'])
  ),
  'GET /settings/plan/invoices/:id/pdf':
    'there is one when a period was billed: tests/functional/plans',
  'POST /settings/plan/invoices/:id/pay': 'the same',
  'POST /overview/endpoints/:id/enable': 'no endpoint was switched off',
  'GET /profiles/:key/changes': 'the profile has no draft (pages/compare.spec.ts)',
  'DELETE /profiles/:key/draft': 'the profile has no draft (pages/profiles.spec.ts)',
  'GET /profiles/:key/backtests/:id/changes/:lead': 'no lead changed hands',
  'POST /leads/:id/merges/:merge/undo': 'nothing was merged (crm/merge.spec.ts)',
  'POST /api/v1/leads/:id/merges/:merge/undo': 'the same',
  'GET /settings/documents/logo/:logo': 'no logo was uploaded (billing/document_look.spec.ts)',
}
