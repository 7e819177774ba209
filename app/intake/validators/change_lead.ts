import vine from '@vinejs/vine'
import type { JsonSchema } from '#shared/shape'
import { line } from '#shared/list_query'

/** Body of `PATCH /leads/{id}`, but for the meaning of its values. */
export const changeLead = vine.create({
  values: vine.object({}).allowUnknownProperties().optional(),
  stage: line(64).optional(),
  assignee: line().nullable().optional(),
})

export const changeLeadSchema: JsonSchema = { ...changeLead.toJSONSchema() }
