import vine from '@vinejs/vine'
import { line } from '#shared/list_query'

/** A token for a source. Without `days` it does not expire. */
export const newSourceToken = vine.create({
  name: line(255).trim().minLength(1),
  days: vine.number().withoutDecimals().range([1, 3650]).nullable().optional(),
  any_entity: vine.boolean({ strict: true }).optional(),
})
