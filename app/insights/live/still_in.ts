import type { HttpContext } from '@adonisjs/core/http'
import { visitOf } from '#accounts/agencies/visits'
import Membership from '#accounts/models/membership'
import UserSession from '#accounts/models/user_session'
import { loadAccount } from '#accounts/repository'
import { scopeOf } from '#distribution/limit_config'

/**
 * A stream ends with the session it was opened in, with the place in the team, where its limits are others now, and when
 * the account comes to rest.
 */
export async function isStillIn(team: NonNullable<HttpContext['team']>) {
  const { account, user } = team
  if (!(await hasPlace(team))) return false
  const now = await loadAccount(account.id)
  if (now?.suspendedAt !== null) return false
  if (!user.sessionId) return true
  const session = UserSession.query().where({ id: user.sessionId, user_id: user.id })
  return (await session.where('expires_at', '>', Date.now()).first()) !== null
}

async function hasPlace({ account, user, role, scope, visit }: NonNullable<HttpContext['team']>) {
  if (visit) return (await visitOf(user, account.id, Date.now())) !== null
  const place = await Membership.findBy({ account_id: account.id, user_id: user.id, role })
  if (!place || (place.limits === null) !== (scope === null)) return false
  if (!place.limits || !scope) return true
  const now = await scopeOf(account.id, place.limits)
  return String(now.entityIds.toSorted()) === String(scope.entityIds.toSorted())
}
