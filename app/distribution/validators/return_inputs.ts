import vine from '@vinejs/vine'
import { line, moment, page } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'
import { MOST_FILES } from '#distribution/returns/evidence'
import { RETURN_STATUSES } from '#distribution/returns/types'

const words = (max: number) => vine.string().trim().maxLength(max)

/** Query of `GET /returns`. */
export const returnFilters = vine.create({
  ...page,
  status: vine.enum(RETURN_STATUSES).optional(),
  overdue: vine.boolean().optional(),
  partner: line(64).optional(),
  reason: line(64).optional(),
  delivery: line(64).optional(),
  lead: line(64).optional(),
  from: moment().optional(),
  to: moment().optional(),
})

/** Body of `POST /returns`, apart from the meaning of the reason and the files. */
export const returnInput = vine.create({
  delivery: line(64),
  reason: line(64),
  note: words(2_000).nullable().optional(),
  evidence: vine
    .array(vine.object({ name: line(), content: vine.string() }))
    .maxLength(MOST_FILES)
    .optional(),
  waive: vine.boolean().optional(),
})
export const returnSchema: JsonSchema = { ...returnInput.toJSONSchema() }

/** Body of `POST /returns/{id}/approve`. */
export const approveInput = vine.create({ note: words(500).nullable().optional() })
export const approveSchema: JsonSchema = { ...approveInput.toJSONSchema() }

/** Body of `POST /returns/{id}/refuse`. */
export const refuseInput = vine.create({ reason: words(500).minLength(1) })
export const refuseSchema: JsonSchema = { ...refuseInput.toJSONSchema() }

/** Query of the statistics of returns. */
export const returnDays = vine.create({
  days: vine.number().withoutDecimals().range([1, 730]).optional(),
})

const yes = vine.any().transform((value: unknown) => value === true || value === 'true')

/** The fields of a form with files: all of them are text. */
export const formInput = vine.create({
  reason: line(64),
  note: words(2_000).nullable().optional(),
  waive: yes.optional(),
})

/** Decides many at once, as one does in the queue: a refusal has a reason. */
export const decideManyInput = vine.create({
  ids: vine.array(line(64)).minLength(1).maxLength(200),
  approve: vine.boolean({ strict: true }),
  reason: words(500).minLength(1).optional().requiredWhen('approve', '=', false),
})
