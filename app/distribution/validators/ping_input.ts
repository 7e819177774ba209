import vine from '@vinejs/vine'
import type { JsonSchema } from '#shared/shape'

/** Seconds a price may hold. */
export const PING_TTL = { least: 10, most: 900, usual: 60 }

const sha256 = () =>
  vine
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .toLowerCase()
    .nullable()
    .optional()
    .transform((value) => value ?? undefined)

/** Body of `POST /pings`: what is known of a lead that may come. */
export const pingInput = vine.create({
  entity: vine.string().minLength(1).maxLength(64),
  values: vine.object({}).allowUnknownProperties(),
  email_sha256: sha256(),
  phone_sha256: sha256(),
  source: vine.string().maxLength(255).nullable().optional(),
  profile: vine.string().maxLength(64).nullable().optional(),
  test: vine.boolean().nullable().optional(),
  ttl: vine.number().withoutDecimals().range([PING_TTL.least, PING_TTL.most]).nullable().optional(),
})

export const pingSchema: JsonSchema = { ...pingInput.toJSONSchema() }
