import vine from '@vinejs/vine'
import { line, moment } from '#shared/list_query'

export const GROUPINGS = ['partner', 'profile', 'source', 'day', 'month'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** Query of `GET /reports/revenue`. */
export const revenueQuery = vine.create({
  from: moment().optional(),
  to: moment().optional(),
  group_by: vine.enum(GROUPINGS).optional(),
  partner: line(64).optional(),
  profile: line(64).optional(),
  entity: line(64).optional(),
  /** "-" is what came without a source. */
  source: line(255).optional(),
  currency: vine
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
})
