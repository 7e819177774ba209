import vine from '@vinejs/vine'
import { line, moment, page } from '#shared/list_query'

const { limit } = page

export const LAST = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 }

/** `a,b` or, as the query parser already has it, a list. */
const split = (value: unknown) => (typeof value === 'string' ? value.split(',') : value)

/**
 * Query of the event log. `type` is a list of types and groups, by comma; `last` is a time back from now; `before` is
 * the event the page before ended with.
 */
export const logQuery = vine.create({
  limit,
  before: vine
    .string()
    .regex(/^evt_[0-9a-z]{1,60}$/)
    .optional(),
  type: vine.array(line(64)).maxLength(100).parse(split).optional(),
  lead: line(64).optional(),
  distribution: line(64).optional(),
  delivery: line(64).optional(),
  partner: line(64).optional(),
  profile: line(64).optional(),
  actor: line(255).optional(),
  last: vine.enum(Object.keys(LAST) as (keyof typeof LAST)[]).optional(),
  from: moment().optional(),
  to: moment().optional(),
})
