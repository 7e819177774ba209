import type { HttpContext } from '@adonisjs/core/http'
import Membership from '#accounts/models/membership'
import UserSession from '#accounts/models/user_session'

/** A stream ends with the session it was opened in, and with the place in the team. */
export async function isStillIn({ account, user, role }: NonNullable<HttpContext['team']>) {
  const place = { account_id: account.id, user_id: user.id, role }
  if (!(await Membership.query().where(place).first())) return false
  if (!user.sessionId) return true
  const session = UserSession.query().where({ id: user.sessionId, user_id: user.id })
  return (await session.where('expires_at', '>', Date.now()).first()) !== null
}
