import vine from '@vinejs/vine'
import { CHANGE_KINDS } from '#distribution/backtest/types'
import { line, moment, page } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'

const version = () => vine.number().withoutDecimals().range([0, 1_000_000]).optional()

/** Body of `POST /profiles/{key}/backtest`, but for the meaning of the route. */
export const backtestInput = vine.create({
  from: moment(),
  to: moment(),
  route: vine.object({}).allowUnknownProperties().optional(),
  version: version(),
})
export const backtestSchema: JsonSchema = { ...backtestInput.toJSONSchema() }

/** Query of the leads that changed hands. */
export const backtestChangesQuery = vine.create({
  ...page,
  kind: vine.enum(CHANGE_KINDS).optional(),
  partner: line(64).optional(),
})

/** The same of its page, which knows the place where the next part begins. */
export const changeRowsQuery = vine.create({
  from: vine.number().withoutDecimals().range([0, 10_000_000]).optional(),
  kind: vine.enum(CHANGE_KINDS).optional(),
})
