import db from '@adonisjs/lucid/services/db'
import { DAY, HOUR } from '#shared/local_time'
import { USUAL_HOUR } from '#notifications/choices'
import { writeFindings } from '#notifications/trail/write_findings'
import type { Finding } from '#notifications/types'

const AT_ONCE = 200
/** What fell due while nobody told anybody is no news after so long. */
const NEWS_MS = 7 * DAY

/**
 * Tells people of their tasks as they fall due: once, at the moment, or in the morning of the day. A task that is nobody's
 * is told to nobody.
 */
export async function watchTasks(now: number): Promise<number> {
  const due = await db
    .from('tasks')
    .join('leads', 'leads.id', 'tasks.lead_id')
    .whereNull('tasks.done_at')
    .whereNull('tasks.told_at')
    .where('tasks.due_at', '<=', now)
    .where('tasks.due_at', '>', now - NEWS_MS)
    .whereNotNull('tasks.assignee_id')
    // A whole day has no moment of its own.
    .whereRaw(`(tasks.due_at <= ? or not tasks.all_day)`, [now - USUAL_HOUR * HOUR])
    .orderBy('tasks.due_at')
    .limit(AT_ONCE)
    .select('tasks.id', 'tasks.account_id', 'tasks.lead_id', 'tasks.due_at', 'tasks.assignee_id')
    .select('leads.entity_id')
  if (!due.length) return 0
  const findings = due.map((task): Finding => ({
    ...{ accountId: task.account_id, kind: 'task_due', subject: task.id, actor: null },
    // Put off, it falls due anew.
    ...{ period: String(task.due_at), at: Number(task.due_at), to: [task.assignee_id] },
    data: { lead: task.lead_id, entity: task.entity_id, task: task.id },
  }))
  return db.transaction(async (trx) => {
    await trx
      .from('tasks')
      .whereIn(
        'id',
        due.map(({ id }) => id as string)
      )
      .update({ told_at: now })
    return writeFindings(findings, now, trx)
  })
}
