import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { loadPartnerById } from '#partners/repository'
import type { Partner } from '#partners/types'
import type PortalSeat from '#portal/models/portal_seat'
import type PortalUser from '#portal/models/portal_user'
import { noteSeen, seatOf } from '#portal/people/seats'

/**
 * Who is signed in to the portal, and for whom. Every query of the portal goes through `account.id` and `partner.id` of
 * this, and through nothing a request says.
 */
export interface OpenPortal {
  user: PortalUser
  seat: PortalSeat
  account: Account
  partner: Partner
  /** As the audit trail names this person. */
  actor: string
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    portal?: OpenPortal
  }
}

export const SEAT_KEY = 'portal_seat'

/** Null where the person has no seat any more. */
export async function openPortal(
  { session, site }: HttpContext,
  user: PortalUser
): Promise<OpenPortal | null> {
  const seat = await seatOf(user, session.get(SEAT_KEY), site)
  if (!seat) return null
  const [account, partner] = await Promise.all([
    loadAccount(seat.accountId),
    loadPartnerById(seat.accountId, seat.partnerId),
  ])
  if (!account || !partner) return null
  noteSeen(seat, Date.now())
  return { user, seat, account, partner, actor: `partner:${user.email}` }
}
