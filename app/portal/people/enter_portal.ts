import type { HttpContext } from '@adonisjs/core/http'
import { recogniseDevice } from '#accounts/sign_in/known_devices'
import { begin } from '#accounts/sign_in/sign_in'
import { tellOfPortalDevice } from '#portal/mails/tell'
import { note } from '#portal/people/note'
import type PortalUser from '#portal/models/portal_user'
import { SEAT_KEY } from '#portal/people/open_portal'
import { PORTAL } from '#portal/people/portal_realm'
import { seatOf } from '#portal/people/seats'

/** Signs somebody in to the portal under a new session; false where no seat is theirs (any more). */
export async function enterPortal(
  ctx: HttpContext,
  user: PortalUser,
  remember: boolean,
  chosen?: string
): Promise<boolean> {
  const seat = await seatOf(user, chosen, ctx.site)
  if (!seat) return false
  await begin(ctx, user, remember, PORTAL)
  await ctx.auth.use('portal').login(user)
  ctx.session.put(SEAT_KEY, seat.id)
  const device = await recogniseDevice(ctx, user.id, Date.now(), PORTAL)
  if (device === 'new') tellOfPortalDevice(user, user.signsInFrom!, Date.now())
  const house = { account: { id: seat.accountId }, partner: { id: seat.partnerId } }
  await note('portal.signed_in', house, { seat: seat.id }, `partner:${user.email}`, Date.now())
  return true
}
