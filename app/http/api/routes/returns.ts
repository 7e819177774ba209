import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { pageOf } from '#http/openapi/components'
import { invoiceSchema } from '#http/openapi/invoice_schemas'
import { returnPolicySchema, returnSchema } from '#http/openapi/return_schemas'
import {
  approveSchema,
  refuseSchema,
  returnFilters,
  returnSchema as returnBody,
} from '#distribution/validators/return_inputs'

const CreditReturnsController = () => import('#billing/controllers/credit_returns_controller')
const ReturnsController = () => import('#distribution/controllers/returns_controller')

const tag = 'Returns'
const write = ['leads:write'] as const
const read = ['leads:read'] as const
/** 10 MB of files in base64, and what stands around them. */
const EVIDENCE_BODY = 14 * 1024 * 1024

const empty = { types: ['json'] as const, limit: BODY_LIMIT, optional: true }

export const returnRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/returns',
    id: 'returns.index',
    tag,
    summary: 'List returns, newest first',
    abilities: read,
    ...handledBy(ReturnsController, 'index'),
    query: returnFilters,
    answers: { 200: answer('A page of returns.', pageOf(returnSchema)) },
  },
  {
    method: 'POST',
    path: '/returns',
    id: 'returns.store',
    tag,
    summary: 'Ask for a sale to be taken back',
    description:
      'The terms of the partner bind: reason, window, limits of the month, evidence. 409 says which of them it broke. `waive: true` asks all the same; then a person decides. Within the terms it is approved at once where they say so. `evidence` are files with their content in base64: pictures, PDF, recordings, plain text, at most 5 of 5 MB, together 10 MB.',
    abilities: write,
    ...handledBy(ReturnsController, 'store'),
    body: { types: ['json'], limit: EVIDENCE_BODY, schema: returnBody },
    answers: { 201: answer('The return: waiting, or approved.', returnSchema) },
    problems: [404, 409],
  },
  {
    method: 'GET',
    path: '/returns/:id',
    id: 'returns.show',
    tag,
    summary: 'Read a return',
    abilities: read,
    ...handledBy(ReturnsController, 'show'),
    answers: { 200: answer('The return.', returnSchema) },
  },
  {
    method: 'GET',
    path: '/returns/:id/evidence/:file',
    id: 'returns.evidence',
    tag,
    summary: 'Download a file of evidence',
    abilities: read,
    ...handledBy(ReturnsController, 'evidence'),
    answers: {
      200: {
        description: 'The file as it was sent, as a download.',
        schema: { type: 'string', format: 'binary' },
        contentTypes: ['application/octet-stream'],
      },
    },
  },
  {
    method: 'POST',
    path: '/returns/:id/approve',
    id: 'returns.approve',
    tag,
    summary: 'Approve a return',
    description:
      'The sale is taken back at once: its revenue is reversed, its caps are given back where the terms say so. One that is not invoiced yet drops out; of an invoiced one a credit note follows. 409 if it was decided before.',
    abilities: write,
    ...handledBy(ReturnsController, 'approve'),
    body: { ...empty, schema: approveSchema },
    answers: { 200: answer('The return, approved.', returnSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/returns/:id/refuse',
    id: 'returns.refuse',
    tag,
    summary: 'Refuse a return',
    description: 'With a reason for the partner. Its place in the limit is free again.',
    abilities: write,
    ...handledBy(ReturnsController, 'refuse'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: refuseSchema },
    answers: { 200: answer('The return, refused.', returnSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/returns/:id/withdraw',
    id: 'returns.withdraw',
    tag,
    summary: 'Withdraw a return',
    description: 'One that nobody has decided yet. It may be asked for again.',
    abilities: write,
    ...handledBy(ReturnsController, 'withdraw'),
    body: { ...empty, schema: { type: 'object' } },
    answers: { 200: answer('The return, withdrawn.', returnSchema) },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/deliveries/:id/return-policy',
    id: 'deliveries.return_policy',
    tag,
    summary: 'On what terms a delivery may be given back',
    abilities: read,
    ...handledBy(ReturnsController, 'policy'),
    answers: { 200: answer('Terms, window and limits at this moment.', returnPolicySchema) },
  },
  {
    method: 'POST',
    path: '/invoices/:id/credit-returns',
    id: 'invoices.credit_returns',
    tag,
    summary: 'Credit all sales of an invoice that were taken back',
    description:
      'One credit note over the returns and cancellations of its sales that are not credited yet. 409 if there are none.',
    abilities: ['billing:write'],
    ...handledBy(CreditReturnsController, 'api'),
    body: { ...empty, schema: { type: 'object' } },
    answers: { 201: answer('The credit note.', invoiceSchema) },
    problems: [409],
  },
]
