import vine from '@vinejs/vine'
import { moment } from '#shared/list_query'
import { CHOICES } from '#insights/choose_period'

const date = () => moment().fixedLength(10)

/** Query of the overview. */
export const overviewQuery = vine.create({
  period: vine.enum(CHOICES).optional(),
  from: date().optional(),
  to: date().optional(),
})
