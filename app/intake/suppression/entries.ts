import db from '@adonisjs/lucid/services/db'
import { accountKey } from '#entities/account_keys'
import {
  type EntryNote,
  type EntryRow,
  entryId,
  entryRow,
  hashOf,
  isLive,
} from '#intake/suppression/entry_rows'
import type { Digest, ReadEntry } from '#intake/suppression_forms'
import type { SuppressionList } from '#intake/suppression_lists'
import { type EventType, event } from '#store/audit_event'
import { changes } from '#store/changed'
import { store } from '#store/store'

/** Rows of one transaction: few enough that a lead in between does not wait for them. */
const ROWS = 250

export interface Added {
  added: number
  /** There before; they have the new reason and expiry now. */
  known: number
}

/** Puts entries on a list, each once; those that are there already take over what is said now. */
export async function addEntries(
  list: SuppressionList,
  entries: readonly ReadEntry[],
  note: EntryNote,
  now: number = Date.now()
): Promise<Added> {
  const added = await writeEntries(list, entries, note, now)
  if (entries.length > 0)
    await told(list, 'suppression.added', { count: added.added, source: note.source }, note.actor)
  return added
}

/** The same without a word in the trail, for whoever says so once for many. */
export async function writeEntries(
  list: SuppressionList,
  entries: readonly ReadEntry[],
  note: EntryNote,
  now: number
): Promise<Added> {
  const key = await accountKey(list.accountId)
  const rows = new Map<string, EntryRow>()
  for (const entry of entries) {
    const row = entryRow(key, list, entry, note, now)
    rows.set(row.id, row)
  }
  // In one order, so that two who write at once wait for each other and never in a circle.
  const all = [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
  let known = 0
  for (let at = 0; at < all.length; at += ROWS)
    known += await putRows(all.slice(at, at + ROWS), now)
  return { added: all.length - known, known }
}

/** Answers how many of them were there. A file of a million is written by few statements, not by a million. */
const putRows = (rows: EntryRow[], now: number): Promise<number> =>
  db.transaction(async (trx) => {
    const there = (await trx
      .from('suppression_entries')
      .whereIn(
        'id',
        rows.map(({ id }) => id)
      )
      .select('expires_at')) as { expires_at: unknown }[]
    await trx.knexQuery().table('suppression_entries').insert(rows).onConflict('id').merge()
    return there.filter((row) => isLive(row, now)).length
  })

/** Takes entries off a list; answers how many were on it. */
export async function removeEntries(
  list: SuppressionList,
  digests: readonly Digest[],
  actor: string | null
): Promise<number> {
  const key = await accountKey(list.accountId)
  const ids = digests.map((digest) => entryId(list.id, hashOf(key, digest)))
  let removed = 0
  for (let at = 0; at < ids.length; at += ROWS)
    removed += changes(
      await db
        .from('suppression_entries')
        .where('account_id', list.accountId)
        .whereIn('id', ids.slice(at, at + ROWS))
        .delete()
    )
  if (removed > 0) await told(list, 'suppression.removed', { count: removed }, actor)
  return removed
}

/** Takes one entry off by its id. */
export async function removeEntry(list: SuppressionList, id: string, actor: string | null) {
  const found = await db
    .from('suppression_entries')
    .where({ account_id: list.accountId, list_id: list.id, id })
    .delete()
  if (changes(found) === 0) return false
  await told(list, 'suppression.removed', { count: 1 }, actor)
  return true
}

/** Says in the trail what was done to a list; no entry is named. */
export const told = (
  list: SuppressionList,
  type: EventType,
  data: Record<string, unknown>,
  actor: string | null
): Promise<null> =>
  store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: [
        event(type, { accountId: list.accountId }, { list: list.key, ...data }, Date.now(), actor),
      ],
    }),
  })
