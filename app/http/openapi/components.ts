import { COLOURS } from '#entities/colours'
import { REQUIRED_METHODS } from '#sdk/check_manifest'
import { blueprintSchema, ruleSchema } from '#http/openapi/blueprint_schema'
import type { JsonSchema } from '#shared/shape'

/* The objects of the API as JSON Schema (draft 2020-12, as OpenAPI 3.1 has it). */

export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const anything: JsonSchema = { type: 'object', additionalProperties: true }
const whole: JsonSchema = { type: 'integer' }

/** An object all of whose members are always there, except those named. */
export function record(
  properties: Record<string, JsonSchema>,
  options: { optional?: readonly string[]; description?: string } = {}
): JsonSchema {
  const { optional = [], description } = options
  return {
    type: 'object',
    ...(description && { description }),
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
  }
}

export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })

/** A page of a list. */
export const pageOf = (items: JsonSchema): JsonSchema =>
  record({ data: listOf(items), meta: record({ next_cursor: maybeText }) })

const cap = record({
  scope: { enum: ['partner', 'assignment'] },
  window: text,
  limit: { type: ['integer', 'string'] },
  used: { type: ['integer', 'string'] },
  resets_at: maybeTime,
})

const tier = record(
  {
    per: { enum: ['month', 'total'] },
    count: { enum: ['assignment', 'partner'] },
    place: { type: 'integer' },
    from: { type: ['integer', 'null'] },
    price: text,
  },
  { description: 'The place a lead has on a ladder of prices, and what it costs there.' }
)

const evaluation = record(
  {
    assignment: text,
    partner: text,
    eligible: { type: 'boolean' },
    reason: {
      enum: ['filter', 'cap', 'schedule', 'paused', 'duplicate', 'balance', 'not_reached', null],
    },
    explanation: text,
    conditions: listOf(
      record(
        {
          field: text,
          operator: text,
          value: {},
          actual: {},
          matched: { type: 'boolean' },
          not_comparable: { const: true },
        },
        { optional: ['value', 'actual', 'not_comparable'] }
      )
    ),
    caps: listOf(cap),
    tier,
    balance: record({
      mode: { enum: ['prepaid', 'credit'] },
      room: text,
      price: text,
    }),
  },
  { optional: ['tier', 'balance'] }
)

const deliveryStatuses = [
  'pending',
  'sending',
  'sent',
  'waiting',
  'accepted',
  'rejected',
  'failed',
  'unknown',
  'cancelled',
]
const leadStatuses = ['received', 'distributing', 'sold', 'unsold', 'held']

const marginSums = {
  revenue: ref('Money'),
  cost: ref('Money'),
  margin: ref('Money'),
  margin_percent: {
    type: ['string', 'null'],
    description: 'Of revenue, with one decimal; null without revenue.',
  },
}
const revenueSums = {
  delivered: whole,
  cancelled: { type: 'integer', description: 'All that was taken back, returns among it.' },
  returned: { type: 'integer', description: 'The part of it that partners gave back.' },
  gross: ref('Money'),
  reversed: ref('Money'),
  net: ref('Money'),
}

const distributionFields = {
  id: maybeText,
  profile: maybeText,
  route_version: { type: ['integer', 'null'] },
  lead_id: maybeText,
  status: { enum: ['queued', 'running', 'sold', 'unsold', 'held'] },
  revenue: ref('Money'),
  started_at: maybeTime,
  finished_at: maybeTime,
  path: listOf(record({ node: text, type: text, port: maybeText, detail: anything })),
  evaluations: listOf(evaluation),
  deliveries: listOf(ref('Delivery')),
  pings: listOf(ref('Ping')),
}

const deliveryFields = {
  id: text,
  lead_id: text,
  distribution_id: text,
  profile: maybeText,
  partner: maybeText,
  assignment: text,
  channel: text,
  price: ref('Money'),
  status: { enum: deliveryStatuses },
  reason: maybeText,
  duplicate: { type: 'boolean' },
  reference: maybeText,
  ping: maybeText,
  tier,
  cancelled_at: maybeTime,
  cancel_reason: maybeText,
  attempts: listOf(ref('Attempt')),
}

export const schemas: Record<string, JsonSchema> = {
  Money: record(
    {
      amount: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    },
    { description: 'An amount as a decimal string.' }
  ),
  Problem: record(
    {
      type: { type: 'string', format: 'uri' },
      title: text,
      status: whole,
      detail: text,
      errors: listOf(record({ field: text, rule: text, message: text })),
    },
    { optional: ['errors'], description: 'An error (RFC 9457).' }
  ),
  Lead: record(
    {
      id: text,
      entity: text,
      status: { enum: leadStatuses },
      stage: maybeText,
      stage_since: maybeTime,
      assignee: maybeText,
      tags: listOf(record({ key: text, name: text, color: { enum: COLOURS } })),
      source: maybeText,
      values: anything,
      extra: anything,
      duplicate_of: maybeText,
      merged_into: maybeText,
      test: { type: 'boolean' },
      created_at: time,
      distributions: listOf(ref('Distribution')),
    },
    { description: 'A lead and all that was done with it.' }
  ),
  Distribution: record(distributionFields),
  Delivery: record(deliveryFields, { optional: ['tier'] }),
  Ping: record(
    {
      id: text,
      node: text,
      partner: maybeText,
      assignment: text,
      asked_at: maybeTime,
      duration_ms: { type: ['integer', 'null'] },
      outcome: { enum: ['bid', 'no_bid', 'late', 'failed', null] },
      bid: { oneOf: [ref('Money'), { type: 'null' }] },
      reference: maybeText,
      reason: maybeText,
      request: { type: ['object', 'null'], additionalProperties: true },
      response: { type: ['object', 'null'], additionalProperties: true },
    },
    { description: 'A partner asked for a bid before anybody had the lead, and what it answered.' }
  ),
  Simulation: record(
    {
      ...distributionFields,
      deliveries: listOf(
        record(
          { ...deliveryFields, id: maybeText, lead_id: maybeText, distribution_id: maybeText },
          { optional: ['tier'] }
        )
      ),
    },
    { description: 'A distribution that did not take place: what it names has no id.' }
  ),
  WhyNot: record(
    {
      distribution: text,
      profile: maybeText,
      route_version: { type: ['integer', 'null'] },
      assignment: maybeText,
      partner: text,
      names: { type: 'object', additionalProperties: text },
      decided: {
        type: 'object',
        properties: { kind: text },
        required: ['kind'],
        additionalProperties: true,
      },
      evaluation: { oneOf: [evaluation, { type: 'null' }] },
      caps_then: listOf(cap),
      alternatives: listOf(
        record({
          changes: listOf({
            type: 'object',
            properties: { on: text },
            required: ['on'],
            additionalProperties: true,
          }),
          before: listOf(text),
          price: ref('Money'),
          explanation: text,
        })
      ),
    },
    { description: 'Why a lead was not offered, and what would have had to be different.' }
  ),
  Attempt: record(
    {
      number: whole,
      started_at: time,
      duration_ms: { type: ['integer', 'null'] },
      outcome: maybeText,
      request: { type: ['object', 'null'], additionalProperties: true },
      response: { type: ['object', 'null'], additionalProperties: true },
      error: maybeText,
    },
    { description: 'One try to deliver, with what was sent and answered; secrets are masked.' }
  ),
  Event: record({
    id: text,
    at: time,
    type: text,
    lead: maybeText,
    distribution: maybeText,
    delivery: maybeText,
    partner: maybeText,
    actor: maybeText,
    data: anything,
  }),
  RevenueLine: record({ key: maybeText, ...revenueSums }),
  RevenueTotal: record(revenueSums),
  MarginLine: record({ key: maybeText, ...marginSums }),
  MarginTotal: record(marginSums),
  IntakeAnswer: record(
    {
      status: { const: 'success' },
      lead_id: text,
      created_at: time,
      outcome: { enum: ['sold', 'unsold', 'pending'] },
      price: { oneOf: [ref('Money'), { type: 'null' }] },
      reason: maybeText,
      duplicate_of: maybeText,
    },
    { optional: ['outcome', 'price', 'reason', 'duplicate_of'] }
  ),
  PingAnswer: record({
    ping_id: text,
    outcome: { enum: ['accepted', 'rejected'] },
    price: { oneOf: [ref('Money'), { type: 'null' }] },
    reason: maybeText,
    expires_at: { oneOf: [time, { type: 'null' }] },
  }),
  BulkRow: record({
    index: { type: 'integer', description: 'Place of the row in the request, from 0.' },
    status: { enum: ['created', 'duplicate', 'updated', 'refused'] },
    id: { type: ['string', 'null'], description: 'The lead that was stored or found.' },
    duplicate_of: maybeText,
    errors: listOf(record({ field: text, rule: text, message: text })),
  }),
  BulkAnswer: record({
    results: listOf(ref('BulkRow')),
    created: whole,
    duplicates: whole,
    refused: whole,
  }),
  Change: record(
    {
      action: { enum: ['create', 'update', 'delete', 'publish'] },
      object: text,
      changes: listOf(record({ path: text, from: {}, to: {} }, { optional: ['from', 'to'] })),
    },
    { optional: ['changes'] }
  ),
  Version: record(
    {
      version: whole,
      status: { enum: ['draft', 'published'] },
      live: { type: 'boolean' },
      created_by: maybeText,
      created_at: time,
      published_at: maybeTime,
      document: anything,
    },
    { optional: ['document'] }
  ),
  TransformResult: record({
    output: { type: ['object', 'null'], additionalProperties: true },
    console: listOf(text),
    error: {
      oneOf: [
        record({ type: text, message: text, line: { type: ['integer', 'null'] } }),
        { type: 'null' },
      ],
    },
    duration_ms: { type: ['number', 'null'] },
  }),
  Plugin: record({
    kind: {
      enum: [...Object.keys(REQUIRED_METHODS), 'unknown'],
    },
    id: text,
    name: text,
    version: maybeText,
    description: maybeText,
    de: {
      type: ['object', 'null'],
      description: 'Name and description in German, where the plugin brings them.',
      properties: { name: text, description: text },
    },
    source: { type: 'string', description: 'The file or package it was loaded from.' },
    status: { enum: ['active', 'quarantined'] },
    reason: maybeText,
    config_schema: { type: ['object', 'null'], additionalProperties: true },
  }),
  Rule: ruleSchema,
  Blueprint: blueprintSchema,
}
