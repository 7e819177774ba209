import { type Problem, type Result, ok } from '#shared/result'
import { at as below } from '#shared/shape'
import { type Form, NOT_COMPARABLE, verdict } from '#routing/compare'
import {
  type Built,
  type Check,
  type Key,
  type Operators,
  type ReadValue,
  type Term,
  opposite,
  refuse,
} from '#routing/operators/built'

const MAX_ENTRIES = 50_000

/** Every entry of a list with its own path. */
export function readList<T>(
  value: unknown,
  path: string,
  read: ReadValue<T>
): Result<T[], Problem[]> {
  if (!Array.isArray(value)) return refuse(path, 'array', 'must be a list')
  if (value.length > MAX_ENTRIES)
    return refuse(path, 'max', `must have at most ${MAX_ENTRIES} entries`)
  const entries: T[] = []
  for (const [i, one] of value.entries()) {
    const entry = read(one, below(path, i))
    if (!entry.ok) return entry
    entries.push(entry.value)
  }
  return ok(entries)
}

function among<T extends Key>(form: Form<T>, keys: T[], except: boolean): Built {
  const set = new Set(keys)
  const [only] = keys
  const check: Check =
    set.size === 1
      ? (actual) => {
          const key = form(actual)
          return key === undefined ? NOT_COMPARABLE : verdict(key === only)
        }
      : (actual) => {
          const key = form(actual)
          return key === undefined ? NOT_COMPARABLE : verdict(set.has(key))
        }
  const term: Term = { kind: 'keys', form, keys: set as ReadonlySet<Key>, except }
  return { check: except ? opposite(check) : check, term }
}

/** equals, not_equals, in, not_in by the key a value has in `form`. */
export function equality<T extends Key>(form: Form<T>, read: ReadValue<T>): Operators {
  const one = (except: boolean) => (value: unknown, path: string) => {
    const key = read(value, path)
    return key.ok ? ok(among(form, [key.value], except)) : key
  }
  const several = (except: boolean) => (value: unknown, path: string) => {
    const keys = readList(value, path, read)
    return keys.ok ? ok(among(form, keys.value, except)) : keys
  }
  return { equals: one(false), not_equals: one(true), in: several(false), not_in: several(true) }
}
