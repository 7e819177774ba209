import db from '@adonisjs/lucid/services/db'
import { type Result, fail, ok } from '#shared/result'
import { changed } from '#store/changed'
import type { RunStatus, Step } from '#automations/types'
import { findRun, stepsOf } from '#automations/runs/run_rows'

export type RetryProblem = 'not_found' | 'under_way' | 'unknown_node'

/** What it was stopped in before its time: its delay, or before it began. */
const waits = (steps: readonly Step[]): RunStatus | false =>
  steps.length === 0 ? 'scheduled' : steps.at(-1)!.status === 'waiting' && 'waiting'

/**
 * Goes on with a run that failed or was stopped, from where it stands or from an earlier node it came by. What it sends
 * again carries the key of the first time, so that whoever got it knows it for the same.
 */
export async function retryRun(
  accountId: string,
  id: string,
  node: string | undefined,
  now: number
): Promise<Result<null, RetryProblem>> {
  const run = await findRun(accountId, id)
  if (!run) return fail('not_found')
  if (run.status !== 'failed' && run.status !== 'stopped') return fail('under_way')
  const from = node ?? run.node
  const steps = await stepsOf(id)
  if (from !== run.node && !steps.some((step) => step.node === from)) return fail('unknown_node')
  const later = run.dueAt > now && from === run.node && waits(steps)
  const again = await db
    .from('automation_runs')
    .where({ account_id: accountId, id })
    .whereIn('status', ['failed', 'stopped'])
    .where('owned_until', '<=', now)
    .update({
      ...{ status: later ? later : 'running', reason: null, node: from },
      ...{ due_at: later ? run.dueAt : now, stays: later === 'scheduled' ? run.stays : null },
      ...{ owner: null, owned_until: 0, ended_at: null },
    })
  return changed(again) ? ok(null) : fail('under_way')
}
