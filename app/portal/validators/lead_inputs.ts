import vine from '@vinejs/vine'
import { line, moment, page } from '#shared/list_query'
import { LEAD_STATES } from '#portal/leads/lead_rows'

const filters = {
  state: vine.enum(LEAD_STATES).optional(),
  entity: line(64).optional(),
  from: moment().optional(),
  to: moment().optional(),
  search: line(120).optional(),
}

/** Query of the partner's list. */
export const leadFilters = vine.create({ ...page, ...filters })
export const leadExportFilters = vine.create({
  ...filters,
  format: vine.enum(['csv', 'xlsx'] as const).optional(),
})

export const revealInput = vine.create({ field: line(64) })

export const decideInput = vine.create({
  accept: vine.boolean({ strict: true }),
  reason: line(200).nullable().optional(),
})
