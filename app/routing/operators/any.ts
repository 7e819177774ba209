import { ok } from '#shared/result'
import { NOT_COMPARABLE, type Verdict, fold, numberForm, textForm, verdict } from '#routing/compare'
import {
  type Build,
  type Built,
  EMPTINESS,
  type Operators,
  type ReadValue,
  negation,
  refuse,
} from '#routing/operators/built'
import { TRUTH } from '#routing/operators/booleans'
import { readList } from '#routing/operators/equality'
import { order } from '#routing/operators/order'
import { matches } from '#routing/operators/pattern'
import { withinRadius } from '#routing/operators/place'
import { parts } from '#routing/operators/text'
import { MOMENTS } from '#routing/operators/times'

type Scalar = string | number | boolean

const readScalar: ReadValue<Scalar> = (value, path) => {
  if (typeof value === 'string' && fold(value) === '')
    return refuse(path, 'required', 'must not be empty; use is_empty to ask for a missing value')
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return ok(value as Scalar)
  return refuse(path, 'scalar', 'must be text, a number, true or false')
}

/** Numbers where both are numeric, else text. */
function sameAs(entries: Scalar[]): (actual: unknown) => Verdict {
  const numbers = new Set(entries.map(numberForm))
  numbers.delete(undefined)
  const texts = new Set(entries.map(textForm))
  return (actual) => {
    const text = textForm(actual)
    if (text === undefined) return NOT_COMPARABLE
    const number = numberForm(actual)
    return verdict(texts.has(text) || (number !== undefined && numbers.has(number)))
  }
}

/** Of a list: does any entry? */
const someOf =
  (same: (actual: unknown) => Verdict) =>
  (actual: unknown): Verdict =>
    Array.isArray(actual) ? verdict(actual.some((one) => same(one) === 1)) : same(actual)

const equals: Build = (value, path) => {
  const entry = readScalar(value, path)
  return entry.ok ? ok({ check: sameAs([entry.value]) }) : entry
}

const anyOf: Build = (value, path) => {
  const entries = readList(value, path, readScalar)
  return entries.ok ? ok({ check: someOf(sameAs(entries.value)) }) : entries
}

const { starts_with: startsWith, ends_with: endsWith } = parts(textForm)

/** A list contains its entries, a text its parts. */
const contains: Build = (value, path) => {
  const entry = readScalar(value, path)
  if (!entry.ok) return entry
  const piece = textForm(entry.value) ?? ''
  const has = someOf(sameAs([entry.value]))
  const check: Built['check'] = (actual) => {
    if (Array.isArray(actual)) return has(actual)
    const text = textForm(actual)
    return text === undefined ? NOT_COMPARABLE : verdict(text.includes(piece))
  }
  return ok({ check })
}

/** A value nobody has declared is compared by what it is. */
export const ANY: Operators = {
  ...EMPTINESS,
  ...TRUTH,
  ...MOMENTS,
  ...order(numberForm),
  equals,
  not_equals: negation(equals),
  in: anyOf,
  not_in: negation(anyOf),
  contains,
  not_contains: negation(contains),
  starts_with: startsWith,
  ends_with: endsWith,
  matches: matches(textForm),
  within_radius: withinRadius,
}
