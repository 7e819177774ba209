import { listOf, record } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'
import { RUN_STATUSES } from '#automations/types'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const integer: JsonSchema = { type: 'integer' }
const object: JsonSchema = { type: 'object' }

const automation = {
  id: text,
  key: text,
  name: text,
  entity: { ...maybeText, description: 'Null: it is about partners.' },
  status: { enum: ['off', 'on'] },
  version: { type: ['integer', 'null'], description: 'The live one; null: never published.' },
  revision: { ...integer, description: 'Of the draft.' },
  document: { ...object, description: 'The draft.' },
  enabled_at: maybeTime,
  created_at: time,
  updated_at: time,
  updated_by: maybeText,
}
export const automationSchema = record(automation)
export const newAutomationAnswer = record({
  ...automation,
  secret: { ...text, description: 'Signs its requests. Shown here and never again.' },
})

const version = {
  version: integer,
  live: { type: 'boolean' },
  created_at: time,
  created_by: maybeText,
}
export const automationVersionsSchema = record({ data: listOf(record(version)) })
export const automationVersionSchema = record({ ...version, document: object })

const run = {
  id: text,
  automation: maybeText,
  version: integer,
  status: { enum: [...RUN_STATUSES] },
  reason: { ...maybeText, description: 'Why it failed, or what stopped it: `loop`, `rate`, …' },
  shown: { ...text, description: 'Both in one, such as `stopped: loop`.' },
  event: record({ id: text, type: text, at: time }),
  lead: maybeText,
  cause: { ...maybeText, description: 'The run whose doing the event was.' },
  partner: maybeText,
  invoice: maybeText,
  node: { ...text, description: 'Where it stands.' },
  due_at: maybeTime,
  created_at: time,
  ended_at: maybeTime,
}
export const automationRunSchema = record(run)
export const automationRunWithSteps = record({
  ...run,
  steps: listOf(
    record({
      id: text,
      node: text,
      type: text,
      status: {
        enum: ['running', 'waiting', 'done', 'failed', 'unknown'],
        description: '`unknown`: it may have had its effect, and nobody knows.',
      },
      port: maybeText,
      detail: object,
      error: maybeText,
      started_at: time,
      ended_at: maybeTime,
    })
  ),
})

export const triedSchema = record({
  data: listOf({
    type: 'object',
    properties: {
      node: text,
      type: text,
      port: maybeText,
      at: time,
      detail: object,
      would: { ...object, description: 'What it would do, with its templates filled in.' },
      error: text,
    },
    required: ['node', 'type', 'port', 'at'],
    additionalProperties: false,
  }),
})
