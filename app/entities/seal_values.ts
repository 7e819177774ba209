import {
  type AccountKey,
  blindIndex,
  decryptField,
  encryptField,
  isEncrypted,
} from '#entities/field_crypto'
import type { Entity } from '#entities/types'
import { setOwn } from '#shared/own_keys'

type Values = Readonly<Record<string, unknown>>

/** A lead's values as stored: JSON with ciphertext in the place of encrypted fields, and their blind indexes. */
export function sealValues(
  key: AccountKey,
  entity: Entity,
  values: Values
): { values: string; index: { field: string; hash: string }[] } {
  const index: { field: string; hash: string }[] = []
  let sealed: Record<string, unknown> | null = null
  for (const field of entity.fields) {
    if (!field.encrypted || values[field.key] === undefined) continue
    sealed ??= { ...values }
    sealed[field.key] = encryptField(key, field.key, values[field.key])
    index.push({ field: field.key, hash: blindIndex(key, entity.id, field.key, values[field.key]) })
  }
  return { values: JSON.stringify(sealed ?? values), index }
}

/** What came in beside the normal forms, as stored: encrypted where the values are. Null when there is nothing. */
export function sealRaw(key: AccountKey, entity: Entity, raw: Values): string | null {
  return Object.keys(raw).length === 0 ? null : sealValues(key, entity, raw).values
}

/**
 * Values (or raw values) from what is stored. Fields that were removed since, or are not encrypted any more, stay
 * readable. Throws E_FIELD_UNREADABLE when the ciphertext of an encrypted field was changed.
 */
export function openValues(
  key: AccountKey,
  entity: Entity,
  stored: string
): Record<string, unknown> {
  const values = JSON.parse(stored) as Record<string, unknown>
  if (!stored.includes('"enc:v1:')) return values
  for (const [field, value] of Object.entries(values)) {
    if (!isEncrypted(value)) continue
    try {
      setOwn(values, field, decryptField(key, field, value))
    } catch (error) {
      // In a field that is not encrypted it may be a text somebody sent that looks like ciphertext.
      if (entity.fields.find((known) => known.key === field)?.encrypted) throw error
    }
  }
  return values
}
