import db from '@adonisjs/lucid/services/db'
import { loadPartnerById } from '#partners/repository'
import { changed } from '#store/changed'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { EARLIEST_MS, isNear } from '#portal/deadlines/is_near'
import { addNotices } from '#portal/notices/add_notices'
import { type Reader, readersOf } from '#portal/notices/preferences'

const AT_ONCE = 500

/**
 * Puts down, for the people of each partner, the leads that wait for them and soon go to somebody else; each lead once,
 * whichever process comes first. Answers of how many.
 */
export async function remindOfDeadlines(now: number): Promise<number> {
  const rows = await store.all(
    `select id, account_id, partner_id, created_at, deadline_at from deliveries
     where status = 'waiting' and reminded_at is null and deadline_at > ? and deadline_at <= ?
     order by deadline_at limit ${AT_ONCE}`,
    [now, now + EARLIEST_MS]
  )
  const near = rows.filter((row) => isNear(Number(row.created_at), Number(row.deadline_at), now))
  let told = 0
  for (const [partnerId, leads] of Map.groupBy(near, (row) => row.partner_id as string)) {
    const accountId = leads[0].account_id as string
    const [partner, readers] = await Promise.all([
      loadPartnerById(accountId, partnerId),
      readersOf(accountId, partnerId),
    ])
    const zone = partner?.timeZone ?? 'UTC'
    for (const lead of leads) if (await remind(lead, readers, now, zone)) told++
  }
  return told
}

/** That somebody is reminded and of what stand together or not at all. */
const remind = (lead: Row, readers: Reader[], now: number, zone: string) =>
  db.transaction(async (trx) => {
    const mine = changed(
      await trx
        .from('deliveries')
        .where({ id: lead.id, status: 'waiting' })
        .whereNull('reminded_at')
        .update({ reminded_at: now })
    )
    if (!mine) return false
    const facts = { until: Number(lead.deadline_at) }
    const one = { kind: 'deadline' as const, subject: lead.id as string, facts }
    await addNotices(trx, readers, one, now, zone)
    return true
  })
