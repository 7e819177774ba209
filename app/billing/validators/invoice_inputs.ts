import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { isMoment, line, moment, page } from '#shared/list_query'
import { EXPORTS } from '#billing/invoices/export_kinds'
import type { JsonSchema } from '#shared/shape'

const isDate = (text: unknown) => typeof text === 'string' && text.length === 10 && isMoment(text)

const dateRule = vine.createRule(
  (value: unknown, _: undefined, field: FieldContext) => {
    if (!isDate(value)) field.report('The {{ field }} must be a date YYYY-MM-DD', 'date', field)
  },
  {
    toJSONSchema: (schema) => {
      schema.format = 'date'
      schema.description = 'YYYY-MM-DD in the time zone of the account.'
    },
  }
)
export const date = () => vine.string().use(dateRule())

/** `to` is not before `from`. */
export const notBefore = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  const { from } = field.parent as { from?: unknown }
  if (isDate(value) && isDate(from) && (value as string) < (from as string))
    field.report('The to must not be before from', 'period', field)
})

/** Body of `POST /invoices/generate`. */
export const generateInput = vine.create({
  from: date(),
  to: date().use(notBefore()),
  partner: line(64).optional(),
})
export const generateSchema: JsonSchema = { ...generateInput.toJSONSchema() }

/** Body of `POST /self-billing/generate`. */
export const payoutInput = vine.create({
  from: date(),
  to: date().use(notBefore()),
  supplier: line(64).optional(),
})
export const payoutSchema: JsonSchema = { ...payoutInput.toJSONSchema() }

const STATUSES = ['draft', 'open', 'paid', 'overdue', 'void'] as const

const KINDS = [
  ...(['invoice', 'credit_note', 'self_billing', 'self_billing_credit_note'] as const),
  'self_billed',
] as const

/** Query of `GET /invoices`. Without `kind` and `supplier`: invoices and credit notes; `self_billed` is both kinds of it. */
export const invoiceFilters = vine.create({
  ...page,
  partner: line(64).optional(),
  status: vine.enum(STATUSES).optional(),
  supplier: line(64).optional(),
  kind: vine.enum(KINDS).optional(),
  from: date().optional(),
  to: date().optional(),
})

export interface WrittenMoney {
  amount: string
  /** Null where only the amount was written. */
  currency: string | null
}

const moneyRule = vine.createRule(
  (value: unknown, { signed }: { signed: boolean }, field: FieldContext) => {
    const given = (typeof value === 'object' && value !== null ? value : { amount: value }) as {
      amount?: unknown
      currency?: unknown
    }
    const text = typeof given.amount === 'number' ? String(given.amount) : given.amount
    const pattern = signed ? /^-?\d{1,13}(\.\d{1,4})?$/ : /^\d{1,13}(\.\d{1,4})?$/
    if (typeof text === 'string' && pattern.test(text) && (signed || Number(text) > 0))
      field.mutate({ amount: text, currency: given.currency ?? null }, field)
    else if (signed)
      field.report('The {{ field }} must be an amount such as "-25.00"', 'amount', field)
    else field.report('The {{ field }} must be a positive amount such as "25.00"', 'amount', field)
  },
  {
    toJSONSchema: (schema) => {
      schema.description = 'A Money object, or a decimal amount in the currency of the invoice.'
      schema.type = ['object', 'string', 'number']
    },
  }
)

/** Body of `POST /invoices/{id}/payments`. `amount` becomes a `WrittenMoney`. */
export const paymentInput = vine.create({
  amount: vine.any().use(moneyRule({ signed: false })),
  at: moment().optional(),
  reference: line().nullable().optional(),
})
export const paymentSchema: JsonSchema = { ...paymentInput.toJSONSchema() }

/** Body of `POST /invoices/{id}/credit-notes`. */
export const creditInput = vine.create({
  deliveries: vine.array(line(40)).minLength(1).maxLength(10_000).distinct().optional(),
  reason: line(500),
})
export const creditSchema: JsonSchema = { ...creditInput.toJSONSchema() }

/** Body of `POST /invoices/{id}/payments/{payment}/reversal`. */
export const reversalInput = vine.create({ reference: line().nullable().optional() })
export const reversalSchema: JsonSchema = { ...reversalInput.toJSONSchema() }

const MOST_LINES = 500
const MOST_SALES = 2_000
const besideSales = {
  description: line(255),
  quantity: vine.number().withoutDecimals().range([1, 1_000_000]).optional(),
  unit_price: vine.any().use(moneyRule({ signed: true })),
  day: date().nullable().optional(),
}
const text = () => vine.string().maxLength(2000).nullable().optional()

/** Body of `PATCH /invoices/{id}`. `unit_price` becomes a `WrittenMoney`. */
export const draftInput = vine.create({
  revision: vine.number().withoutDecimals().min(1),
  intro: text(),
  closing: text(),
  payment_days: vine.number().withoutDecimals().range([0, 365]).nullable().optional(),
  adjustments: vine
    .array(vine.object({ id: line(40).optional(), ...besideSales }))
    .maxLength(MOST_LINES)
    .optional(),
  remove_deliveries: vine.array(line(40)).maxLength(MOST_SALES).distinct().optional(),
  restore_deliveries: vine.array(line(40)).maxLength(MOST_SALES).distinct().optional(),
})
export const draftSchema: JsonSchema = { ...draftInput.toJSONSchema() }

/** Body of `POST /partners/{key}/adjustments`. */
export const adjustmentInput = vine.create({ ...besideSales, reason: line(500) })
export const adjustmentSchema: JsonSchema = { ...adjustmentInput.toJSONSchema() }

/** Query of a statement. */
export const statementQuery = vine.create({ from: date(), to: date().use(notBefore()) })

/** Query of `GET /invoices/export`. */
export const exportQuery = vine.create({
  what: vine.enum(EXPORTS).optional(),
  partner: line(64).optional(),
  status: vine.enum(STATUSES).optional(),
  kind: vine.enum(KINDS).optional(),
  from: date().optional(),
  to: date().optional(),
})

/** Body of `POST /invoices/{id}/reminders/pause`. */
export const pauseInput = vine.create({ paused: vine.boolean({ strict: true }) })
export const pauseSchema: JsonSchema = { ...pauseInput.toJSONSchema() }
