import db from '@adonisjs/lucid/services/db'
import type { Account } from '#accounts/types'
import type { Partner } from '#partners/types'
import { changed } from '#store/changed'
import { note } from '#portal/people/note'
import PortalSeat, { type SeatRole } from '#portal/models/portal_seat'

export interface PersonView {
  id: string
  email: string
  role: SeatRole
  status: 'invited' | 'expired' | 'active' | 'paused'
  invited_by: string | null
  invited_at: string
  expires_at: string | null
  seen_at: string | null
}

const time = (ms: number | null) => (ms === null ? null : new Date(Number(ms)).toISOString())

/** Who has a place in a partner's portal, in the order they were asked. */
export async function listPeople(
  accountId: string,
  partnerId: string,
  now: number
): Promise<PersonView[]> {
  const seats = await PortalSeat.query()
    .where({ account_id: accountId, partner_id: partnerId })
    .orderBy('id')
  return seats.map((seat) => ({
    id: seat.id,
    email: seat.email,
    role: seat.role,
    status: statusOf(seat, now),
    invited_by: seat.invitedBy,
    invited_at: time(seat.createdAt)!,
    expires_at: time(seat.inviteExpiresAt),
    seen_at: time(seat.seenAt),
  }))
}

function statusOf(seat: PortalSeat, now: number): PersonView['status'] {
  if (seat.paused) return 'paused'
  if (seat.acceptedAt !== null) return 'active'
  return Number(seat.inviteExpiresAt) > now ? 'invited' : 'expired'
}

/** A seat of this partner; null for all others. */
export const findSeat = (accountId: string, partnerId: string, id: string) =>
  PortalSeat.query().where({ account_id: accountId, partner_id: partnerId, id }).first()

/** A partner without an owner could let nobody in: the last one stays, for itself. */
export async function isLastOwner(seat: PortalSeat): Promise<boolean> {
  if (seat.role !== 'owner') return false
  const other = await PortalSeat.query()
    .where({ account_id: seat.accountId, partner_id: seat.partnerId, role: 'owner', paused: false })
    .whereNotNull('accepted_at')
    .whereNot('id', seat.id)
    .first()
  return other === null
}

/** From the next request on this person sees nothing of the partner. */
export async function removePerson(
  house: { account: Account; partner: Partner },
  seat: PortalSeat,
  actor: string,
  now: number
) {
  await seat.delete()
  await note('portal.removed', house, { seat: seat.id, role: seat.role }, actor, now)
}

/** Pauses somebody or lets them in again; false when it was so already. */
export async function pausePerson(
  house: { account: Account; partner: Partner },
  seat: PortalSeat,
  paused: boolean,
  actor: string,
  now: number
): Promise<boolean> {
  const done = changed(
    await db.from('portal_seats').where({ id: seat.id, paused: !paused }).update({ paused })
  )
  const type = paused ? 'portal.paused' : 'portal.resumed'
  if (done) await note(type, house, { seat: seat.id, role: seat.role }, actor, now)
  return done
}
