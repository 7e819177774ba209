import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { changed } from '#store/changed'
import { OPEN_STATUSES } from '#automations/types'

/** Stops everything of an automation that is under way. A step that is being taken ends, and nothing comes after it. */
export async function stopRunsOf(
  automationId: string,
  reason: string,
  now: number,
  client: QueryClientContract
): Promise<void> {
  await client
    .from('automation_runs')
    .where('automation_id', automationId)
    .whereIn('status', [...OPEN_STATUSES])
    .update({ status: 'stopped', reason, ended_at: now })
}

/** False: there is no such run, or it has ended. */
export async function stopRun(
  accountId: string,
  id: string,
  by: string,
  now: number
): Promise<boolean> {
  const stopped = await db
    .from('automation_runs')
    .where({ account_id: accountId, id })
    .whereIn('status', [...OPEN_STATUSES])
    .update({ status: 'stopped', reason: `by ${by}`.slice(0, 255), ended_at: now })
  return changed(stopped)
}

/** How many runs of an automation have something to be done yet. */
export async function openRuns(automationId: string): Promise<number> {
  const row = await db
    .from('automation_runs')
    .where('automation_id', automationId)
    .whereIn('status', [...OPEN_STATUSES])
    .count('* as n')
    .first()
  return Number(row?.n ?? 0)
}
