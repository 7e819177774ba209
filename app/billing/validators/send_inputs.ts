import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { isEmail } from '#shared/common_shapes'
import { line } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'
import { date } from '#billing/validators/invoice_inputs'

const emailRule = vine.createRule(
  (value: unknown, _: undefined, field: FieldContext) => {
    if (typeof value === 'string' && isEmail(value)) return
    field.report('The {{ field }} must be an e-mail address', 'email', field)
  },
  { toJSONSchema: (schema) => void (schema.format = 'email') }
)
const MOST_ADDRESSES = 10
const addresses = () =>
  vine
    .array(vine.string().trim().maxLength(254).use(emailRule()))
    .maxLength(MOST_ADDRESSES)
    .optional()

const noNul = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value === 'string' && value.includes('\0'))
    field.report('The {{ field }} must not have control characters', 'text', field)
})

/** Body of `POST /invoices/{id}/send`. */
export const sendInput = vine.create({
  to: addresses().meta({
    description: 'Instead of the address on file: the billing e-mail of the partner, else its own.',
  }),
  cc: addresses(),
  note: vine
    .string()
    .maxLength(2000)
    .use(noNul())
    .nullable()
    .optional()
    .meta({ description: 'Stands in the mail, below its first sentence.' }),
  xml: line(64).nullable().optional().meta({
    description:
      'Document format that goes along beside the PDF, such as `ubl`; null: none. Left out: as the partner or the account has it.',
  }),
  reminder: vine.number().withoutDecimals().min(1).optional().meta({
    description: 'Level of a reminder that was made: its mail instead of that of the document.',
  }),
})
export const sendSchema: JsonSchema = { ...sendInput.toJSONSchema() }

export const MOST_CHOSEN = 200

/** Some documents by their ids, or all of a filter of the list. */
export const chosenDocuments = {
  ids: vine.array(line(40)).minLength(1).maxLength(MOST_CHOSEN).distinct().optional(),
  partner: line(64).optional(),
  status: vine.enum(['draft', 'open', 'paid', 'overdue', 'void'] as const).optional(),
  kind: vine
    .enum([
      ...(['invoice', 'credit_note', 'self_billing', 'self_billing_credit_note'] as const),
      'self_billed' as const,
    ])
    .optional(),
  supplier: line(64).optional(),
  from: date().optional(),
  to: date().optional(),
}

/** Body of sending many. */
export const manyInput = vine.create({
  ...chosenDocuments,
  again: vine.boolean({ strict: true }).optional(),
})
