import { store } from '#store/store'

export type Erased = 'erased' | 'not_found' | 'busy' | 'on_hold'

/** Erases a lead by `erase`, and before it those that were merged into it: they are the same person's. */
export async function eraseWithMerged(
  accountId: string,
  leadId: string,
  erase: (leadId: string) => Promise<Erased>
): Promise<Erased> {
  const before = await eraseMerged(accountId, leadId, erase)
  if (before !== 'erased') return before
  const erased = await erase(leadId)
  // What was merged into it in between; into an erased lead nothing is.
  return erased === 'erased' ? eraseMerged(accountId, leadId, erase) : erased
}

async function eraseMerged(
  accountId: string,
  leadId: string,
  erase: (leadId: string) => Promise<Erased>
): Promise<Erased> {
  const merged = await store.all(
    'select id from leads where account_id = ? and merged_into = ? and erased_at is null order by id',
    [accountId, leadId]
  )
  for (const { id } of merged) {
    const erased = await eraseWithMerged(accountId, id as string, erase)
    if (erased !== 'erased') return erased
  }
  return 'erased'
}
