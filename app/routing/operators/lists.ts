import { ok } from '#shared/result'
import { NOT_COMPARABLE, type Verdict, textForm, verdict } from '#routing/compare'
import { type Build, EMPTINESS, type Operators, negation } from '#routing/operators/built'
import { readList } from '#routing/operators/equality'
import { readText } from '#routing/operators/text'

/** Does any entry of the list (or the value itself, where it is none) have one of the keys? */
function overlaps(actual: unknown, keys: ReadonlySet<string>): Verdict {
  if (!Array.isArray(actual)) {
    const key = textForm(actual)
    return key === undefined ? NOT_COMPARABLE : verdict(keys.has(key))
  }
  for (const element of actual) {
    const key = textForm(element)
    if (key !== undefined && keys.has(key)) return 1
  }
  return 0
}

/** Has it all the keys, and nothing else? */
function sameSet(actual: unknown, keys: ReadonlySet<string>): Verdict {
  if (!Array.isArray(actual)) {
    const key = textForm(actual)
    return key === undefined ? NOT_COMPARABLE : verdict(keys.size === 1 && keys.has(key))
  }
  const has = new Set<string>()
  for (const one of actual) {
    const key = textForm(one)
    if (key === undefined || !keys.has(key)) return 0
    has.add(key)
  }
  return verdict(has.size === keys.size)
}

const judged =
  (judge: (actual: unknown, keys: ReadonlySet<string>) => Verdict, list: 'yes' | 'no' | 'may') =>
  (value: unknown, path: string): ReturnType<Build> => {
    if (list === 'no' || (list === 'may' && !Array.isArray(value))) {
      const key = readText(value, path)
      if (!key.ok) return key
      const keys = new Set([key.value])
      return ok({ check: (actual) => judge(actual, keys) })
    }
    const read = readList(value, path, readText)
    if (!read.ok) return read
    const keys = new Set(read.value)
    return ok({ check: (actual) => judge(actual, keys) })
  }

const equals = judged(sameSet, 'may')
const contains = judged(overlaps, 'no')
const anyOf = judged(overlaps, 'yes')

/** equals: the same set. contains: it has this entry. in: it has one of these. */
export const LIST: Operators = {
  ...EMPTINESS,
  equals,
  not_equals: negation(equals),
  contains,
  not_contains: negation(contains),
  in: anyOf,
  not_in: negation(anyOf),
}
