import { store } from '#store/store'
import type { Row } from '#store/types'
import { type Merge, UNDO_DAYS } from '#crm/merge/types'

const DAY_MS = 86_400_000

export const toMerge = (row: Row): Merge => ({
  ...{ id: row.id as string, into: row.into_id as string, from: row.from_id as string },
  kept: JSON.parse(row.kept as string) as Record<string, string>,
  revision: row.revision === null ? null : Number(row.revision),
  ...{ actor: row.actor as string | null, at: Number(row.at) },
  undoneAt: row.undone_at === null ? null : Number(row.undone_at),
})

export const undoableUntil = ({ at }: Pick<Merge, 'at'>): number => at + UNDO_DAYS * DAY_MS

/** As the API shows it. */
export const presentMerge = (merge: Merge) => ({
  ...{ id: merge.id, into: merge.into, from: merge.from, kept: merge.kept, actor: merge.actor },
  at: new Date(merge.at).toISOString(),
  undo_until: new Date(undoableUntil(merge)).toISOString(),
  undone_at: merge.undoneAt === null ? null : new Date(merge.undoneAt).toISOString(),
})

/** Null where the account has no such merge into the lead. */
export async function findMerge(
  accountId: string,
  leadId: string,
  id: string
): Promise<Merge | null> {
  const row = await store.first(
    'select * from lead_merges where id = ? and into_id = ? and account_id = ?',
    [id, leadId, accountId]
  )
  return row && toMerge(row)
}

/** What stands of a lead: merges into it, or the one that took it away; the newest first. */
export async function mergesOf(
  accountId: string,
  leadId: string,
  side: 'into_id' | 'from_id'
): Promise<Merge[]> {
  const rows = await store.all(
    `select * from lead_merges where ${side} = ? and account_id = ? and undone_at is null
     order by at desc, id desc`,
    [leadId, accountId]
  )
  return rows.map(toMerge)
}
