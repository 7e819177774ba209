import vine from '@vinejs/vine'
import { moment } from '#shared/list_query'

const anything = () => vine.object({}).allowUnknownProperties()

/** What to try something on; values are read by their entity, not here. */
const sample = () => ({
  lead: vine.string().maxLength(64).optional(),
  values: anything().optional(),
  source: vine.string().maxLength(255).optional(),
})

/** Body of `POST /rules/try`. The rule is read by the compiler. */
export const ruleTrial = vine.create({
  entity: vine.string().maxLength(64),
  rule: vine.any().optional(),
  ...sample(),
})

const draft = () => ({
  partner: vine.string().maxLength(64).optional(),
  price: vine.string().maxLength(32).optional(),
  ...sample(),
})
const delivery = () => vine.object({ use: vine.string().maxLength(64) }).allowUnknownProperties()

/** Body of `POST /templates/preview`. */
export const previewInput = vine.create({
  profile: vine.string().maxLength(64).optional(),
  entity: vine.string().maxLength(64).optional(),
  assignment: vine.string().maxLength(64).optional(),
  delivery: delivery(),
  ...draft(),
})

/** Body of `POST /profiles/{key}/assignments/{assignment}/test`. */
export const testInput = vine.create({ delivery: delivery().optional(), ...draft() })

/** Body of `POST /transforms/try`. */
export const transformTrial = vine.create({
  entity: vine.string().maxLength(64),
  code: vine.string().maxLength(65_536),
  place: vine.enum(['node', 'delivery'] as const),
  ...sample(),
})

/** Body of a page's `POST /profiles/{key}/simulate`, but for the meaning of values and route. */
export const pageSimulation = vine.create({
  at: moment().optional(),
  route: anything().optional(),
  search: vine.string().maxLength(100).optional(),
  ...sample(),
})

/** Body of `POST /answers/try`: an answer as it was pasted, and how it is to be read. */
export const answerTrial = vine.create({
  answer: vine.object({
    status: vine.number().withoutDecimals().range([100, 599]),
    headers: vine.record(vine.string().maxLength(4096)).optional(),
    body: vine.string().maxLength(65_536).optional(),
  }),
  response: anything().optional(),
})
