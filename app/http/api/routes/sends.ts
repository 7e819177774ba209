import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { pageOf } from '#http/openapi/components'
import { documentSendSchema } from '#http/openapi/invoice_schemas'
import { sendSchema } from '#billing/validators/send_inputs'

const SendsController = () => import('#billing/controllers/sends_controller')

const tag = 'Billing'
const write = ['billing:write'] as const
const read = ['billing:read'] as const

export const sendRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/invoices/:id/send',
    id: 'invoices.send',
    tag,
    summary: 'Send a finalized invoice or credit note by mail',
    description:
      'In the language of the document, with its PDF (and XML, where it is wished). The mail leaves as soon as the PDF is made; what becomes of it stands in the list of sends. Every call sends once more; with an `Idempotency-Key` a repetition does not.',
    abilities: write,
    ...handledBy(SendsController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, optional: true, schema: sendSchema },
    answers: { 202: answer('What is to be sent.', documentSendSchema) },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/invoices/:id/sends',
    id: 'invoices.sends',
    tag,
    summary: 'List the mails a document and its reminders went out with',
    description: 'Newest first: to whom, when, with which files, and what the mail server said.',
    abilities: read,
    ...handledBy(SendsController, 'index'),
    answers: { 200: answer('The sends.', pageOf(documentSendSchema)) },
  },
]
