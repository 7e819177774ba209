import { at, isObject } from '#shared/shape'
import type { FieldChange } from '#distribution/blueprint/types'

/**
 * What differs between two JSON values. Lists of objects with a `key` are compared by key, others as a whole. The order
 * of keys says nothing, except within `delivery`, where it is the order a partner sees.
 */
export function diffForms(from: unknown, to: unknown, path = '', ordered = false): FieldChange[] {
  if (Object.is(from, to)) return []
  if (isObject(from) && isObject(to)) {
    const [before, after] = [keysOf(from), keysOf(to)]
    const keys = [...new Set([...before, ...after])]
    const changes = keys.flatMap((key) =>
      diffForms(own(from, key), own(to, key), at(path, key), ordered || key === 'delivery')
    )
    const moved = ordered && before.join('\n') !== after.join('\n')
    return changes.length === 0 && moved ? [{ path, from, to }] : changes
  }
  if (Array.isArray(from) && Array.isArray(to)) return diffLists(from, to, path, ordered)
  return [{ path, from: from ?? null, to: to ?? null }]
}

/** Undefined is as good as absent: JSON knows no other. */
const keysOf = (value: Record<string, unknown>) =>
  Object.keys(value).filter((key) => value[key] !== undefined)

const own = (value: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined

function diffLists(from: unknown[], to: unknown[], path: string, ordered: boolean): FieldChange[] {
  const [before, after] = [byKey(from), byKey(to)]
  if (!before || !after) {
    const same =
      from.length === to.length &&
      from.every((one, i) => diffForms(one, to[i], '', ordered).length === 0)
    return same ? [] : [{ path, from, to }]
  }
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  const changes = keys.flatMap((key) =>
    diffForms(before.get(key), after.get(key), at(path, key), ordered)
  )
  const [stayedBefore, stayedAfter] = [
    [...before.keys()].filter((key) => after.has(key)),
    [...after.keys()].filter((key) => before.has(key)),
  ]
  if (stayedBefore.join('\n') !== stayedAfter.join('\n'))
    changes.push({ path, from: [...before.keys()], to: [...after.keys()] })
  return changes
}

/** Entries by key, null where the list is none of keyed objects (an empty one goes with both). */
function byKey(list: unknown[]): Map<string, unknown> | null {
  const entries = new Map<string, unknown>()
  for (const one of list) {
    if (!isObject(one) || typeof one.key !== 'string' || entries.has(one.key)) return null
    entries.set(one.key, one)
  }
  return entries
}
