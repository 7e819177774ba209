import { KINDS } from '#distribution/lead_jobs/job_change'
import { listOf, record } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const whole: JsonSchema = { type: 'integer' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const count = record({
  n: whole,
  exact: { type: 'boolean', description: 'False: there are more.' },
})

/** Work on many leads, as the API shows it. */
export const leadChangeSchema: JsonSchema = record({
  ...{ id: text, kind: { enum: KINDS }, profile: maybeText },
  change: {
    type: ['object', 'null'],
    additionalProperties: true,
    description: 'Of values the names of the fields that are set and cleared.',
  },
  status: { enum: ['running', 'done', 'stopped'] },
  total: { type: ['integer', 'null'], description: 'Null: more than were counted.' },
  ...{ started: whole, skipped: whole },
  reasons: {
    type: 'object',
    additionalProperties: whole,
    description: 'How many were passed over, by reason.',
  },
  undoable: { type: 'boolean', description: 'The team can take it back.' },
  ...{ undone_by: maybeText, actor: text, created_at: time, finished_at: maybeTime },
})

export const leadChangePlanSchema: JsonSchema = record({
  ...{ leads: count, skipped: whole },
  runs: listOf(record({ profile: text, name: text, leads: count })),
})
