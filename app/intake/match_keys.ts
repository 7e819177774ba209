import { PART_NAMES, addressPart, foldPart } from '#entities/fields/address'
import type { AddressPart, Entity } from '#entities/types'
import { setOwn } from '#shared/own_keys'
import { type Problem, type Result, fail, ok } from '#shared/result'

interface Target {
  key: string
  part: AddressPart | null
}

interface KeyMap {
  exact: Map<string, Target>
  /** By folded key or label; a part of an address by field and part. More than one target: ambiguous. */
  folded: Map<string, Target[]>
  parts: Map<string, Target[]>
}

const maps = new WeakMap<Entity, KeyMap>()

/** A form's key without regard to case, spaces, dashes and underscores. */
export const foldKey = (key: string): string =>
  key
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]/gu, '')

const foldPartKey = (key: string): string => foldKey(key).replace(/[.[\]]/g, '')

function add(map: Map<string, Target[]>, name: string, target: Target) {
  const targets = map.get(name)
  if (!targets) map.set(name, [target])
  else if (!targets.some(({ key, part }) => key === target.key && part === target.part))
    targets.push(target)
}

function mapOf(entity: Entity): KeyMap {
  const known = maps.get(entity)
  if (known) return known
  const map: KeyMap = { exact: new Map(), folded: new Map(), parts: new Map() }
  for (const { key, label, type } of entity.fields) {
    map.exact.set(key, { key, part: null })
    add(map.folded, foldKey(key), { key, part: null })
    add(map.folded, foldKey(label), { key, part: null })
    if (type !== 'address') continue
    for (const [name, part] of PART_NAMES)
      for (const field of [key, label])
        add(map.parts, foldPartKey(field) + foldPart(name), { key, part })
  }
  maps.set(entity, map)
  return map
}

function targetsOf(map: KeyMap, key: string): Target[] {
  const exact = map.exact.get(key)
  if (exact) return [exact]
  return map.folded.get(foldKey(key)) ?? map.parts.get(foldPartKey(key)) ?? []
}

/** Is a part already inside the object that came for the whole address? */
const hasPart = (address: object, part: AddressPart): boolean =>
  Object.keys(address).some((name) => addressPart(name) === part)

/**
 * Matches the keys of a flat form to an entity's fields by key or label; a field's exact key always means that field.
 * Keys that match nothing go to `extra`; a key that matches two fields, or two keys that match one, are refused by name.
 */
export function matchKeys(
  flat: Record<string, unknown>,
  entity: Entity
): Result<{ values: Record<string, unknown>; extra: Record<string, unknown> }, Problem[]> {
  const map = mapOf(entity)
  const values: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  const problems: Problem[] = []
  const cameAs = new Map<string, string>()
  const parts: { incoming: string; target: Target & { part: AddressPart }; value: unknown }[] = []
  for (const incoming of Object.keys(flat)) {
    const [target, ...others] = targetsOf(map, incoming)
    if (!target) {
      setOwn(extra, incoming, flat[incoming])
      continue
    }
    if (others.length > 0) {
      const fields = [target, ...others].map(({ key }) => key).join(' and ')
      const message = `"${incoming}" could mean ${fields}; send it under the field's key`
      problems.push({ field: incoming, rule: 'ambiguous', message })
      continue
    }
    const name = target.part === null ? target.key : `${target.key}.${target.part}`
    const first = cameAs.get(name)
    if (first !== undefined) {
      const message = `"${first}" and "${incoming}" both mean ${name}; send one of them`
      problems.push({ field: incoming, rule: 'ambiguous', message })
      continue
    }
    cameAs.set(name, incoming)
    if (target.part === null) values[target.key] = flat[incoming]
    else
      parts.push({
        incoming,
        target: { key: target.key, part: target.part },
        value: flat[incoming],
      })
  }
  for (const { incoming, target, value } of parts) {
    const whole = values[target.key] || {}
    if (typeof whole !== 'object' || Array.isArray(whole) || hasPart(whole, target.part)) {
      const message = `"${cameAs.get(target.key)}" and "${incoming}" both give ${target.key}.${target.part}; send one of them`
      problems.push({ field: incoming, rule: 'ambiguous', message })
    } else values[target.key] = { ...whole, [target.part]: value }
  }
  return problems.length > 0 ? fail(problems) : ok({ values, extra })
}
