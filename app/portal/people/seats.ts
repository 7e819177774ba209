import db from '@adonisjs/lucid/services/db'
import { accountsOfSite } from '#accounts/domains/may_enter'
import type { Site } from '#accounts/domains/site_of_host'
import type PortalUser from '#portal/models/portal_user'
import PortalSeat from '#portal/models/portal_seat'

/** Seats a person may sit in now: taken, not paused, of a partner that is there, of accounts seen on the site. */
const open = (userId: string, site?: Site) =>
  PortalSeat.query()
    .where('user_id', userId)
    .if(site, (query) => query.whereIn('account_id', accountsOfSite(site!)))
    .where('paused', false)
    .whereNotNull('accepted_at')
    .whereExists((partner) =>
      partner
        .from('partners')
        .whereColumn('partners.id', 'portal_seats.partner_id')
        .whereColumn('partners.account_id', 'portal_seats.account_id')
        .whereNull('partners.deleted_at')
    )
    .orderBy('id')

/** The seat somebody works from: the one they chose while it is open, else their first. */
export async function seatOf(
  user: PortalUser,
  chosen: unknown,
  site?: Site
): Promise<PortalSeat | null> {
  const seats = await open(user.id, site)
  return seats.find(({ id }) => id === chosen) ?? seats[0] ?? null
}

/** Whether somebody has a seat of an account of the site; whether they have any is asked when they enter. */
export const portalMayEnter = async (site: Site | undefined, user: PortalUser): Promise<boolean> =>
  !site || (await open(user.id, site).first()) !== null

export interface House {
  seat: string
  account: string
  accountId: string
  partner: string
}

/** For whom somebody works, by name. */
export async function housesOf(userId: string, site?: Site): Promise<House[]> {
  const seats = await open(userId, site)
  if (!seats.length) return []
  const rows = await db
    .from('portal_seats')
    .join('partners', 'partners.id', 'portal_seats.partner_id')
    .join('accounts', 'accounts.id', 'portal_seats.account_id')
    .whereIn(
      'portal_seats.id',
      seats.map(({ id }) => id)
    )
    .orderBy('portal_seats.id')
    .select('portal_seats.id as seat', 'portal_seats.account_id as account_id')
    .select('partners.name as partner', 'accounts.name as account')
  return rows.map((row) => ({
    seat: row.seat,
    account: row.account,
    accountId: row.account_id,
    partner: row.partner,
  }))
}

/** Notes that somebody was here, once a minute at most and never in the way of the request. */
export function noteSeen(seat: PortalSeat, now: number) {
  if (seat.seenAt !== null && now - Number(seat.seenAt) < 60_000) return
  db.from('portal_seats')
    .where('id', seat.id)
    .update({ seen_at: now })
    .catch(() => {})
}
