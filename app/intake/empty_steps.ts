import db from '@adonisjs/lucid/services/db'
import { automationMailId } from '#store/row_ids'

/** What automations sent and noted of the lead; that they ran stays. A kept mail has the id of its step. */
export async function emptySteps(accountId: string, leadId: string): Promise<void> {
  const runs = db
    .from('automation_runs')
    .where({ account_id: accountId, lead_id: leadId })
    .select('id')
  const steps = await db.from('automation_steps').whereIn('run_id', runs).select('id')
  if (steps.length === 0) return
  const mails = steps.map(({ id }) => automationMailId(id as string))
  await db.from('mails').where('account_id', accountId).whereIn('id', mails).delete()
  await db
    .from('automation_steps')
    .whereIn(
      'id',
      steps.map(({ id }) => id)
    )
    .update({ detail: '{}', error: null })
  // Why one failed may name a value, as its step does.
  await db
    .from('automation_runs')
    .where({ account_id: accountId, lead_id: leadId, status: 'failed' })
    .update({ reason: null })
}
