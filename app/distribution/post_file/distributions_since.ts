import { idsBefore } from '#shared/ids'
import { store } from '#store/store'

/** How many distributions of an account that began at or after `since` (ms) stand where, by status. */
export async function distributionsSince(
  accountId: string,
  since: number
): Promise<Record<string, number>> {
  const rows = await store.all(
    'select status, count(*) as n from distributions where account_id = ? and id >= ? group by status',
    [accountId, idsBefore('dist', since)]
  )
  return Object.fromEntries(rows.map((row) => [row.status as string, Number(row.n)]))
}

/** How many of them are not over yet. */
export async function openSince(accountId: string, since: number): Promise<number> {
  const counts = await distributionsSince(accountId, since)
  return (counts.queued ?? 0) + (counts.running ?? 0)
}
