import vine from '@vinejs/vine'
import { moment } from '#shared/list_query'

export const MARGIN_GROUPINGS = ['supplier', 'source', 'day', 'month'] as const
export type MarginGrouping = (typeof MARGIN_GROUPINGS)[number]

/** Query of `GET /reports/margin`. */
export const marginQuery = vine.create({
  from: moment().optional(),
  to: moment().optional(),
  group_by: vine.enum(MARGIN_GROUPINGS).optional(),
})
