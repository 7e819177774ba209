import type { AccountKey } from '#entities/field_crypto'
import { type Digest, type EntryKind, type ReadEntry } from '#intake/suppression_forms'
import type { SuppressionList } from '#intake/suppression_lists'

const DAY_MS = 86_400_000

/** What stands beside an entry; `expiresAt` in ms, null for good, absent: as the list has it. */
export interface EntryNote {
  source: string | null
  reason: string | null
  actor: string | null
  expiresAt?: number | null
}

/**
 * The HMAC a digest is kept under. Bare digests of addresses are guessed in minutes; without the account's key these tell
 * nothing.
 */
export const hashOf = (key: AccountKey, digest: Digest): string =>
  key.mac(`suppression\n${digest}`, 'base64url')

export const entryId = (listId: string, hash: string): string => `${listId}:${hash}`

const AAD = 'suppression'

export const openDigest = (key: AccountKey, sealed: string): Digest => key.open(sealed, AAD)

export const expiryOf = ({ keepDays }: SuppressionList, note: EntryNote, now: number) =>
  note.expiresAt !== undefined ? note.expiresAt : keepDays === null ? null : now + keepDays * DAY_MS

/** An entry as a row. Reads no address: a digest is all that is kept of it. */
export function entryRow(
  key: AccountKey,
  list: SuppressionList,
  { kind, digest }: ReadEntry,
  note: EntryNote,
  now: number
) {
  const hash = hashOf(key, digest)
  return {
    id: entryId(list.id, hash),
    account_id: list.accountId,
    list_id: list.id,
    hash,
    digest: key.seal(digest, AAD),
    kind: kind as EntryKind,
    source: note.source,
    reason: note.reason,
    added_at: now,
    added_by: note.actor,
    expires_at: expiryOf(list, note, now),
  }
}

export type EntryRow = ReturnType<typeof entryRow>

/** An expired entry is as good as none. */
export const isLive = ({ expires_at: until }: { expires_at?: unknown }, now: number): boolean =>
  until === null || until === undefined || Number(until) > now
