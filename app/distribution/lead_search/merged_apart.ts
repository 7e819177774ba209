import { store } from '#store/store'

/**
 * The criterion that leaves out leads that were merged into another. Most accounts have none: there nothing is asked, and
 * the list is as fast as it was.
 */
export async function mergedApart(accountId: string): Promise<{ merged?: false }> {
  const any = await store.first(
    'select id from leads where account_id = ? and merged_into is not null limit 1',
    [accountId]
  )
  return any ? { merged: false } : {}
}
