import type { AccountKey } from '#entities/field_crypto'
import type { Entity } from '#entities/types'
import { type Digest, digestsOf } from '#intake/suppression_forms'
import type { SuppressionHit, SuppressionList } from '#intake/suppression_lists'
import { hashOf, isLive } from '#intake/suppression/entry_rows'
import { store } from '#store/store'

const NONE: SuppressionHit[] = []

/**
 * Which addresses of a lead stand on which lists at this moment, in the order of its fields. Asks the database, so that
 * what any process has added counts from its commit on; leads that are looked up in one turn share a query. An account
 * without lists is not asked about.
 */
export async function findHits(
  key: AccountKey,
  lists: readonly SuppressionList[],
  entity: Entity,
  values: Readonly<Record<string, unknown>>,
  now: number
): Promise<SuppressionHit[]> {
  if (lists.length === 0) return NONE
  const sought = new Map<string, { field: string; label: string }>()
  for (const { key: field, label, type } of entity.fields) {
    const value = values[field]
    if ((type !== 'email' && type !== 'phone') || typeof value !== 'string' || !value) continue
    for (const digest of digestsOf(type, value)) {
      const hash = hashOf(key, digest)
      if (!sought.has(hash)) sought.set(hash, { field, label })
    }
  }
  if (sought.size === 0) return NONE
  const byId = new Map(lists.map((list) => [list.id, list]))
  const rows = await store.rowsBy('suppression_entries', 'hash', [...sought.keys()])
  const hits: SuppressionHit[] = []
  for (const row of rows) {
    const list = byId.get(row.list_id as string)
    if (list && isLive(row, now)) hits.push({ list, ...sought.get(row.hash as string)! })
  }
  return hits
}

/** Which lists have an entry under one of these digests, each once. */
export async function listsWith(
  key: AccountKey,
  lists: readonly SuppressionList[],
  digests: readonly Digest[],
  now: number
): Promise<SuppressionList[]> {
  const hashes = digests.map((digest) => hashOf(key, digest))
  const rows = await store.rowsBy('suppression_entries', 'hash', hashes)
  const live = new Set(rows.filter((row) => isLive(row, now)).map((row) => row.list_id))
  return lists.filter(({ id }) => live.has(id))
}
