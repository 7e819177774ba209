import vine from '@vinejs/vine'
import type { JsonSchema } from '#shared/shape'
import { line } from '#shared/list_query'

/** Body of `PATCH /leads/{id}`, but for the meaning of its values. */
export const changeLead = vine.create({
  values: vine.object({}).allowUnknownProperties().optional(),
  stage: line(64).optional(),
  /** Where the lead stands for whoever asks: if it was moved since, nothing is changed (409). */
  expected_stage: line(64).nullable().optional(),
  assignee: line().nullable().optional(),
  /** Keys: all the lead has from now on. */
  tags: vine.array(line(64)).maxLength(50).optional(),
})

/** Body of `PATCH /leads/:id/stage`, by which cards of a board are moved. */
export const moveLead = vine.create({
  stage: line(64).minLength(1),
  expected_stage: line(64).nullable().optional(),
})

export const changeLeadSchema: JsonSchema = { ...changeLead.toJSONSchema() }
