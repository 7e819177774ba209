import { record, ref } from '#http/openapi/components'
import type { JsonSchema } from '#shared/shape'

const text: JsonSchema = { type: 'string' }
const maybeText: JsonSchema = { type: ['string', 'null'] }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const whole: JsonSchema = { type: 'integer' }

const month = record({ leads: whole, revenue: ref('Money') })

export const clientSchema = record({
  key: text,
  name: text,
  status: {
    enum: ['active', 'resting', 'new'],
    description: '`new`: no lead came in yet. `resting`: it takes none.',
  },
  resting_since: maybeTime,
  country: maybeText,
  currency: text,
  time_zone: text,
  language: text,
  starter: maybeText,
  created_at: time,
  last_lead_at: maybeTime,
  team: { ...whole, description: 'How many people its team has.' },
  access: { type: 'boolean', description: 'Whether it lets its agency work in its account.' },
  month,
  month_before: month,
  trouble: record({
    unsold: {
      type: ['number', 'null'],
      description: 'Share of unsold leads of the last seven days, 0 to 1, where it is high.',
    },
    failing: { ...whole, description: 'Partners whose endpoints are paused or disabled.' },
  }),
})
