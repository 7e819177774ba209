import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import { MINUTE } from '#shared/local_time'
import { changed } from '#store/changed'
import { OPEN_STATUSES, type Run } from '#automations/types'

/** Longer than any one action may take; it is asked for anew at each. */
export const OWNED_MS = 2 * MINUTE
/** This process, in the rows of the runs it is at. */
export const ME = newId('wrk')

/** Takes a run that is due and nobody's; false: it is another's, or has ended. */
export async function claimRun(id: string, now: number): Promise<boolean> {
  const mine = await db
    .from('automation_runs')
    .where('id', id)
    .whereIn('status', [...OPEN_STATUSES])
    .where('due_at', '<=', now)
    .where('owned_until', '<=', now)
    .update({ owner: ME, owned_until: now + OWNED_MS })
  return changed(mine)
}

/** The end of a run that is this process'. */
export async function endRun(
  id: string,
  status: Run['status'],
  reason: string | null,
  now: number
) {
  await db
    .from('automation_runs')
    .where('id', id)
    .whereIn('status', [...OPEN_STATUSES])
    .update({ status, reason: reason?.slice(0, 255) ?? null, ended_at: now })
  await db.from('automation_runs').where({ id, owner: ME }).update({ owner: null, owned_until: 0 })
}

/** A run that was stopped while a step of it was taken is free from the end of that step on. */
export async function releaseRun(id: string) {
  await db
    .from('automation_runs')
    .where({ id, owner: ME })
    .whereNotIn('status', [...OPEN_STATUSES])
    .update({ owner: null, owned_until: 0 })
}
