import vine from '@vinejs/vine'
import type { JsonSchema } from '#shared/shape'

/** Body of `POST /transforms/test`: `lead` is what the transform gets, the lead's values by field key. */
export const transformTest = vine.create({
  code: vine.string().maxLength(65_536),
  lead: vine.object({}).allowUnknownProperties(),
})

export const transformTestSchema: JsonSchema = { ...transformTest.toJSONSchema() }
