import { store } from '#store/store'
import type { Row } from '#store/types'
import { loadRun } from '#distribution/load_run'
import type { Run } from '#distribution/run'
import { type RunContext, contextOf } from '#distribution/run_context'

export interface OpenDelivery {
  row: Row
  run: Run
  context: RunContext
}

/** A delivery with its run, for those who change it from outside. Null when the account has no such delivery. */
export async function openDelivery(
  accountId: string | null,
  deliveryId: string
): Promise<OpenDelivery | null> {
  const row = await store.first('select * from deliveries where id = ?', [deliveryId])
  if (!row || (accountId !== null && row.account_id !== accountId)) return null
  const run = await loadRun(row.distribution_id as string)
  if (!run) return null
  return { row, run, context: await contextOf(run, { deleted: true }) }
}
