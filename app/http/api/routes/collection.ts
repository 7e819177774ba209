import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import {
  remindersSchema,
  runsSchema,
  statementSchema,
  supplierStatementSchema,
} from '#http/openapi/collection_schemas'
import { pageOf } from '#http/openapi/components'
import { adjustmentAnswer } from '#http/openapi/invoice_schemas'
import {
  adjustmentSchema,
  exportQuery,
  pauseSchema,
  statementQuery,
} from '#billing/validators/invoice_inputs'

const CollectionController = () => import('#billing/controllers/collection_controller')
const SelfBillingController = () => import('#billing/controllers/self_billing_controller')
const AdjustmentsController = () => import('#billing/controllers/adjustments_controller')

const tag = 'Billing'
const write = ['billing:write'] as const
const read = ['billing:read'] as const

/** What is about several documents, or about getting them made and paid. They stand before `/invoices/:id`. */
export const collectionRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/invoices/export',
    id: 'invoices.export',
    tag,
    summary: 'Export documents as CSV, newest first',
    description:
      'Whole (`invoices`, the default), by `lines`, or their `payments`. Credit notes have negative sums.',
    abilities: read,
    ...handledBy(CollectionController, 'export'),
    query: exportQuery,
    answers: {
      200: { description: 'CSV.', schema: { type: 'string' }, contentTypes: ['text/csv'] },
    },
  },
  {
    method: 'GET',
    path: '/invoices/runs',
    id: 'invoices.runs',
    tag,
    summary: 'What schedules did and do next',
    description:
      'A run makes the drafts of a period that has ended, once. `held` names the partners whose drafts wait, and why.',
    abilities: read,
    ...handledBy(CollectionController, 'runs'),
    answers: { 200: answer('Runs, newest first, and the next of each schedule.', runsSchema) },
  },
  {
    method: 'GET',
    path: '/invoices/:id/reminders',
    id: 'invoices.reminders.index',
    tag,
    summary: 'What was reminded of, and what comes next',
    abilities: read,
    ...handledBy(CollectionController, 'reminders'),
    answers: { 200: answer('Reminders by level.', remindersSchema) },
  },
  {
    method: 'POST',
    path: '/invoices/:id/reminders',
    id: 'invoices.reminders.store',
    tag,
    summary: 'Remind of an overdue invoice',
    description:
      'The next level, by hand: also before its day and where reminders are paused. It goes out by mail, with the invoice. A level is reminded of once; `POST /invoices/{id}/send` with `reminder` sends it again. A fee stands on the reminder and is not added to what is due.',
    abilities: write,
    ...handledBy(CollectionController, 'remind'),
    answers: { 201: answer('All reminders of the invoice.', remindersSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/invoices/:id/reminders/pause',
    id: 'invoices.reminders.pause',
    tag,
    summary: 'Pause or resume the reminders of an invoice',
    abilities: write,
    ...handledBy(CollectionController, 'pause'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: pauseSchema },
    answers: { 200: answer('All reminders of the invoice.', remindersSchema) },
  },
  {
    method: 'GET',
    path: '/partners/:key/statement',
    id: 'partners.statement',
    tag,
    summary: "Read a partner's statement of account",
    description:
      'What it owed before, documents by issue date, payments by the date they came, and what it owes after; one statement a currency.',
    abilities: read,
    ...handledBy(CollectionController, 'statement'),
    query: statementQuery,
    answers: { 200: answer('Statements by currency.', pageOf(statementSchema)) },
  },
  {
    method: 'GET',
    path: '/suppliers/:key/statement',
    id: 'suppliers.statement',
    tag,
    summary: "Read a supplier's statement of account",
    description:
      'What it was owed before, documents of self-billing by issue date, payments by the date they were made, and what it is owed after; one statement a currency.',
    abilities: read,
    ...handledBy(SelfBillingController, 'statement'),
    query: statementQuery,
    answers: { 200: answer('Statements by currency.', pageOf(supplierStatementSchema)) },
  },
  {
    method: 'GET',
    path: '/partners/:key/adjustments',
    id: 'partners.adjustments.index',
    tag,
    summary: "List what waits for a partner's next invoice",
    abilities: read,
    ...handledBy(AdjustmentsController, 'index'),
    answers: { 200: answer('Adjustments, oldest first.', pageOf(adjustmentAnswer)) },
  },
  {
    method: 'POST',
    path: '/partners/:key/adjustments',
    id: 'partners.adjustments.store',
    tag,
    summary: 'Bill or credit something beside sales',
    description:
      'It stands on the next draft for the partner as a line of its own, taxed as the partner is on that day. A negative one waits until a draft can bear it. It enters the ledger when the document is finalized.',
    abilities: write,
    ...handledBy(AdjustmentsController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: adjustmentSchema },
    answers: { 201: answer('All that waits for the partner.', pageOf(adjustmentAnswer)) },
  },
  {
    method: 'DELETE',
    path: '/partners/:key/adjustments/:id',
    id: 'partners.adjustments.destroy',
    tag,
    summary: 'Take back what still waits',
    abilities: write,
    ...handledBy(AdjustmentsController, 'destroy'),
    answers: { 204: { description: 'Gone.' } },
    problems: [409],
  },
]
