import vine from '@vinejs/vine'
import { line } from '#shared/list_query'

/** What a page's change was made on top of; the rest of the body is the object's form, read by `parse…`. */
const changeInput = vine.create({ base: line(64).optional() })

/** A page's change of an object: the form as it was sent, and its base. */
export async function readChange(body: Record<string, unknown>) {
  const { base: given, ...form } = body
  const { base } = await changeInput.validate({ base: given })
  return { base, form }
}

/** What is live, the draft, or a version by its number. */
const side = () => vine.string().regex(/^(live|draft|[1-9]\d{0,5})$/)

/** Body of `POST /profiles/{key}/compare`, but for the meaning of `form`. */
export const compareInput = vine.create({
  from: side(),
  to: side(),
  form: vine.object({}).allowUnknownProperties().optional(),
})

export const pauseInput = vine.create({ paused: vine.boolean({ strict: true }) })

export const statisticsQuery = vine.create({
  days: vine.number().in([7, 30, 90, 365]).optional(),
})

/** Text of a blueprint, and what of the account it may take away. `clock`: the state its changes were shown for. */
export const blueprintInput = vine.create({
  text: vine.string().maxLength(2 * 1024 * 1024),
  prune: vine.boolean({ strict: true }).optional(),
  clock: vine.number().withoutDecimals().optional(),
})

export const liftInput = vine.create({ what: vine.enum(['pause', 'caps'] as const) })
