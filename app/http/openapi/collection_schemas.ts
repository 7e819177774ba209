import { listOf, record, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const date: JsonSchema = { type: 'string', format: 'date' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const bool: JsonSchema = { type: 'boolean' }
const integer: JsonSchema = { type: 'integer' }
const period = record({ from: date, to: date })
const every: JsonSchema = { enum: ['month', 'week'] }
/** Null: all partners without a schedule of their own. */
const partner: JsonSchema = {
  type: ['string', 'null'],
  description: 'Null: all without their own.',
}

export const runsSchema = record({
  data: listOf({
    type: 'object',
    properties: {
      id: text,
      partner,
      every,
      period,
      state: { enum: ['due', 'done', 'skipped'] },
      due_at: time,
      finished_at: maybeTime,
      error: { ...maybeText, description: 'Why the last try failed; it is tried again.' },
      drafts: { ...integer, description: 'Drafts that were left.' },
      finalized: integer,
      held: listOf(
        record({
          partner: text,
          problems: listOf(record({ field: text, rule: text, message: text })),
        })
      ),
    },
    required: ['id', 'partner', 'every', 'period', 'state', 'due_at', 'finished_at', 'error'],
    additionalProperties: false,
  }),
  next: listOf(
    record({ partner, every, then: { enum: ['draft', 'finalize'] }, period, day: date })
  ),
  meta: record({ next_cursor: maybeText }),
})

export const remindersSchema = record({
  paused: record({ invoice: bool, partner: bool }),
  next: { oneOf: [record({ level: integer, from: date }), { type: 'null' }] },
  done: listOf(
    record({
      level: integer,
      day: date,
      due: ref('Money'),
      fee: ref('Money'),
      text: maybeText,
      actor: maybeText,
      at: time,
    })
  ),
})

export const statementSchema = record({
  partner: text,
  currency: text,
  from: date,
  to: date,
  opening: text,
  lines: listOf(
    record({
      day: date,
      kind: {
        enum: ['invoice', 'credit_note', 'prepaid', 'payment', 'refund', 'payment_reversed'],
      },
      number: text,
      invoice: text,
      reference: maybeText,
      amount: { ...text, description: 'Positive: the partner owes more.' },
      balance: text,
    })
  ),
  closing: text,
  sums: record({ invoiced: text, credited: text, paid: text }),
})

export const supplierStatementSchema = record({
  supplier: text,
  currency: text,
  from: date,
  to: date,
  opening: text,
  lines: listOf(
    record({
      day: date,
      kind: { enum: ['self_billing', 'self_billing_credit_note', 'payment', 'payment_back'] },
      number: text,
      invoice: text,
      owed: { ...text, description: 'Raises what the supplier is owed; a credit note lowers it.' },
      paid: { ...text, description: 'Lowers it; a payment back raises it.' },
      balance: { ...text, description: 'What is owed after it.' },
    })
  ),
  closing: text,
})
