import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'

const AT_ONCE = 200

/** What waits for a mail and is due. */
export const waitingNotices = (client: Pick<TransactionClientContract, 'from'>, now: number) =>
  client.from('portal_notices').whereNull('sent_at').whereNull('mail_id').where('due_at', '<=', now)

/**
 * Puts what is due for one person into one mail. The mail and what goes into it are written together, so whoever dies
 * in between has begun nothing, and whoever comes second finds nothing left.
 */
export async function gatherMails(now: number): Promise<number> {
  const seats = await waitingNotices(db, now).distinct('seat_id').limit(AT_ONCE)
  let made = 0
  for (const { seat_id: seat } of seats)
    if (await db.transaction((trx) => make(seat as string, now, trx))) made++
  return made
}

async function make(seat: string, now: number, trx: TransactionClientContract): Promise<boolean> {
  const id = newId('mail', now)
  await trx
    .insertQuery()
    .table('portal_mails')
    .insert({ id, seat_id: seat, state: 'waiting', due_at: now, attempts: 0, created_at: now })
  const taken = await waitingNotices(trx, now).where('seat_id', seat).update({ mail_id: id })
  if (changed(taken)) return true
  await trx.from('portal_mails').where('id', id).delete()
  return false
}
