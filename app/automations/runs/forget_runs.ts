import db from '@adonisjs/lucid/services/db'
import { DAY } from '#shared/local_time'

/** So long after their end runs can be read. */
export const KEPT_MS = 90 * DAY
const BATCH = 500

/**
 * Lets go of runs that ended long ago, and of their steps, some at a time: nobody waits for it. What is still under way
 * has no end and stays. Answers how many went.
 */
export async function forgetRuns(now: number, isStopping = () => false): Promise<number> {
  let gone = 0
  while (!isStopping()) {
    const rows = await db
      .from('automation_runs')
      .whereNotNull('ended_at')
      .where('ended_at', '<', now - KEPT_MS)
      .orderBy('ended_at')
      .limit(BATCH)
      .select('id')
    if (rows.length === 0) break
    const ids = rows.map(({ id }) => id as string)
    await db.transaction(async (trx) => {
      await trx.from('automation_steps').whereIn('run_id', ids).delete()
      // Somebody may have gone on with one meanwhile.
      await trx.from('automation_runs').whereIn('id', ids).whereNotNull('ended_at').delete()
    })
    gone += ids.length
  }
  return gone
}
