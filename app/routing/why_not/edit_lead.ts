import type { LeadView } from '#sdk'
import type { Condition } from '#sdk/rule'
import { isObject } from '#shared/shape'
import { setOwn } from '#shared/own_keys'
import { isMissing, numberForm } from '#routing/compare'
import type { RuleSchema } from '#routing/rule_schema'

const DAY = 86_400_000

/** The lead with one value changed; null takes it away. Null: that is nothing a lead could have come with. */
export function withValue(lead: LeadView, field: string, value: unknown): LeadView | null {
  if (field === 'lead.source') return { ...lead, source: value as string | null }
  if (field === 'lead.test') return { ...lead, test: value === true }
  if (field.startsWith('lead.')) return null
  const [key, part] = field.split('.')
  const values: Record<string, unknown> = { ...lead.values }
  const whole: Record<string, unknown> = isObject(values[key]) ? { ...values[key] } : {}
  if (part) setOwn(whole, part, value)
  setOwn(values, key, part ? whole : value)
  if (value === null && !part) delete values[key]
  return { ...lead, values }
}

/**
 * Values a field could have had, worked out from the conditions that ask for it: each is on one side or the other of one
 * of them, the nearest to `actual` first. Which of them make a rule come out right is for the rule itself to say.
 */
export function valuesFor(
  conditions: readonly Condition[],
  field: string,
  schema: RuleSchema<LeadView>,
  lead: LeadView,
  options: readonly string[] | null,
  at: number
): unknown[] {
  const type = schema.typeOf(field)
  const actual = schema.read(lead, field)
  const found: unknown[] = []
  for (const { operator, value } of conditions) {
    const asked = Array.isArray(value) ? (value as unknown[]) : [value]
    if (operator === 'is_true' || operator === 'is_false') found.push(true, false)
    else if (type === 'number' || (type !== 'money' && asked.every(isNumber))) {
      for (const one of asked) found.push(...around(one))
    } else if (type === 'money') {
      for (const one of asked)
        found.push(
          ...around(one).map((amount) => ({ ...currencyOf(actual), amount: String(amount) }))
        )
    } else if (type === 'date' || type === 'datetime')
      found.push(...timesFor(operator, asked, type, at))
    else if (operator === 'within_radius' && isObject(value))
      found.push({
        ...(isObject(actual) ? actual : {}),
        latitude: Number(value.lat),
        longitude: Number(value.lng),
      })
    else if (type === 'multi_select') found.push(...listsFor(asked, actual))
    else if (type === 'checkbox') found.push(true, false)
    else if (!['is_empty', 'is_not_empty', 'matches'].includes(operator)) found.push(...asked)
    if (operator === 'is_not_empty') found.push(...samples(type))
  }
  if (options && type !== 'multi_select') found.push(...options)
  if (type === 'checkbox') found.push(true, false)
  // Nothing at all is a value too, for those conditions that want none.
  found.push(null)
  const fitting = found.filter((one) => fits(one, options, type))
  return byNearness(unique(fitting), actual)
}

const isNumber = (value: unknown) => numberForm(value) !== undefined

/** The number itself, and the next one on either side with as many decimals. */
function around(value: unknown): (number | string)[] {
  const number = numberForm(value)
  if (number === undefined) return []
  const decimals = /\.(\d+)$/.exec(String(value).trim())?.[1].length ?? 0
  const step = 10 ** -decimals
  const round = (one: number) => Number(one.toFixed(decimals))
  return [number, round(number + step), round(number - step)]
}

function timesFor(operator: string, asked: unknown[], type: string, at: number): string[] {
  const moments =
    operator === 'within_last'
      ? [at]
      : asked.flatMap((one) => {
          const start = Date.parse(String(one))
          return Number.isNaN(start)
            ? []
            : [start, start - DAY, start + DAY, start - 1000, start + DAY + 1000]
        })
  return moments.map((one) => {
    const text = new Date(one).toISOString()
    return type === 'date' ? text.slice(0, 10) : text
  })
}

function listsFor(asked: unknown[], actual: unknown): unknown[] {
  const has = Array.isArray(actual) ? (actual as unknown[]) : []
  return asked.flatMap((one) => [
    [...has, one],
    [one],
    has.filter((other) => String(other).toLowerCase() !== String(one).toLowerCase()),
  ])
}

/** Some value, where any will do. */
const samples = (type: string | null): unknown[] =>
  type === 'number' ? [1] : type === 'checkbox' ? [true] : type === 'text' ? ['x'] : []

const currencyOf = (actual: unknown) => (isObject(actual) ? actual : {})

function fits(value: unknown, options: readonly string[] | null, type: string | null): boolean {
  if (!options || value === null) return true
  const allowed = new Set(options.map((one) => one.toLowerCase()))
  const all = type === 'multi_select' && Array.isArray(value) ? (value as unknown[]) : [value]
  return all.every((one) => allowed.has(String(one).toLowerCase()))
}

const unique = (values: unknown[]): unknown[] => [
  ...new Map(values.map((one) => [JSON.stringify(one), one])).values(),
]

function byNearness(values: unknown[], actual: unknown): unknown[] {
  const here = numberOf(actual)
  const distance = (value: unknown) => {
    if (value === null) return Infinity
    const there = numberOf(value)
    return there === undefined || here === undefined || isMissing(actual)
      ? 0
      : Math.abs(there - here)
  }
  return values
    .map((value, i) => ({ value, i, far: distance(value) }))
    .sort((a, b) => (a.far === b.far ? a.i - b.i : a.far - b.far))
    .map(({ value }) => value)
}

function numberOf(value: unknown): number | undefined {
  if (isObject(value)) return numberForm(value.amount)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)) return Date.parse(value)
  return numberForm(value)
}
