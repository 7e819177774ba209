/*
 * What every route shows to a place that is limited to entities. Routes for those who manage are not here: who manages
 * is never limited. The rest is walked by limited.spec.ts.
 */

/**
 * `closed`: about the account as a whole. `own`: the address names a thing of an entity, which of another one is not
 * there. `shown`: answers, with nothing of another entity in it.
 */
export type LimitedExpectation = 'closed' | 'own' | 'shown'

const of = (expectation: LimitedExpectation, lines: string) =>
  Object.fromEntries(
    lines
      .trim()
      .split('\n')
      .map((line) => [line.trim(), expectation])
  )

export const LIMITED: Record<string, LimitedExpectation> = {
  ...of(
    'own',
    `POST /overview/endpoints/:id/enable
    DELETE /leads/jobs/:id
    GET /leads/:id/brief
    GET /leads/:id
    GET /leads/:id/events
    GET /leads/:id/verdicts
    GET /leads/:id/targets
    GET /leads/:id/way
    GET /leads/:id/why-not
    PATCH /leads/:id
    DELETE /leads/:id
    POST /leads/:id/reveal
    POST /leads/:id/preview
    POST /leads/:id/distributions
    POST /deliveries/:id/cancel
    POST /deliveries/:id/retry
    POST /deliveries/:id/settle
    GET /profiles/:key
    GET /profiles/:key/settings
    GET /profiles/:key/assignments
    GET /profiles/:key/route
    GET /profiles/:key/versions
    GET /profiles/:key/versions/:version
    GET /profiles/:key/versions/:version/route
    GET /profiles/:key/traffic
    GET /profiles/:key/live
    GET /profiles/:key/published
    POST /profiles/:key/compare
    GET /profiles/:key/changes
    GET /profiles/:key/versions/:version/changes
    GET /profiles/:key/backtest
    GET /profiles/:key/backtest/:id
    GET /profiles/:key/backtests/:id
    GET /profiles/:key/backtests/:id/changes
    GET /profiles/:key/backtests/:id/changes/:lead
    GET /profiles/:key/backtests/:id/download
    POST /profiles/:key/backtests
    DELETE /profiles/:key/backtests/:id
    DELETE /profiles/:key
    POST /profiles/:key/pause
    POST /profiles/:key/assignments/:assignment/pause
    POST /profiles/:key/assignments/:assignment/test
    POST /profiles/:key/draft/check
    PATCH /profiles/:key/draft
    DELETE /profiles/:key/draft
    POST /profiles/:key/simulate
    POST /profiles/:key/publish
    POST /profiles/:key/revert
    GET /returns/:id/evidence/:file
    GET /deliveries/:id/return-policy
    POST /deliveries/:id/return
    POST /returns/:id/withdraw
    GET /entities/:key
    POST /entities/:key/check
    PATCH /entities/:key
    DELETE /entities/:key
    GET /events/:id
    POST /notifications/:id/read`
  ),
  ...of(
    'shown',
    `GET /overview
    GET /revenue
    GET /revenue/postings
    GET /revenue/export
    GET /leads
    GET /leads/search
    GET /leads/news
    GET /leads/pick
    GET /leads/export
    GET /leads/jobs
    POST /leads/distribute
    POST /leads/views
    PATCH /leads/views/:id
    DELETE /leads/views/:id
    GET /profiles
    POST /profiles
    GET /partners
    GET /partners/:key
    GET /partners/:key/details
    GET /partners/:key/deliveries
    GET /partners/:key/statistics
    GET /returns
    GET /returns/search
    GET /returns/statistics
    POST /returns/decide
    GET /entities
    GET /events
    GET /events/search
    GET /events/export
    GET /events/stream
    GET /plugins
    GET /settings
    GET /settings/profile
    PUT /settings/profile
    GET /settings/security
    POST /settings/security/password
    DELETE /settings/security/sessions
    DELETE /settings/security/sessions/:id
    POST /settings/security/second-factor
    POST /settings/security/second-factor/confirm
    POST /settings/security/second-factor/codes
    POST /settings/security/second-factor/off
    GET /settings/account
    POST /settings/team/leave
    GET /rules
    POST /rules/try
    POST /answers/try
    POST /templates/preview
    POST /transforms/try
    GET /search
    GET /notifications
    GET /notifications/search
    GET /notifications/unread
    POST /notifications/read
    GET /settings/notifications
    PUT /settings/notifications`
  ),
  ...of(
    'closed',
    `GET /settings/plan
    POST /settings/plan
    POST /settings/plan/end
    GET /settings/plan/invoices/:id/pdf
    POST /settings/plan/invoices/:id/pay
    POST /overview/start
    POST /revenue/proof
    GET /partners/:key/caps
    GET /partners/:key/access
    GET /partners/:key/pause
    POST /partners
    PATCH /partners/:key
    DELETE /partners/:key
    POST /partners/:key/pause
    POST /partners/:key/own
    POST /partners/:key/signing-secret
    POST /partners/:key/signing-secret/rotate
    POST /partners/:key/signing-secret/retire
    GET /partners/:key/balance
    GET /partners/:key/balance/movements
    POST /partners/:key/balance/top-ups
    POST /partners/:key/balance/corrections
    GET /partners/:key/statement
    GET /partners/:key/statement/export
    GET /partners/:key/tax
    GET /partners/:key/exemption/:id
    POST /partners/:key/exemption
    DELETE /partners/:key/exemption/:id
    POST /partners/:key/tax/check
    POST /partners/:key/tax/override
    POST /partners/:key/adjustments
    DELETE /partners/:key/adjustments/:id
    GET /partners/:key/people
    POST /partners/:key/people
    POST /partners/:key/people/:id/again
    POST /partners/:key/people/:id/pause
    DELETE /partners/:key/people/:id
    GET /partners/:key/wishes
    POST /partners/:key/wishes/:id
    POST /entities
    GET /invoices
    GET /invoices/search
    GET /invoices/generate
    POST /invoices/preview
    GET /invoices/export
    GET /invoices/archive
    GET /invoices/:id
    GET /invoices/:id/sales
    GET /invoices/:id/checks
    GET /invoices/:id/sends
    GET /invoices/:id/document
    GET /invoices/:id/files
    GET /invoices/:id/files/:format
    POST /invoices/:id/files/retry
    POST /invoices/:id/credit-returns
    POST /invoices/send/plan
    POST /invoices/send
    POST /invoices/:id/send
    POST /invoices/generate
    POST /invoices/finalize
    PATCH /invoices/:id
    POST /invoices/:id/try
    POST /invoices/:id/payments/:payment/reversal
    POST /invoices/:id/reminders
    POST /invoices/:id/reminders/pause
    POST /invoices/:id/finalize
    POST /invoices/:id/discard
    POST /invoices/:id/pay
    POST /invoices/:id/credit
    GET /invoices/self-billing
    GET /invoices/self-billing/search
    POST /invoices/self-billing/generate
    GET /invoices/exports
    GET /invoices/exports/datev
    GET /invoices/exports/ec-sales
    PUT /invoices/exports/bookkeeping
    GET /suppliers
    GET /suppliers/:key
    GET /suppliers/:key/details
    GET /suppliers/:key/statement
    POST /suppliers
    PATCH /suppliers/:key
    DELETE /suppliers/:key
    GET /settings/documents
    GET /settings/documents/sheet
    GET /settings/documents/logo/:logo
    POST /settings/documents/preview
    POST /settings/documents/preview/pdf
    PUT /settings/documents
    POST /settings/documents/logo
    GET /settings/tax
    POST /settings/tax/explain
    POST /settings/tax/check
    PUT /settings/tax
    POST /settings/tax/rates
    DELETE /settings/tax/rates/:id
    GET /settings/invoicing
    PUT /settings/invoicing
    GET /blueprint
    GET /blueprint/download/:format
    POST /blueprint/check
    POST /blueprint/apply
    GET /outbox
    GET /outbox/search
    GET /outbox/:id
    GET /outbox/:id/attachments/:place`
  ),
}
