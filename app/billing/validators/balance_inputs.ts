import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { line, moment, page } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'

const AMOUNT = /^-?\d{1,13}(\.\d{1,4})?$/

/** An amount as it was written: `{ amount, currency }`, or a decimal alone. `signed`: may be below nothing. */
const moneyRule = vine.createRule(
  (value: unknown, { signed }: { signed: boolean }, field: FieldContext) => {
    const given = (typeof value === 'object' && value !== null ? value : { amount: value }) as {
      amount?: unknown
      currency?: unknown
    }
    const text = typeof given.amount === 'number' ? String(given.amount) : given.amount
    if (
      typeof text === 'string' &&
      AMOUNT.test(text) &&
      (signed ? Number(text) !== 0 : Number(text) > 0)
    )
      field.mutate({ amount: text, currency: given.currency ?? null }, field)
    else
      field.report(
        signed
          ? 'The {{ field }} must be an amount other than nothing, such as "-25.00"'
          : 'The {{ field }} must be a positive amount such as "25.00"',
        'amount',
        field
      )
  },
  {
    toJSONSchema: (schema) => {
      schema.description = 'A Money object, or a decimal amount in the currency of the account.'
      schema.type = ['object', 'string', 'number']
    },
  }
)

/** Body of `POST /partners/{key}/top-ups`. `amount` becomes a `WrittenMoney`. */
export const topUpInput = vine.create({
  amount: vine.any().use(moneyRule({ signed: false })),
  at: moment().optional(),
  reference: line().nullable().optional(),
})
export const topUpSchema: JsonSchema = { ...topUpInput.toJSONSchema() }

/** Body of `POST /partners/{key}/balance-corrections`. */
export const correctionInput = vine.create({
  amount: vine.any().use(moneyRule({ signed: true })),
  reason: line(500),
})
export const correctionSchema: JsonSchema = { ...correctionInput.toJSONSchema() }

/** Query of `GET /partners/{key}/balance-movements`. */
export const movementFilters = vine.create({ ...page })
