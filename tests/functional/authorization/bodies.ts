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
const distribution = ({ ids }: FullAccount) => ({ distribution: ids['/distributions/:id'] })
const SELLING = { enabled: true, default_plan: null, invoices: 'draft' }
const PLAN = { key: 'starter', name: 'Starter', price: '1', trial_days: 7, at_limit: 'warn' }
const always = (sent: Sent) => () => sent

/** What is sent, or asked for by query, where an empty request is refused before anybody looks for the thing. */
export const BODIES: Record<string, (home: FullAccount) => Sent> = {
  'POST /settings/plan': always({ plan: 'none' }),
  'POST /settings/plan/end': always({ ends: true }),
  'PUT /agency/plans': always(SELLING),
  'PUT /agency/plans/payment': always({ use: 'manual' }),
  'PUT /agency/plans/items/:key': always(PLAN),
  'POST /agency/plans/items/:key/archive': always({ archived: false }),
  'POST /agency/plans/accounts/:id': always({ plan: 'starter' }),
  'PUT /install/plans/payment': always({ use: 'manual' }),
  'GET /leads/:id/verdicts': distribution,
  'GET /leads/:id/targets': distribution,
  'GET /leads/:id/way': always({ ...PROFILE, version: '1' }),
  'GET /leads/:id/why-not': (home) => ({ ...distribution(home), partner: 'sunco' }),
  'POST /leads/:id/reveal': always({ field: 'ssn' }),
  'POST /leads/:id/preview': always(PROFILE),
  'POST /leads/:id/distributions': always(PROFILE),
  'POST /deliveries/:id/cancel': always({ reason: 'invalid_phone' }),
  'POST /deliveries/:id/settle': always({ status: 'accepted' }),
  'POST /deliveries/:id/return': always({ reason: 'invalid_phone' }),
  'POST /profiles/:key/compare': always({ from: 'live', to: '1' }),
  'POST /profiles/:key/backtests': always(PERIOD),
  'POST /profiles/:key/pause': always(PAUSED),
  'POST /profiles/:key/assignments/:assignment/pause': always(PAUSED),
  'POST /profiles/:key/revert': always({ version: 1 }),
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
  'POST /partners/:key/balance/top-ups': always(AMOUNT),
  'POST /partners/:key/balance/corrections': always({ ...AMOUNT, reason: 'agreed' }),
  'POST /partners/:key/people': always(PERSON),
  'POST /partners/:key/people/:id/pause': always(PAUSED),
  'POST /partners/:key/wishes/:id': always({ approve: false, answer: 'no' }),

  'GET /api/v1/leads/:id/why-not': (home) => ({ ...distribution(home), partner: 'sunco' }),
  'POST /api/v1/leads/:id/distributions': always(PROFILE),
  'POST /api/v1/deliveries/:id/cancel': always({ reason: 'invalid_phone' }),
  'POST /api/v1/deliveries/:id/settle': always({ status: 'accepted' }),
  'POST /api/v1/returns/:id/refuse': always({ reason: 'no' }),
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
  'GET /settings/plan/invoices/:id/pdf':
    'there is one when a period was billed: tests/functional/plans',
  'POST /settings/plan/invoices/:id/pay': 'the same',
  'POST /overview/endpoints/:id/enable': 'no endpoint was switched off',
  'GET /profiles/:key/changes': 'the profile has no draft (pages/compare.spec.ts)',
  'DELETE /profiles/:key/draft': 'the profile has no draft (pages/profiles.spec.ts)',
  'GET /profiles/:key/backtests/:id/changes/:lead': 'no lead changed hands',
  'GET /settings/documents/logo/:logo': 'no logo was uploaded (billing/document_look.spec.ts)',
}
