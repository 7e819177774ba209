import { listOf, record } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const whole: JsonSchema = { type: 'integer' }
const maybeWhole: JsonSchema = { type: ['integer', 'null'] }
const maybeNumber: JsonSchema = { type: ['number', 'null'] }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

const result = record(
  {
    ...{ created: whole, updated: whole, duplicates: whole, rejected: whole, bad: whole },
    in_file: { type: 'integer', description: 'Of checks alone: rows that met an earlier one.' },
    by_problem: listOf(
      record({ field: text, rule: text, message: text, count: whole, example_row: whole })
    ),
  },
  { optional: ['in_file'] }
)

const undo = record({
  ...{ removed: whole, restored: whole },
  kept: listOf(
    record({ reason: { enum: ['sold', 'under_way', 'changed', 'held', 'gone'] }, count: whole })
  ),
})

export const importSchema = record({
  ...{ id: text, name: text, entity: record({ key: text, name: text }) },
  format: { enum: ['csv', 'tsv', 'xlsx', 'jsonl'] },
  ...{ encoding: maybeText, separator: maybeText },
  header: { type: 'boolean', description: 'The first row names the columns.' },
  ...{ bytes: whole, rows: maybeWhole, corrects: maybeText },
  status: {
    enum: [
      ...['uploaded', 'checking', 'checked', 'running', 'paused', 'done', 'cancelled'],
      ...['failed', 'undoing', 'undone'],
    ],
  },
  problem: maybeText,
  settings: {
    type: 'object',
    description:
      '`mapping`: by the place of a column from 0 the key of a field, `address.city` and the like, `lead.external_id`, `lead.source`, `extra` (kept under its own name) or null (left out).',
  },
  progress: record({
    phase: { enum: ['check', 'run', 'undo', null] },
    ...{ done: whole, of: maybeWhole, rate: maybeNumber, remaining_s: maybeWhole },
  }),
  ...{ result: orNull(result), undo: orNull(undo) },
  created_at: { type: 'string', format: 'date-time' },
  created_by: text,
  ...{ finished_at: maybeTime, file_until: maybeTime },
})
