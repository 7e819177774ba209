import vine from '@vinejs/vine'
import { moment } from '#shared/list_query'

export const GROUPINGS = ['partner', 'profile', 'source', 'day', 'month'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** Query of `GET /reports/revenue`. */
export const revenueQuery = vine.create({
  from: moment().optional(),
  to: moment().optional(),
  group_by: vine.enum(GROUPINGS).optional(),
})
