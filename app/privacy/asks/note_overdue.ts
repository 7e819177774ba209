import db from '@adonisjs/lucid/services/db'
import { changed } from '#store/changed'
import { note } from '#privacy/requests/note'

const AT_ONCE = 100

/** Says once of each partner that its time is over. */
export async function noteOverdue(now: number): Promise<void> {
  const late: { id: string; account_id: string; partner_id: string; request_id: string }[] =
    await db
      .from('erasure_asks')
      .where('status', 'asked')
      .whereNull('overdue_at')
      .where('due_at', '<', now)
      .limit(AT_ONCE)
  for (const { id, account_id: accountId, partner_id: partnerId, request_id: request } of late)
    await db.transaction(async (trx) => {
      const first = await trx
        .from('erasure_asks')
        .where({ id, status: 'asked' })
        .whereNull('overdue_at')
        .update({ overdue_at: now })
      if (changed(first))
        await note(trx, 'erasure.overdue', { accountId, partnerId }, { request, ask: id }, now)
    })
}
