import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { MINUTE } from '#shared/local_time'
import { newId } from '#shared/ids'
import { USUAL_HOUR } from '#notifications/choices'
import { lastDigest } from '#notifications/digest_moment'

/** What happens within so long of the first goes into one mail. */
export const BURST_MS = 5 * MINUTE

interface Wanted {
  accountId: string
  userId: string
  sort: 'now' | 'digest'
  slot: string
  /** Told before this moment (ms, exclusive) belongs into it. */
  before: number
}

/**
 * Makes mails of what waits: of bursts that are over, and of what came before a digest's hour. A mail and what goes into
 * it are written together, and there is one of a slot, whichever process comes first.
 */
export async function gatherMails(now: number): Promise<number> {
  let made = 0
  for (const wanted of [...(await endedBursts(now)), ...(await dueDigests(now))])
    if (await db.transaction((trx) => make(wanted, now, trx))) made++
  return made
}

/** They are written to when they wake. */
const resting = () => db.from('accounts').whereNotNull('suspended_at').select('id')

async function endedBursts(now: number): Promise<Wanted[]> {
  const rows = await db
    .from('notice_copies')
    .where('mail', 'now')
    .whereNull('mail_id')
    .whereNotIn('account_id', resting())
    .groupBy('account_id', 'user_id')
    .havingRaw('min(told_at) <= ?', [now - BURST_MS])
    .select('account_id', 'user_id')
    .min('notice_id as first')
  return rows.map(({ account_id: accountId, user_id: userId, first }) => ({
    ...{ accountId, userId, sort: 'now' as const, slot: first, before: now + 1 },
  }))
}

async function dueDigests(now: number): Promise<Wanted[]> {
  const rows = await db
    .from('notice_copies')
    .join('accounts', 'accounts.id', 'notice_copies.account_id')
    .leftJoin('notice_choices', (join) =>
      join
        .on('notice_choices.user_id', 'notice_copies.user_id')
        .andOn('notice_choices.account_id', 'notice_copies.account_id')
    )
    .where('mail', 'digest')
    .whereNull('mail_id')
    .whereNull('accounts.suspended_at')
    .groupBy('notice_copies.account_id', 'notice_copies.user_id')
    .groupBy('accounts.time_zone', 'notice_choices.digest_hour')
    .select('notice_copies.account_id', 'notice_copies.user_id')
    .select('accounts.time_zone', 'notice_choices.digest_hour')
    .min('told_at as first')
  return rows.flatMap((row) => {
    const { day, at } = lastDigest(row.time_zone, row.digest_hour ?? USUAL_HOUR, now)
    if (Number(row.first) >= at) return []
    const { account_id: accountId, user_id: userId } = row
    return [{ accountId, userId, sort: 'digest' as const, slot: day, before: at }]
  })
}

async function make(wanted: Wanted, now: number, trx: TransactionClientContract): Promise<boolean> {
  const { accountId, userId, sort, slot, before } = wanted
  const id = newId('mail', now)
  await trx
    .insertQuery()
    .table('notice_mails')
    .insert({
      ...{ id, account_id: accountId, user_id: userId, sort, slot, state: 'waiting' },
      ...{ due_at: now, created_at: now },
    })
    .knexQuery.onConflict(['account_id', 'user_id', 'sort', 'slot'])
    .ignore()
  if (!(await trx.from('notice_mails').where('id', id).first())) return false
  await trx
    .from('notice_copies')
    .where({ account_id: accountId, user_id: userId, mail: sort })
    .whereNull('mail_id')
    .where('told_at', '<', before)
    .update({ mail_id: id })
  return true
}
