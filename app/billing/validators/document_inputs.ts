import vine from '@vinejs/vine'
import { date } from '#billing/validators/invoice_inputs'
import { line } from '#shared/list_query'

/** Query of `GET /invoices/{id}/xml`. */
export const xmlQuery = vine.create({
  syntax: line(64).optional().meta({
    description:
      'What it is written in: `ubl` (the default), `cii`, `xrechnung_ubl`, `xrechnung_cii`, or another document format of this install.',
  }),
})

const SELF_BILLED = ['self_billing', 'self_billing_credit_note', 'self_billed'] as const

/** Query of `GET /invoices/archive`. */
export const archiveQuery = vine.create({
  ids: vine
    .array(line(40))
    .parse((value) => (typeof value === 'string' ? value.split(',') : value))
    .minLength(1)
    .maxLength(200)
    .optional()
    .meta({ description: 'Only these documents, their ids parted by commas.' }),
  partner: line(64).optional(),
  status: vine.enum(['open', 'paid', 'overdue'] as const).optional(),
  kind: vine.enum(['invoice', 'credit_note', ...SELF_BILLED] as const).optional(),
  supplier: line(64).optional(),
  from: date().optional(),
  to: date().optional(),
  files: vine
    .enum(['pdf', 'xml', 'all'] as const)
    .optional()
    .meta({
      description: '`pdf` (the default: Factur-X, with the XML inside), `xml` (UBL) or `all`.',
    }),
})
