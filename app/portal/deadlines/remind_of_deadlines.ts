import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { loadPartnerById } from '#partners/repository'
import { changed } from '#store/changed'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { EARLIEST_MS, isNear } from '#portal/deadlines/is_near'
import { tellOfDeadline } from '#portal/mails/tell'
import { readersOf } from '#portal/notices/preferences'

const AT_ONCE = 500

/**
 * Tells the people of each partner, in one mail, of the leads that wait for them and soon go to somebody else; of each
 * lead once, whichever process comes first. Answers of how many.
 */
export async function remindOfDeadlines(now: number): Promise<number> {
  const rows = await store.all(
    `select id, account_id, partner_id, created_at, deadline_at from deliveries
     where status = 'waiting' and reminded_at is null and deadline_at > ? and deadline_at <= ?
     order by deadline_at limit ${AT_ONCE}`,
    [now, now + EARLIEST_MS]
  )
  const near = rows.filter((row) => isNear(Number(row.created_at), Number(row.deadline_at), now))
  const mine: Row[] = []
  for (const row of near) if (await claim(row.id as string, now)) mine.push(row)
  for (const [partnerId, leads] of Map.groupBy(mine, (row) => row.partner_id as string))
    await tellPartner(leads[0].account_id as string, partnerId, leads, now)
  return mine.length
}

const claim = async (id: string, now: number): Promise<boolean> =>
  changed(
    await db
      .from('deliveries')
      .where({ id, status: 'waiting' })
      .whereNull('reminded_at')
      .update({ reminded_at: now })
  )

async function tellPartner(accountId: string, partnerId: string, leads: Row[], now: number) {
  const [account, partner, readers, people] = await Promise.all([
    loadAccount(accountId),
    loadPartnerById(accountId, partnerId),
    readersOf(accountId, partnerId),
    db
      .from('portal_seats')
      .join('portal_users', 'portal_users.id', 'portal_seats.user_id')
      .where({ account_id: accountId, partner_id: partnerId, paused: false })
      .select(
        'portal_seats.id as seat',
        'portal_users.id',
        'portal_users.email',
        'portal_users.locale'
      ),
  ])
  if (!account || !partner) return
  const first = Math.min(...leads.map((row) => Number(row.deadline_at)))
  const wanted = new Set(
    readers.filter(({ preferences }) => preferences.deadline !== 'off').map(({ seat }) => seat)
  )
  for (const person of people.filter(({ seat }) => wanted.has(seat)))
    tellOfDeadline(account, partner, person, { count: leads.length, first }, now)
}
