import { listOf, record, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const date: JsonSchema = { type: 'string', format: 'date' }
const maybeDate: JsonSchema = { type: ['string', 'null'], format: 'date' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const whole: JsonSchema = { type: 'integer' }
const maybeWhole: JsonSchema = { type: ['integer', 'null'] }
const statuses = ['waiting', 'approved', 'refused', 'withdrawn']

const terms: JsonSchema = {
  oneOf: [
    record({
      days: whole,
      reasons: listOf(text),
      limit_count: maybeWhole,
      limit_percent: { type: ['number', 'null'] },
      beyond_limit: { enum: ['refuse', 'wait'] },
      evidence: { enum: ['required', 'optional'] },
      approval: { enum: ['manual', 'automatic'] },
      automatic_reasons: listOf(text),
      restores_cap: { type: 'boolean' },
      decide_days: whole,
    }),
    { type: 'null' },
  ],
}

export const returnSchema = record(
  {
    id: text,
    status: { enum: statuses },
    overdue: { type: 'boolean', description: 'It waits, and nobody has decided in time.' },
    delivery: text,
    lead: text,
    partner: maybeText,
    profile: maybeText,
    reason: text,
    note: maybeText,
    asked_by: { enum: ['partner', 'operator', 'api'] },
    actor: maybeText,
    amount: ref('Money'),
    waived: { type: 'boolean', description: 'It was asked for although the terms say no.' },
    sold_at: time,
    created_at: time,
    due_at: maybeTime,
    evidence: listOf(
      record({
        id: text,
        name: text,
        type: { type: 'string', description: 'By content, not by name.' },
        size: whole,
      })
    ),
    facts: record(
      {
        sold_on: date,
        last_day: maybeDate,
        day: { type: 'integer', description: 'Local days since the sale.' },
        time_zone: text,
        month: { type: 'string', pattern: '^\\d{4}-\\d{2}$' },
        used: whole,
        limit: maybeWhole,
        sold: maybeWhole,
        proven: { type: ['boolean', 'null'] },
        proven_by: { type: ['string', 'null'], description: 'The earlier delivery.' },
        breaches: listOf({ enum: ['reason', 'evidence', 'window', 'limit'] }),
        terms,
      },
      { description: 'What the terms said when it was asked for.' }
    ),
    decision: {
      oneOf: [
        record({
          how: { enum: ['person', 'automatic', 'cancelled'] },
          by: maybeText,
          reason: maybeText,
          at: time,
        }),
        { type: 'null' },
      ],
    },
    invoice: {
      oneOf: [
        record({
          id: text,
          number: text,
          credited: { type: 'boolean', description: 'A credit note took it off again.' },
        }),
        { type: 'null' },
      ],
      description: 'The finalized invoice the sale is on.',
    },
  },
  { description: 'A sale somebody wants to give back.' }
)

export const returnPolicySchema = record(
  {
    delivery: text,
    possible: { type: 'boolean' },
    why_not: {
      enum: [
        ...['not_sold', 'test', 'credited', 'asked', 'no_terms', 'window_closed'],
        ...['limit_reached', null],
      ],
    },
    request: { oneOf: [record({ id: text, status: { enum: statuses } }), { type: 'null' }] },
    reasons: listOf(text),
    terms,
    sold_on: date,
    last_day: maybeDate,
    closes_at: maybeTime,
    day: whole,
    time_zone: text,
    month: text,
    used: whole,
    limit: maybeWhole,
    sold: maybeWhole,
  },
  { description: 'On what terms a delivery may be given back, and how things stand with it.' }
)
