import type { ConditionTrace, Operator } from '#sdk/rule'
import { isObject } from '#shared/shape'

/** Words for fields in explanations, by key; the key itself where there is none. */
export type Labels = Readonly<Record<string, string>>

export const labelOf = (field: string, labels: Labels | undefined): string =>
  labels && Object.hasOwn(labels, field) ? labels[field] : field

const MAX_ENTRIES = 8
const MAX_TEXT = 80

const cut = (text: string) =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text

/** A value in a sentence. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) {
    const entries = value.slice(0, MAX_ENTRIES).map(inWords).join(', ')
    return value.length > MAX_ENTRIES ? `${entries}, … (${value.length} in all)` : entries
  }
  if (!isObject(value)) return cut(String(value))
  if (typeof value.amount === 'string') return cut(`${value.amount} ${String(value.currency)}`)
  if (typeof value.latitude === 'number') return `${value.latitude}, ${String(value.longitude)}`
  return cut(JSON.stringify(value))
}

const UNITS: Record<string, string> = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' }

function duration(value: unknown): string {
  const match = /^\s*(\d+)\s*([mhdw])/.exec(String(value))
  return match ? `${match[1]} ${UNITS[match[2]]}` : inWords(value)
}

function radius(value: unknown): string {
  const { km, lat, lng } = isObject(value) ? value : {}
  return `${inWords(km)} km of ${inWords(lat)}, ${inWords(lng)}`
}

function ends(value: unknown): string {
  const [from, to] = Array.isArray(value) ? (value as unknown[]) : []
  return `${inWords(from)} and ${inWords(to)}`
}

/** What follows "needs" when the condition is to hold, and when it is not to. */
const NEEDS: Record<
  Operator,
  [holds: (value: unknown) => string, not: (value: unknown) => string]
> = {
  equals: [inWords, (value) => `anything but ${inWords(value)}`],
  not_equals: [(value) => `anything but ${inWords(value)}`, inWords],
  in: [(value) => `one of ${inWords(value)}`, (value) => `none of ${inWords(value)}`],
  not_in: [(value) => `none of ${inWords(value)}`, (value) => `one of ${inWords(value)}`],
  contains: [
    (value) => `to contain ${inWords(value)}`,
    (value) => `not to contain ${inWords(value)}`,
  ],
  not_contains: [
    (value) => `not to contain ${inWords(value)}`,
    (value) => `to contain ${inWords(value)}`,
  ],
  starts_with: [
    (value) => `to start with ${inWords(value)}`,
    (value) => `not to start with ${inWords(value)}`,
  ],
  ends_with: [
    (value) => `to end with ${inWords(value)}`,
    (value) => `not to end with ${inWords(value)}`,
  ],
  greater_than: [(value) => `more than ${inWords(value)}`, (value) => `at most ${inWords(value)}`],
  greater_or_equal: [
    (value) => `at least ${inWords(value)}`,
    (value) => `less than ${inWords(value)}`,
  ],
  less_than: [(value) => `less than ${inWords(value)}`, (value) => `at least ${inWords(value)}`],
  less_or_equal: [(value) => `at most ${inWords(value)}`, (value) => `more than ${inWords(value)}`],
  between: [(value) => `between ${ends(value)}`, (value) => `anything but ${ends(value)}`],
  is_empty: [() => 'to be empty', () => 'a value'],
  is_not_empty: [() => 'a value', () => 'to be empty'],
  is_true: [() => 'to be true', () => 'not to be true'],
  is_false: [() => 'to be false', () => 'not to be false'],
  matches: [(value) => `to match ${inWords(value)}`, (value) => `not to match ${inWords(value)}`],
  before: [
    (value) => `a time before ${inWords(value)}`,
    (value) => `no time before ${inWords(value)}`,
  ],
  after: [
    (value) => `a time after ${inWords(value)}`,
    (value) => `no time after ${inWords(value)}`,
  ],
  within_last: [
    (value) => `a time in the last ${duration(value)}`,
    (value) => `no time in the last ${duration(value)}`,
  ],
  within_radius: [
    (value) => `to be within ${radius(value)}`,
    (value) => `not to be within ${radius(value)}`,
  ],
}

/** `one of CA, AZ`: what the condition asks for, or the opposite. */
export const needOf = ({ operator, value }: ConditionTrace, holds: boolean): string =>
  NEEDS[operator][holds ? 0 : 1](value)

/** `state is NV, needs one of CA, AZ`; `monthly bill is missing, needs more than 100`. */
export function sentenceOf(trace: ConditionTrace, holds: boolean, labels?: Labels): string {
  const { actual, not_comparable: odd } = trace
  const name = labelOf(trace.field, labels)
  const what = actual === null ? 'missing' : inWords(actual)
  const and = odd ? ' and cannot be compared' : ''
  return `${name} is ${what}${and}, needs ${needOf(trace, holds)}`
}
