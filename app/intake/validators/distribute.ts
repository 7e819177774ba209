import vine from '@vinejs/vine'
import type { JsonSchema } from '#shared/shape'
import { line } from '#shared/list_query'

/** Body of `POST /leads/{id}/distributions`. */
export const distributeInput = vine.create({ profile: line(64) })

export const distributeSchema: JsonSchema = { ...distributeInput.toJSONSchema() }
