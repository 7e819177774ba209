import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { line, moment, page } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'

const STATUSES = [
  'pending',
  'sending',
  'sent',
  'waiting',
  'accepted',
  'rejected',
  'failed',
  'unknown',
  'cancelled',
] as const

/** Query of `GET /deliveries`. */
export const deliveryFilters = vine.create({
  ...page,
  partner: line(64).optional(),
  profile: line(64).optional(),
  status: vine.enum(STATUSES).optional(),
  lead: line(64).optional(),
  distribution: line(64).optional(),
  from: moment().optional(),
  to: moment().optional(),
})

/** Body of `POST /deliveries/{id}/cancel`. */
export const cancelInput = vine.create({
  reason: line(),
  note: vine.string().maxLength(2_000).nullable().optional(),
})
export const cancelSchema: JsonSchema = { ...cancelInput.toJSONSchema() }

const decimal = vine.createRule(
  (value: unknown, _: undefined, field: FieldContext) => {
    const amount =
      typeof value === 'object' && value !== null ? (value as { amount?: unknown }).amount : value
    const text = typeof amount === 'number' ? String(amount) : amount
    if (typeof text === 'string' && /^\d{1,13}(\.\d{1,4})?$/.test(text)) field.mutate(text, field)
    else field.report('The {{ field }} must be a decimal amount such as "25.00"', 'amount', field)
  },
  {
    toJSONSchema: (schema) => {
      schema.description = 'Decimal amount such as "25.00"; a number or a Money object is read too.'
      schema.type = ['string', 'number', 'object', 'null']
    },
  }
)

/** Body of `POST /callbacks/{token}` and `POST /deliveries/{id}/settle`. `price` becomes a decimal string. */
export const callbackInput = vine.create({
  status: vine.enum(['accepted', 'rejected'] as const),
  reason: line().nullable().optional(),
  price: vine.any().use(decimal()).nullable().optional(),
  reference: line().nullable().optional(),
})
export const callbackSchema: JsonSchema = { ...callbackInput.toJSONSchema() }
