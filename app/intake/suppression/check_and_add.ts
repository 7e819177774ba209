import type { AccountKey } from '#entities/field_crypto'
import { type EntryNote, entryId, entryRow, hashOf, isLive } from '#intake/suppression/entry_rows'
import type { Digest, EntryKind } from '#intake/suppression_forms'
import type { SuppressionList } from '#intake/suppression_lists'
import { store } from '#store/store'
import type { Work } from '#store/types'

export interface Checked {
  listed: boolean
  added: boolean
}

/**
 * Says whether somebody is on a list and, where they are not, puts them there: of any number of callers at once, in any
 * number of processes, exactly one is told that it added them. `digests` begins with the one that is added.
 */
export function checkAndAdd(
  key: AccountKey,
  list: SuppressionList,
  { kind, digests }: { kind: EntryKind; digests: readonly Digest[] },
  note: EntryNote,
  now: number
): Promise<Checked> {
  const own = entryRow(key, list, { kind, digest: digests[0] }, note, now)
  const ids = digests.map((digest) => entryId(list.id, hashOf(key, digest)))
  const work: Work<Checked> = {
    // Until it is put, the row that is made to be held counts as one that has expired.
    locks: ids.map((id, at) => ({
      table: 'suppression_entries',
      value: id,
      ...(at === 0 && { seed: { ...own, added_at: 0, expires_at: 0 } }),
    })),
    decide(locked) {
      const listed = ids.some((id) => {
        const row = locked.get('suppression_entries', id)
        return row !== null && isLive(row, now)
      })
      if (listed) return { result: { listed: true, added: false }, writes: [] }
      const { id, ...columns } = own
      locked.put('suppression_entries', id, columns)
      // Who added it, and when, is on the entry: a line in the trail for each of millions would bury the others.
      return { result: { listed: false, added: true }, writes: [] }
    },
  }
  return store.submit(work)
}
