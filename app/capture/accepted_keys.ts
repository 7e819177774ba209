import type { Entity } from '#entities/types'
import { KNOWN_NAMES, fieldMeant, foldedMapping } from '#capture/endpoint_names'

/** What a field is sent under. */
export interface AcceptedKey {
  field: string
  label: string
  type: string
  required: boolean
  options: string[] | null
  /** Keys that mean it beside its own: first those the endpoint names. */
  also: string[]
}

/** The fields of an entity with the keys an endpoint takes for them; a part of an address stands with its address. */
export function acceptedKeys(
  entity: Entity,
  mapping: Readonly<Record<string, string>>
): AcceptedKey[] {
  const folded = foldedMapping(mapping)
  const also = new Map<string, string[]>()
  const add = (key: string, field: string | null) => {
    const name = field?.split('.')[0]
    if (!name || name === key) return
    const keys = also.get(name) ?? []
    if (!keys.includes(key)) also.set(name, [...keys, key])
  }
  for (const [key, field] of Object.entries(mapping)) add(key, field)
  for (const key of KNOWN_NAMES) add(key, fieldMeant(key, entity, folded))
  return entity.fields.map(({ key, label, type, required, options }) => ({
    ...{ field: key, label, type, required, options },
    also: (also.get(key) ?? []).slice(0, 12),
  }))
}
