import db from '@adonisjs/lucid/services/db'
import { idsBefore } from '#shared/ids'
import { type Names } from '#automations/present_automation'
import { toRun } from '#automations/runs/run_rows'
import type { Run, RunStatus } from '#automations/types'

export interface RunFilter {
  status?: RunStatus
  lead?: string
  /** Id of the lead, invoice or partner it is about. */
  subject?: string
  /** Begun from then on, and before then. */
  from?: number | null
  to?: number | null
  limit: number
  after: string | null
}

/**
 * Runs of an automation, the newest first. What only waits for its time, or did not hold when it came, is shown where it
 * is asked for.
 */
export async function listRuns(
  automationId: string,
  { status, lead, subject, from, to, limit, after }: RunFilter
): Promise<Run[]> {
  const query = db
    .from('automation_runs')
    .where('automation_id', automationId)
    .orderBy('id', 'desc')
    .limit(limit)
  if (status) void query.where('status', status)
  else void query.whereNotIn('status', ['scheduled', 'skipped'])
  if (lead) void query.where('lead_id', lead)
  if (subject) void query.where('subject', subject)
  if (from) void query.where('id', '>=', idsBefore('arun', from))
  if (to) void query.where('id', '<', idsBefore('arun', to))
  if (after !== null) void query.where('id', '<', after)
  const rows = await query
  return rows.map(toRun)
}

/** Keys of the automations and partners that runs name. */
export async function namesOf(accountId: string, runs: readonly Run[]): Promise<Names> {
  const keysOf = async (table: 'automations' | 'partners', named: (string | null)[]) => {
    const ids = [...new Set(named)].filter((id) => id !== null)
    const rows = (await db
      .from(table)
      .where('account_id', accountId)
      .whereIn('id', ids)
      .select('id', 'key')) as { id: string; key: string }[]
    return new Map(rows.map(({ id, key }) => [id, key]))
  }
  const [automations, partners] = await Promise.all([
    keysOf(
      'automations',
      runs.map(({ automationId }) => automationId)
    ),
    keysOf(
      'partners',
      runs.map(({ partnerId }) => partnerId)
    ),
  ])
  return { automations, partners }
}
