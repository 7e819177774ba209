import vine from '@vinejs/vine'
import { moment } from '#shared/list_query'
import { CHOICES } from '#insights/choose_period'

const date = () => moment().fixedLength(10)

/** Query of a route's traffic; without a version all that have routed leads. */
export const trafficQuery = vine.create({
  period: vine.enum(CHOICES).optional(),
  from: date().optional(),
  to: date().optional(),
  version: vine.number().withoutDecimals().min(0).optional(),
})
