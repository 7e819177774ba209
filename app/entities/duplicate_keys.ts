import type { AccountKey } from '#entities/field_crypto'
import { foldValue } from '#entities/fold'
import type { Entity } from '#entities/types'

const READABLE = 48

/**
 * Ids under which a lead's match keys are kept (`lead_keys.id`, at most 120 characters), in the order of the policy;
 * a blank value is no key. Every id is an HMAC, also of fields that are not encrypted: erasure leaves nothing readable.
 */
export function duplicateKeys(
  key: AccountKey,
  entity: Entity,
  values: Readonly<Record<string, unknown>>
): { field: string; id: string }[] {
  const ids: { field: string; id: string }[] = []
  for (const field of entity.duplicate?.keys ?? []) {
    const folded = foldValue(values[field])
    if (folded === '') continue
    const mac = key.mac(`match\n${entity.id}\n${field}\n${folded}`, 'base64url')
    // The field is there for people to read; the HMAC alone holds it whole.
    ids.push({ field, id: `${entity.id}:${field.slice(0, READABLE)}:${mac}` })
  }
  return ids
}
