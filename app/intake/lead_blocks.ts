import { store } from '#store/store'
import type { Locked, Write } from '#store/types'

/** The block of the search index a lead is in; null: it is too new for one. */
export async function findBlock(accountId: string, leadId: string): Promise<string | null> {
  const row = await store.first(
    `select id from lead_blocks where account_id = ? and number =
       (select max(number) from lead_blocks where account_id = ? and first_id <= ?) and last_id >= ?`,
    [accountId, accountId, leadId, leadId]
  )
  return (row?.id as string | undefined) ?? null
}

/**
 * Takes all words of a block away, in the transaction of whoever holds it: searches ask its leads themselves until it is
 * made anew, and who is making it just now finds that it has changed.
 */
export function clearBlock(id: string, locked: Locked): Write[] {
  const block = locked.get('lead_blocks', id)
  if (!block) return []
  const set = { version: Number(block.version) + 1, built: null, read_at: null, directory: null }
  return [
    { clear: 'lead_terms', column: 'block_id', value: id },
    { update: 'lead_blocks', id, set },
  ]
}
