import db from '@adonisjs/lucid/services/db'
import { changed } from '#store/changed'
import { note } from '#privacy/requests/note'

export interface Confirmation {
  how: 'link' | 'team'
  by: string | null
}

/**
 * The partner has erased what it had. With the last answer the request is closed and whom it was about forgotten. False:
 * it was not asked, or has answered.
 */
export async function confirmAsk(
  accountId: string,
  { id, request }: { id: string; request?: string },
  { how, by }: Confirmation,
  now: number
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const done = await trx
      .from('erasure_asks')
      .where({
        account_id: accountId,
        id,
        status: 'asked',
        ...(request && { request_id: request }),
      })
      .update({
        ...{ status: 'confirmed', confirmed_at: now, confirmed_how: how, confirmed_by: by },
        ...{ mail_due_at: null, owned_until: null },
      })
    if (!changed(done)) return false
    const ask = await trx.from('erasure_asks').where('id', id).firstOrFail()
    const { partner_id: partnerId, request_id: of } = ask
    const data = { request: of, ask: id, how }
    await note(trx, 'erasure.confirmed', { accountId, partnerId }, data, now, by)
    // The row of the request is what two last answers at once wait for each other at.
    await trx.from('privacy_requests').where('id', of).update({ owned_until: 0 })
    const open = await trx
      .from('erasure_asks')
      .where({ request_id: of })
      .whereNot('status', 'confirmed')
      .first()
    if (!open)
      await trx
        .from('privacy_requests')
        .where({ id: of, status: 'asking' })
        .update({ status: 'done', closed_at: now, subject: null })
    return true
  })
}
