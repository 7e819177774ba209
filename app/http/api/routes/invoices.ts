import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { pageOf } from '#http/openapi/components'
import { fileSchema, invoiceSchema } from '#http/openapi/invoice_schemas'
import { archiveQuery, xmlQuery } from '#billing/validators/document_inputs'
import {
  creditSchema,
  draftSchema,
  generateSchema,
  invoiceFilters,
  paymentSchema,
  reversalSchema,
  payoutSchema,
} from '#billing/validators/invoice_inputs'

const SelfBillingController = () => import('#billing/controllers/self_billing_controller')
const InvoicesController = () => import('#billing/controllers/invoices_controller')
const InvoiceFilesController = () => import('#billing/controllers/invoice_files_controller')

const tag = 'Billing'
const write = ['billing:write'] as const
const read = ['billing:read'] as const

export const invoiceRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/invoices/generate',
    id: 'invoices.generate',
    tag,
    summary: 'Make drafts for a period',
    description:
      'One per partner and currency with something to bill: sales booked from `from` to `to` (dates of the account, both included) that are on no document and were not taken back. A draft of the very period is made anew. What keeps a draft from being finalized stands in its `problems`.',
    abilities: write,
    ...handledBy(InvoicesController, 'generate'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: generateSchema },
    answers: { 200: answer('The drafts, by partner.', pageOf(invoiceSchema)) },
  },
  {
    method: 'GET',
    path: '/invoices',
    id: 'invoices.index',
    tag,
    summary: 'List invoices and credit notes, newest first',
    description:
      'What was sold. Self-billing, where a supplier is the seller, is listed by `kind` or `supplier`; `kind=self_billed` is its documents and their credit notes.',
    abilities: read,
    ...handledBy(InvoicesController, 'index'),
    query: invoiceFilters,
    answers: { 200: answer('A page of invoices.', pageOf(invoiceSchema)) },
  },
  {
    method: 'GET',
    path: '/invoices/archive',
    id: 'invoices.archive',
    tag,
    summary: 'Read the files of many documents as one ZIP',
    description:
      'Finalized documents of the filter, newest first, at most 5,000. Files that are not there are named in `missing.txt`.',
    abilities: read,
    ...handledBy(InvoiceFilesController, 'archive'),
    query: archiveQuery,
    answers: {
      200: {
        description: 'The archive.',
        schema: { type: 'string', format: 'binary' },
        contentTypes: ['application/zip'],
      },
    },
  },
  {
    method: 'GET',
    path: '/invoices/:id',
    id: 'invoices.show',
    tag,
    summary: 'Read an invoice or credit note',
    abilities: read,
    ...handledBy(InvoicesController, 'show'),
    answers: { 200: answer('The invoice.', invoiceSchema) },
  },
  {
    method: 'GET',
    path: '/invoices/:id/pdf',
    id: 'invoices.pdf',
    tag,
    summary: 'Read the PDF of a finalized invoice or credit note',
    description:
      'PDF/A-3 with the XML of Factur-X (profile EN 16931) inside, as it was made when the invoice was finalized. 409 for drafts, and while it is being made (with `Retry-After`).',
    abilities: read,
    ...handledBy(InvoiceFilesController, 'pdf'),
    answers: {
      200: {
        description: 'The PDF.',
        schema: { type: 'string', format: 'binary' },
        contentTypes: ['application/pdf'],
      },
    },
    problems: [409, 503],
  },
  {
    method: 'GET',
    path: '/invoices/:id/files',
    id: 'invoices.files',
    tag,
    summary: 'List the files of a finalized invoice or credit note',
    description:
      'With their checksums, what went wrong with those that are not there, and a link to each that needs no token and ends after a day.',
    abilities: read,
    ...handledBy(InvoiceFilesController, 'index'),
    answers: { 200: answer('The files.', pageOf(fileSchema)) },
  },
  {
    method: 'GET',
    path: '/invoices/:id/xml',
    id: 'invoices.xml',
    tag,
    summary: 'Read the e-invoice of a finalized invoice or credit note',
    description:
      'By the European standard EN 16931. The same document has the same bytes each time. 409 for drafts, and where the format has no way to say the document; `errors` names the rules.',
    abilities: read,
    ...handledBy(InvoiceFilesController, 'xml'),
    query: xmlQuery,
    answers: {
      200: {
        description: 'The XML.',
        schema: { type: 'string' },
        contentTypes: ['application/xml'],
      },
    },
    problems: [409, 503],
  },
  {
    method: 'POST',
    path: '/invoices/:id/finalize',
    id: 'invoices.finalize',
    tag,
    summary: 'Finalize a draft',
    description:
      'It gets the next number of its series, without a gap, and never changes again. 409 says what is missing; `errors` names each.',
    abilities: write,
    ...handledBy(InvoicesController, 'finalize'),
    answers: { 200: answer('The invoice.', invoiceSchema) },
    problems: [409],
  },
  {
    method: 'PATCH',
    path: '/invoices/:id',
    id: 'invoices.update',
    tag,
    summary: 'Change a draft',
    description:
      'On top of the `revision` it was read at; 409 where it has changed since. `adjustments` are all lines beside sales there shall be: those without `id` are new, those left out go. Deliveries that are removed stay unbilled. A draft that is made anew keeps all of it.',
    abilities: write,
    ...handledBy(InvoicesController, 'update'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: draftSchema },
    answers: { 200: answer('The draft.', invoiceSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/invoices/:id/void',
    id: 'invoices.void',
    tag,
    summary: 'Give a draft up',
    description: 'Its sales can be billed by another. What is finalized is credited instead: 409.',
    abilities: write,
    ...handledBy(InvoicesController, 'discard'),
    answers: { 200: answer('The draft, void.', invoiceSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/invoices/:id/payments/:payment/reversal',
    id: 'invoices.payments.reverse',
    tag,
    summary: 'Take a payment back',
    description: 'By a row of its own with the negative amount, once.',
    abilities: write,
    ...handledBy(InvoicesController, 'reverse'),
    body: { types: ['json'], limit: BODY_LIMIT, optional: true, schema: reversalSchema },
    answers: { 201: answer('The invoice as it stands now.', invoiceSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/invoices/:id/payments',
    id: 'invoices.pay',
    tag,
    summary: 'Record a payment',
    description:
      'What came for an invoice, or went back for a credit note; never more than is due. `at` is a time or a date of the account, now if it is left out.',
    abilities: write,
    ...handledBy(InvoicesController, 'pay'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: paymentSchema },
    answers: { 201: answer('The invoice as it stands now.', invoiceSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/invoices/:id/credit-notes',
    id: 'invoices.credit',
    tag,
    summary: 'Credit an invoice, whole or by delivery',
    description:
      'Makes a finalized credit note with a number of its own series; treatment and rate are those of the original. Without `deliveries`, all that is not credited yet. Sales that were not taken back are taken back in the ledger.',
    abilities: write,
    ...handledBy(InvoicesController, 'credit'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: creditSchema },
    answers: { 201: answer('The credit note.', invoiceSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/self-billing/generate',
    id: 'self_billing.generate',
    tag,
    summary: 'Make drafts of what suppliers are due from a period',
    description:
      'One per supplier and currency: costs of leads from `from` to `to` (dates of the account, both included) that are on no document and were not given back. The supplier is the seller, the account the buyer. Finalized, paid and credited like invoices; without an agreement on file (`self_billing.agreed_on`) a draft stays held. In a credit note `deliveries` may also name costs.',
    abilities: write,
    ...handledBy(SelfBillingController, 'generate'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: payoutSchema },
    answers: { 200: answer('The drafts, by supplier.', pageOf(invoiceSchema)) },
  },
]
