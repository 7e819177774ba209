import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { ecPeriod } from '#billing/exports/ec_sales'
import { date, notBefore } from '#billing/validators/invoice_inputs'

/** Query of `GET /exports/datev`. `incomplete`: also where some documents cannot be booked. */
export const datevQuery = vine.create({
  from: date(),
  to: date().use(notBefore()),
  incomplete: vine.boolean().optional(),
})

const periodRule = vine.createRule(
  (value: unknown, _: undefined, field: FieldContext) => {
    if (typeof value !== 'string' || !ecPeriod(value))
      field.report('The {{ field }} must be a month 2026-10 or a quarter 2026-Q4', 'period', field)
  },
  {
    toJSONSchema: (schema) => {
      schema.pattern = '^\\d{4}-(0[1-9]|1[0-2]|Q[1-4])$'
      schema.description = 'A month (2026-10) or a quarter (2026-Q4).'
    },
  }
)

/** Query of `GET /exports/ec-sales`. */
export const ecSalesQuery = vine.create({
  period: vine.string().use(periodRule()),
  format: vine.enum(['json', 'csv', 'bzst'] as const).optional(),
})
