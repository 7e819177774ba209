import { accountKey } from '#entities/account_keys'
import { openDigest } from '#intake/suppression/entry_rows'
import type { SuppressionList } from '#intake/suppression_lists'
import { csvLine } from '#shared/csv_line'
import { store } from '#store/store'

const ROWS = 2_000
const HEAD = ['algorithm', 'hash', 'kind', 'source', 'reason', 'added_at', 'expires_at']

const time = (ms: unknown) => (ms === null ? null : new Date(Number(ms)).toISOString())

/** A list as CSV, line by line: hashes of normal forms, as lists of this kind are handed over. */
export async function* exportEntries(list: SuppressionList, now: number): AsyncGenerator<string> {
  const key = await accountKey(list.accountId)
  yield csvLine(HEAD)
  for (let [at, after] = [0, '']; ;) {
    // In the order of an index: each page begins where the one before ended, however long the list is.
    const rows = await store.all(
      `select * from suppression_entries where list_id = ? and added_at >= ?
         and (added_at > ? or id > ?) and (expires_at is null or expires_at > ?)
       order by added_at, id limit ?`,
      [list.id, at, at, after, now, ROWS]
    )
    for (const row of rows) {
      const [algorithm, hash] = openDigest(key, row.digest as string).split(':')
      const { kind, source, reason } = row as Record<string, string | null>
      yield csvLine([
        ...[algorithm, hash, kind, source, reason],
        ...[time(row.added_at), time(row.expires_at)],
      ])
    }
    if (rows.length < ROWS) return
    const last = rows.at(-1)!
    ;[at, after] = [Number(last.added_at), last.id as string]
  }
}
