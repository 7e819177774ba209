import { accountConfig } from '#distribution/account_config'
import { accountKey } from '#entities/account_keys'
import { hashOf, isLive } from '#intake/suppression/entry_rows'
import { loadLists } from '#intake/suppression/list_rows'
import { type EntryKind, soughtDigests } from '#intake/suppression_forms'
import { invalidField } from '#shared/http_problem'
import { store } from '#store/store'

export interface FoundEntry {
  id: string
  list: { key: string; name: string }
  kind: EntryKind
  source: string | null
  reason: string | null
  added_at: string
  added_by: string | null
  expires_at: string | null
}

/** Where somebody stands, by an address in whatever form, or a hash. Exact: nothing like it is found. */
export async function searchLists(
  accountId: string,
  text: string
): Promise<{ kind: EntryKind; found: FoundEntry[] }> {
  const { account } = await accountConfig(accountId)
  const read = soughtDigests(text, null, account.country)
  if (!read.ok) throw invalidField('text', 'entry', `This ${read.problem}`)
  const [key, lists] = await Promise.all([accountKey(accountId), loadLists(accountId)])
  const byId = new Map(lists.map((list) => [list.id, list]))
  const hashes = read.value.digests.map((digest) => hashOf(key, digest))
  const rows = await store.rowsBy('suppression_entries', 'hash', hashes)
  const now = Date.now()
  const found = rows.flatMap((row) => {
    const list = byId.get(row.list_id as string)
    if (!list || !isLive(row, now)) return []
    return [{ ...presentEntry(row), list: { key: list.key, name: list.name } }]
  })
  return { kind: read.value.kind, found }
}

const time = (ms: unknown) =>
  ms === null || ms === undefined ? null : new Date(Number(ms)).toISOString()

export const presentEntry = (row: Record<string, unknown>) => ({
  id: row.id as string,
  kind: row.kind as EntryKind,
  source: row.source as string | null,
  reason: row.reason as string | null,
  added_at: time(row.added_at)!,
  added_by: row.added_by as string | null,
  expires_at: time(row.expires_at),
})

const SHOWN = 20

/** The latest entries of a list; an address is in none of them. */
export async function latestEntries(listId: string) {
  const rows = await store.all(
    `select id, kind, source, reason, added_at, added_by, expires_at from suppression_entries
     where list_id = ? and (expires_at is null or expires_at > ?)
     order by added_at desc, id limit ?`,
    [listId, Date.now(), SHOWN]
  )
  return rows.map(presentEntry)
}
