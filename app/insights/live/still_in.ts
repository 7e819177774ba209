import type { HttpContext } from '@adonisjs/core/http'
import Membership from '#accounts/models/membership'
import UserSession from '#accounts/models/user_session'
import { scopeOf } from '#distribution/limit_config'

/** A stream ends with the session it was opened in, with the place in the team, and where its limits are others now. */
export async function isStillIn({ account, user, role, scope }: NonNullable<HttpContext['team']>) {
  const place = await Membership.findBy({ account_id: account.id, user_id: user.id, role })
  if (!place || (place.limits === null) !== (scope === null)) return false
  if (place.limits && scope) {
    const now = await scopeOf(account.id, place.limits)
    if (String(now.entityIds.toSorted()) !== String(scope.entityIds.toSorted())) return false
  }
  if (!user.sessionId) return true
  const session = UserSession.query().where({ id: user.sessionId, user_id: user.id })
  return (await session.where('expires_at', '>', Date.now()).first()) !== null
}
