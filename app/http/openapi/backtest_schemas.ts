import { listOf, record, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const whole: JsonSchema = { type: 'integer' }
const maybeWhole: JsonSchema = { type: ['integer', 'null'] }
const both = record({ live: whole, draft: whole })
const money = ref('Money')

const byBasis = record(
  { known: whole, rate: whole, assumed: whole },
  {
    description:
      '`known`: the partner answered for this very lead before; `rate`: drawn by its acceptance rate; `assumed`: it never answered anything and is taken to accept.',
  }
)

const cap = record({
  scope: { enum: ['partner', 'assignment'] },
  assignment: maybeText,
  window: text,
  limit: { type: ['integer', 'string'] },
  live: { type: ['integer', 'string'], description: 'Most that was used in one period.' },
  draft: { type: ['integer', 'string'] },
  full: { type: 'integer', description: 'Offers of the draft that found it full.' },
})

export const backtestHead = {
  id: text,
  profile: text,
  status: { enum: ['running', 'done', 'stopped', 'failed'] },
  reason: {
    enum: ['profile_gone', 'does_not_compile', 'too_many_leads', 'interrupted', 'internal', null],
  },
  source: { enum: ['draft', 'version', 'route'] },
  version: maybeWhole,
  from: time,
  to: time,
  phase: { enum: ['waiting', 'reading', 'judging'] },
  done: { type: 'integer', description: 'Leads judged so far.' },
  total: maybeWhole,
  created_by: maybeText,
  created_at: time,
  started_at: maybeTime,
  finished_at: maybeTime,
} satisfies Record<string, JsonSchema>

export const backtestChange = record({
  lead: text,
  at: time,
  kind: { enum: ['gained', 'lost', 'moved'] },
  live: listOf({ type: 'string', description: 'Key of a partner that has the lead.' }),
  draft: listOf({ type: 'string', description: 'Key of a partner that would have it.' }),
  revenue_live: money,
  revenue_draft: money,
  why: record(
    {
      side: { enum: ['lost', 'won'] },
      partner: text,
      code: text,
      by: text,
      window: text,
    },
    { optional: ['by', 'window'] }
  ),
})

const result: Record<string, JsonSchema> = {
  leads: whole,
  changed: { type: 'integer', description: 'Leads that other partners have in the draft.' },
  repriced: whole,
  kinds: record({ gained: whole, lost: whole, moved: whole }),
  sold: { ...both, description: 'Leads with at least one sale that still stands.' },
  sales: both,
  revenue: record({ live: money, draft: money }),
  held: both,
  cancelled: both,
  not_run: whole,
  left_out: record({ tests: whole, erased: whole, under_way: whole }),
  bases: record({ sales: byBasis, offers: byBasis }),
  versions: listOf(record({ version: whole, leads: whole })),
  partners: listOf(
    record({
      partner: text,
      live: whole,
      draft: whole,
      revenue_live: money,
      revenue_draft: money,
      caps: listOf(cap),
    })
  ),
  changes: listOf(backtestChange),
  changes_url: { type: 'string', description: 'All changes, page by page.' },
  changes_complete: { type: 'boolean', description: 'Whether `changes` has all of them.' },
}

/** What a finished one has beyond its head is missing while it runs, and where it was stopped or failed. */
export const backtestSchema = record(
  { ...backtestHead, ...result },
  { optional: Object.keys(result) }
)
