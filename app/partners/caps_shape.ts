import { amountText } from '#shared/common_shapes'
import { type Shape, integer, object, optional } from '#shared/shape'
import type { Caps } from '#partners/types'

const MAX_COUNT = 1_000_000_000

/** Caps of a partner or an assignment. Zero is a cap too: nothing passes. Spend is read in the account's currency. */
export const capsShape = (currency: string): Shape<Caps> =>
  object({
    day: optional(integer(0, MAX_COUNT)),
    week: optional(integer(0, MAX_COUNT)),
    month: optional(integer(0, MAX_COUNT)),
    total: optional(integer(0, MAX_COUNT)),
    spend_day: optional(amountText(currency)),
    spend_week: optional(amountText(currency)),
    spend_month: optional(amountText(currency)),
    spend_total: optional(amountText(currency)),
  })
