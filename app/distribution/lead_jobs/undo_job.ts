import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { changed } from '#store/changed'
import { isUndoable } from '#distribution/lead_jobs/job_change'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { createJob, findJob } from '#distribution/lead_jobs/lead_jobs'

export type UndoProblem = 'not_found' | 'too_late'

/** Begins to take a job back; answers the job that does. */
export async function undoJob(
  accountId: string,
  id: string,
  actor: string
): Promise<Result<string, UndoProblem>> {
  const job = await findJob(accountId, id)
  if (!job) return fail('not_found')
  if (!isUndoable(job, Date.now())) return fail('too_late')
  const undo = await createJob({
    accountId,
    actor,
    kind: 'undo',
    profile: '',
    change: { undo: id },
    entities: job.entities ?? undefined,
    ids: null,
    filter: null,
    upto: newId('lead'),
    total: job.started,
  })
  const claimed = await db
    .from('lead_jobs')
    .where({ id, account_id: accountId })
    .whereNull('undone_by')
    .update({ undone_by: undo })
  if (!changed(claimed)) {
    await db.from('lead_jobs').where({ id: undo }).delete()
    return fail('too_late')
  }
  jobRunner.kick()
  return ok(undo)
}
