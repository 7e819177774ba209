import vine from '@vinejs/vine'
import { line, moment, page } from '#shared/list_query'

/** Query of `GET /events`. */
export const eventFilters = vine.create({
  ...page,
  lead: line(64).optional(),
  distribution: line(64).optional(),
  delivery: line(64).optional(),
  partner: line(64).optional(),
  type: line(64).optional(),
  from: moment().optional(),
  to: moment().optional(),
})
