import { record } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const whole: JsonSchema = { type: 'integer' }
const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

export const privacyRequestSchema = record({
  id: text,
  kind: { enum: ['erasure', 'access'] },
  status: {
    enum: ['waiting', 'running', 'asking', 'done', 'cancelled'],
    description:
      '`waiting`: somebody is to look at it first. `asking`: our own part is done, partners have not all confirmed yet.',
  },
  person: {
    ...nullable(record({ email: maybeText, phone: maybeText, external_id: maybeText })),
    description: 'Null once nobody needs to know it.',
  },
  created_at: time,
  due_at: time,
  closed_at: maybeTime,
  begun_at: maybeTime,
  finished_at: maybeTime,
  created_by: maybeText,
  begun_by: maybeText,
  refusal: maybeText,
  leads: record({ total: whole, done: whole }),
  found: {
    ...nullable(
      record({
        ...{ leads: whole, requests: whole, files: whole, evidence: whole, mails: whole },
        ...{ revisions: whole, consents: whole, sales: whole, invoices: whole, events: whole },
        entities: { type: 'array', items: record({ key: text, name: text, leads: whole }) },
      })
    ),
    description:
      'What there was when it began. `sales`, `invoices` and `events` stay: they name nobody, and the law asks for them. Of `consents` it stays what was agreed to, and when.',
  },
  kept: {
    type: 'array',
    items: record({ lead: text, reason: text }),
    description: 'Leads that are on hold, and why.',
  },
  partners: {
    type: 'array',
    items: record({
      ...{ id: text, status: { enum: ['planned', 'asked', 'confirmed'] } },
      partner: record({ key: maybeText, name: text }),
      ...{ deliveries: whole, asked_at: maybeTime, due_at: maybeTime },
      overdue: { type: 'boolean' },
      mail: { enum: ['waiting', 'sent', 'failed', 'no_address', null] },
      ...{ mails: whole, confirmed_at: maybeTime },
      confirmed_how: { enum: ['link', 'team', null] },
      confirmed_by: maybeText,
    }),
  },
  file: nullable(record({ size: whole, until: time })),
})
