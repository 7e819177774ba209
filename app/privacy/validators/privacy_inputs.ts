import vine from '@vinejs/vine'
import { line } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'
import { ACCOUNT_KINDS, ENTITY_KINDS, LEAST_DAYS, MOST_DAYS } from '#privacy/retention_kinds'
import { REQUEST_KINDS } from '#privacy/types'

const person = {
  email: line(320).trim().nullable().optional(),
  phone: line(64).trim().nullable().optional(),
  external_id: line(255).trim().nullable().optional(),
}

export const personInput = vine.create(person)
export const requestInput = vine.create({ kind: vine.enum(REQUEST_KINDS), ...person })

/** By API it begins at once unless somebody is to look at it first. */
export const apiRequestInput = vine.create({
  kind: vine.enum(REQUEST_KINDS),
  ...person,
  review: vine.boolean({ strict: true }).optional(),
})
export const apiRequestSchema: JsonSchema = { ...apiRequestInput.toJSONSchema() }

const reason = () => line(500).trim().minLength(1)
export const reasonInput = vine.create({ reason: reason() })
export const holdInput = vine.create({ lead: line(40).trim().minLength(1), reason: reason() })

const days = () => vine.number().withoutDecimals().range([LEAST_DAYS, MOST_DAYS]).optional()
const daysOf = <K extends string>(kinds: readonly K[]) =>
  vine.object(
    Object.fromEntries(kinds.map((kind) => [kind, days()])) as Record<K, ReturnType<typeof days>>
  )

export const retentionInput = vine.create({
  hour: vine.number().withoutDecimals().range([0, 23]),
  account: daysOf(ACCOUNT_KINDS),
  entities: vine.record(daysOf(ENTITY_KINDS)),
})
export const listQuery = vine.create({ before: line(40).optional() })
