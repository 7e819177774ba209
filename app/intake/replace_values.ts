import type { AccountKey } from '#entities/field_crypto'
import { openValues, sealValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import type { Lock, Locked, Row, Write } from '#store/types'

/** What a change of values has to hold: the lead, and the blind index of each encrypted field. */
export const valueLocks = (accountId: string, entity: Entity, leadId: string): Lock[] => [
  { table: 'leads', value: leadId },
  ...entity.fields
    .filter((field) => field.encrypted)
    .map((field): Lock => {
      const id = `${leadId}:${field.key}`
      return {
        table: 'lead_index',
        value: id,
        seed: { id, lead_id: leadId, field: field.key, account_id: accountId, hash: '' },
      }
    }),
]

export interface Replaced {
  /** All values as they are now. */
  values: Record<string, unknown>
  /** Keys of those that differ. */
  changed: string[]
  /** The lead's, from here on. */
  revision: number
  /** To be set on the lead. */
  set: Row
  /** The revision that was replaced. */
  writes: Write[]
}

/**
 * Values of a lead that is held, with those named replaced (null takes one away). The values before are kept as a
 * revision. Pure but for the blind indexes it puts.
 */
export function replaceValues(
  locked: Locked,
  { key, entity, row, at }: { key: AccountKey; entity: Entity; row: Row; at: number },
  wished: Readonly<Record<string, unknown>>
): Replaced {
  const leadId = row.id as string
  const before = openValues(key, entity, row.values as string)
  const values: Record<string, unknown> = { ...before, ...wished }
  for (const field of Object.keys(values)) if (values[field] === null) delete values[field]
  const changed = Object.keys(wished).filter(
    (field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(values[field] ?? null)
  )
  const revision = Number(row.revision)
  if (changed.length === 0) return { values, changed, revision, set: {}, writes: [] }
  const sealed = sealValues(key, entity, values)
  for (const field of entity.fields)
    if (field.encrypted)
      locked.put('lead_index', `${leadId}:${field.key}`, {
        hash: sealed.index.find((one) => one.field === field.key)?.hash ?? '',
      })
  return {
    ...{ values, changed, revision: revision + 1 },
    set: { values: sealed.values, revision: revision + 1 },
    writes: [
      {
        insert: 'lead_revisions',
        row: {
          id: `${leadId}:${revision}`,
          lead_id: leadId,
          revision,
          values: row.values,
          replaced_at: at,
        },
      },
    ],
  }
}
