import { type Form, moneyForm, numberForm } from '#routing/compare'
import { EMPTINESS, type Operators } from '#routing/operators/built'
import { equality } from '#routing/operators/equality'
import { order, readNumber } from '#routing/operators/order'

const numeric = (form: Form<number>): Operators => ({
  ...EMPTINESS,
  ...equality(form, readNumber),
  ...order(form),
})

export const NUMBER = numeric(numberForm)
/** By the amount; its currency is the field's part `currency`. */
export const MONEY = numeric(moneyForm)
