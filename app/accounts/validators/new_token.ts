import vine from '@vinejs/vine'
import { ABILITIES } from '#accounts/abilities'
import { line } from '#shared/list_query'

/** A token a person makes. Without `days` it does not expire. */
export const newToken = vine.create({
  name: line(255).trim().minLength(1),
  abilities: vine.array(vine.enum(ABILITIES)).minLength(1).distinct(),
  days: vine.number().withoutDecimals().range([1, 3650]).nullable().optional(),
})
