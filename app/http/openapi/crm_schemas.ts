import { listOf, record, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }

export const leadMailSchema = record({
  id: text,
  lead: text,
  template: { ...maybeText, description: 'Key of the template it was made from.' },
  to: text,
  subject: text,
  text,
  status: { enum: ['queued', 'sent', 'failed'] },
  error: { ...maybeText, description: 'Why it failed, or why it is tried again.' },
  kept: {
    type: 'boolean',
    description: 'No mail server is set: it lies in the outbox and reached nobody.',
  },
  actor: { ...maybeText, description: 'Who wrote it.' },
  reply_to: maybeText,
  created_at: time,
  sent_at: maybeTime,
})
export const leadMailsSchema = record({ data: listOf(leadMailSchema) })

export const duplicatesSchema = record({
  data: listOf(
    record({
      id: text,
      title: text,
      status: text,
      stage: maybeText,
      created_at: time,
      same: {
        ...listOf(text),
        description: 'Fields with the same value; `duplicate`: it was stored as one.',
      },
    })
  ),
})

export const mergeSchema = record({
  id: text,
  into: text,
  from: text,
  kept: {
    type: 'object',
    additionalProperties: text,
    description: 'Fields whose value came from the other lead, each with its id.',
  },
  actor: maybeText,
  at: time,
  undo_until: time,
  undone_at: maybeTime,
})
export const mergedSchema = record({ merges: listOf(mergeSchema), lead: ref('Lead') })
