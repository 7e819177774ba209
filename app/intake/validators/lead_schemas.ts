import vine from '@vinejs/vine'
import type { JsonSchema } from '#shared/shape'
import { bulkInputSchema, intakeInputSchema, leadInputSchema } from '#intake/lead_input_schema'

/* The bodies of intake as JSON Schema, drawn from the validators that read them. */

/** Keys that nobody asked for are kept on the lead, so the document must not forbid them. */
const open = (schema: object): JsonSchema => ({ ...schema, additionalProperties: true })

export const leadSchema = open(vine.create(leadInputSchema).toJSONSchema())
export const bulkSchema = open(vine.create(bulkInputSchema).toJSONSchema())
export const intakeSchema = open(vine.create(intakeInputSchema).toJSONSchema())
