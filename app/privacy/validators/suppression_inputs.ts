import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { line, page } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'
import { readSpan } from '#privacy/expires_in'

export const MOST_ENTRIES = 10_000

const keys = () => vine.array(line(64)).maxLength(1_000)
const spanRule = vine.createRule(
  (value: unknown, _: undefined, field: FieldContext) => {
    if (typeof value !== 'string' || readSpan(value) === null)
      field.report('The {{ field }} must be a span such as 30d, 12h or 15m', 'span', field)
  },
  {
    toJSONSchema: (schema) => {
      schema.description = 'A span such as `30d`, `12h` or `15m`; ten years at most.'
    },
  }
)
const span = () => vine.string().maxLength(8).use(spanRule())
const kind = () => vine.enum(['email', 'phone', 'domain', 'hash'] as const)

const list = {
  name: line(120).optional(),
  blocks: vine.enum(['everything', 'some'] as const).optional(),
  profiles: keys().optional(),
  partners: keys().optional(),
  on_arrival: vine.enum(['refuse', 'store'] as const).optional(),
  partner: line(64).nullable().optional(),
  keep_days: vine.number().withoutDecimals().range([1, 3_650]).nullable().optional(),
}

/** Body of `POST /suppression`. */
export const newListInput = vine.create({
  key: vine.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/),
  ...list,
  name: line(120),
})
export const newListSchema: JsonSchema = { ...newListInput.toJSONSchema() }

/** Body of `PATCH /suppression/{key}`. */
export const listChangeInput = vine.create(list)
export const listChangeSchema: JsonSchema = { ...listChangeInput.toJSONSchema() }

/** Body of `POST /suppression/{key}/entries`. */
export const entriesInput = vine.create({
  entries: vine.array(vine.string()).minLength(1).maxLength(MOST_ENTRIES),
  kind: kind().nullable().optional(),
  source: line(120).nullable().optional(),
  reason: line(250).nullable().optional(),
  expires_in: span().nullable().optional(),
})
export const entriesSchema: JsonSchema = { ...entriesInput.toJSONSchema() }

/** Body of `DELETE /suppression/{key}/entries`. */
export const removalInput = vine.create({
  entries: vine.array(vine.string()).minLength(1).maxLength(MOST_ENTRIES),
  kind: kind().nullable().optional(),
})
export const removalSchema: JsonSchema = { ...removalInput.toJSONSchema() }

/** Body of `POST /suppression/{key}/check`: one of the first four. */
export const checkInput = vine.create({
  email: line(320).nullable().optional(),
  phone: line(320).nullable().optional(),
  domain: line(320).nullable().optional(),
  hash: line(320).nullable().optional(),
  add: vine.boolean().optional(),
  source: line(120).nullable().optional(),
  reason: line(250).nullable().optional(),
  expires_in: span().nullable().optional(),
})
export const checkSchema: JsonSchema = { ...checkInput.toJSONSchema() }

/** Query of `GET /suppression/{key}/entries`. */
export const entriesQuery = vine.create({ ...page })

/** Body of `POST /leads/{id}/consent/withdraw`. */
export const withdrawInput = vine.create({
  consent: line(64).nullable().optional(),
  reason: line(500).nullable().optional(),
  suppress: keys().optional(),
})
export const withdrawSchema: JsonSchema = { ...withdrawInput.toJSONSchema() }

/** What is written beside a file of entries. */
export const importInput = vine.create({
  kind: kind().nullable().optional(),
  source: line(120).nullable().optional(),
  reason: line(250).nullable().optional(),
  expires_in: span().nullable().optional(),
})

/** What somebody is looked for by, in whatever form. */
export const searchInput = vine.create({ text: line(320).minLength(1) })

/** The id of an entry. */
export const entryInput = vine.create({ id: line(120) })
