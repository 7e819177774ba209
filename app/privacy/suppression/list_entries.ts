import { accountConfig } from '#distribution/account_config'
import { accountKey } from '#entities/account_keys'
import { type Checked, checkAndAdd } from '#intake/suppression/check_and_add'
import { type Added, addEntries, removeEntries } from '#intake/suppression/entries'
import { openDigest } from '#intake/suppression/entry_rows'
import { listsWith } from '#intake/suppression/find_hits'
import { type EntryKind, type ReadEntry, readEntry, soughtDigests } from '#intake/suppression_forms'
import type { SuppressionList } from '#intake/suppression_lists'
import { invalid, invalidField } from '#shared/http_problem'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { store } from '#store/store'
import { readSpan } from '#privacy/expires_in'

export interface Note {
  source?: string | null
  reason?: string | null
  expires_in?: string | null
}

export const noteOf = ({ source, reason, expires_in: span }: Note, actor: string, now: number) => ({
  source: source ?? null,
  reason: reason ?? null,
  actor,
  ...(span && { expiresAt: now + readSpan(span)! }),
})

async function countryOf(accountId: string): Promise<string | null> {
  const { account } = await accountConfig(accountId)
  return account.country
}

/** Adds what can be read and says of the rest why not; no answer repeats an address. */
export async function addWritten(
  list: SuppressionList,
  { entries, kind, ...note }: Note & { entries: string[]; kind?: EntryKind | null },
  actor: string
): Promise<Added & { refused: { index: number; message: string }[] }> {
  const country = await countryOf(list.accountId)
  const good: ReadEntry[] = []
  const refused: { index: number; message: string }[] = []
  for (const [index, text] of entries.entries()) {
    const read = readEntry(text, kind ?? null, country)
    if (read.ok) good.push(read.value)
    else refused.push({ index, message: `The entry ${read.problem}` })
  }
  const now = Date.now()
  return { ...(await addEntries(list, good, noteOf(note, actor, now), now)), refused }
}

/** Takes entries off the list; unreadable ones were never on it. */
export async function removeWritten(
  list: SuppressionList,
  { entries, kind }: { entries: string[]; kind?: EntryKind | null },
  actor: string
): Promise<{ removed: number }> {
  const country = await countryOf(list.accountId)
  const digests = entries.flatMap((text) => {
    const read = readEntry(text, kind ?? null, country)
    return read.ok ? [read.value.digest] : []
  })
  return { removed: await removeEntries(list, digests, actor) }
}

export type Asked = { email?: string | null; phone?: string | null } & {
  domain?: string | null
  hash?: string | null
}

/** Is somebody on the list; with `add`, they are from now on. */
export async function checkWritten(
  list: SuppressionList,
  { add, ...asked }: Asked & Note & { add?: boolean },
  actor: string
): Promise<Checked> {
  const { kind, digests } = await sought(list.accountId, asked)
  const key = await accountKey(list.accountId)
  const now = Date.now()
  if (add) return checkAndAdd(key, list, { kind, digests }, noteOf(asked, actor, now), now)
  const found = await listsWith(key, [list], digests, now)
  return { listed: found.length > 0, added: false }
}

const KINDS = ['email', 'phone', 'domain', 'hash'] as const

async function sought(accountId: string, asked: Asked) {
  const given = KINDS.filter((kind) => asked[kind])
  if (given.length !== 1)
    throw invalidField('', 'one', 'Send exactly one of email, phone, domain and hash')
  const [kind] = given
  const read = soughtDigests(asked[kind]!, kind, await countryOf(accountId))
  if (!read.ok) throw invalid([{ field: kind, rule: kind, message: `The ${kind} ${read.problem}` }])
  return read.value
}

/** A page of a list in the order of the ids, which is none: entries name no address, only its digest. */
export async function pageOfEntries(
  list: SuppressionList,
  { limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string }
) {
  const key = await accountKey(list.accountId)
  const rows = await store.all(
    `select * from suppression_entries where list_id = ? and id > ?
       and (expires_at is null or expires_at > ?) order by id limit ?`,
    [list.id, cursor ?? '', Date.now(), limit + 1]
  )
  const page = toPage(rows, limit, (row) => row.id as string)
  return {
    ...page,
    data: page.data.map((row) => ({
      id: row.id as string,
      kind: row.kind as EntryKind,
      digest: openDigest(key, row.digest as string),
      source: row.source as string | null,
      reason: row.reason as string | null,
      added_at: new Date(Number(row.added_at)).toISOString(),
      added_by: row.added_by as string | null,
      expires_at: row.expires_at === null ? null : new Date(Number(row.expires_at)).toISOString(),
    })),
  }
}
