import vine from '@vinejs/vine'
import { moment, page } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'

/** Query of the lists of configuration. */
export const configPage = vine.create({ ...page })

/** Query of `PUT /blueprint`. */
export const blueprintQuery = vine.create({ dry_run: vine.boolean().optional() })

/** Body of `POST /profiles/{key}/revert`. */
export const revertInput = vine.create({
  version: vine.number().withoutDecimals().range([1, 1_000_000]),
})
export const revertSchema: JsonSchema = { ...revertInput.toJSONSchema() }

/** Body of `POST /profiles/{key}/simulate`, but for the meaning of values and route. */
export const simulateInput = vine.create({
  values: vine.object({}).allowUnknownProperties(),
  route: vine.object({}).allowUnknownProperties().optional(),
  at: moment().optional(),
})
export const simulateSchema: JsonSchema = { ...simulateInput.toJSONSchema() }
