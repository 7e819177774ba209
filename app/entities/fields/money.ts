import { isBlank, lineOf } from '#entities/clean_text'
import { readDecimal } from '#entities/read_decimal'
import { type Flaw, type Reader, flaw, isRecord } from '#entities/fields/reader'
import { isCurrency } from '#shared/codes'
import { formatAmount, parseAmount } from '#shared/money'
import { type Result, ok } from '#shared/result'

const DOLLARS = new Set([
  'USD',
  'CAD',
  'AUD',
  'NZD',
  'SGD',
  'HKD',
  'TWD',
  'MXN',
  'CLP',
  'COP',
  'ARS',
])
const MARKED = /^(€|£|\$|[A-Za-z]{3})\s*(.+)$|^(.+?)\s*(€|£|\$|[A-Za-z]{3})$/

/** "240 EUR", "€240" and "$240" (in an account of a dollar currency) as amount and code. */
function split(text: string, currency: string): { amount: string; code: string } {
  const match = MARKED.exec(text)
  if (!match) return { amount: text, code: currency }
  const mark = (match[1] ?? match[4]).toUpperCase()
  const amount = match[2] ?? match[3]
  if (mark === '€') return { amount, code: 'EUR' }
  if (mark === '£') return { amount, code: 'GBP' }
  if (mark === '$') return { amount, code: DOLLARS.has(currency) ? currency : '$' }
  return { amount, code: mark }
}

function build(amount: string, code: string): Result<unknown, Flaw> {
  if (!isCurrency(code))
    return flaw('currency', 'must name its currency by an ISO 4217 code such as USD', 'currency')
  const decimal = readDecimal(amount)
  if (!decimal.ok) return flaw('money', decimal.problem.message)
  const minor = parseAmount(decimal.value, code)
  if (!minor.ok) return flaw('money', minor.problem)
  return ok({ amount: formatAmount(minor.value, code), currency: code })
}

/** `240`, "240.00", "240 EUR" or `{ amount, currency }`; without a currency it is the account's. */
export const readMoney: Reader = (value, _field, context) => {
  if (!isRecord(value)) {
    if (typeof value === 'boolean') return flaw('money', 'must be an amount such as "25.00"')
    const line = lineOf(value)
    if (!line.ok) return flaw('money', 'must be an amount such as "25.00"')
    const { amount, code } = split(line.value, context.currency)
    return build(amount, code)
  }
  if (Object.keys(value).some((key) => key !== 'amount' && key !== 'currency'))
    return flaw('money', 'must be an amount, or an object of amount and currency')
  if (isBlank(value.amount)) return ok(undefined)
  const amount = typeof value.amount === 'boolean' ? flaw('money', '') : lineOf(value.amount)
  const code = isBlank(value.currency) ? ok(context.currency) : lineOf(value.currency)
  if (!amount.ok) return flaw('money', 'must be an amount such as "25.00"', 'amount')
  return build(amount.value, code.ok ? code.value.toUpperCase() : '')
}
