import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { newId } from '#shared/ids'
import { changed, changes } from '#store/changed'
import { hashSecret, newSecret } from '#accounts/sign_in/hash_secret'
import type Person from '#accounts/models/person'
import type User from '#accounts/models/user'
import type UserSession from '#accounts/models/user_session'
import type { Realm } from '#accounts/sign_in/realm'
import { TEAM } from '#accounts/sign_in/team_realm'

/** Signed out after so long without a request. */
const IDLE_MS = 12 * 3_600_000
/** "Remember this device": signed out so long after signing in, used or not. */
const REMEMBERED_MS = 30 * 86_400_000
/** Last use is noted this often at most. */
const TOUCH_MS = 60_000

/** Where somebody signs in. */
export interface SignInDevice {
  agent: string | null
  address: string | null
  remember: boolean
}

export const lengthOf = (remember: boolean) => (remember ? REMEMBERED_MS : IDLE_MS)

/** Begins a session; its token is told here alone. Sessions that ran out are cleared on the way. */
export async function startSession(
  userId: string,
  device: SignInDevice,
  now: number,
  realm: Realm<any> = TEAM,
  host = ''
): Promise<{ id: string; token: string }> {
  const token = newSecret()
  const id = newId('ses', now)
  await realm.Session.query().where('expires_at', '<=', now).delete()
  await realm.Session.create({
    id,
    userId,
    hash: hashSecret(token),
    host,
    agent: device.agent?.slice(0, 255) ?? null,
    address: device.address?.slice(0, 45) ?? null,
    remembered: device.remember,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + lengthOf(device.remember),
  })
  return { id, token }
}

/** Whose session it is, null when it ended or was begun on another host. One query, on every page: it is the whole check of a session. */
export async function findSignedIn<P extends Person = User>(
  token: string,
  now: number,
  realm: Realm<P> = TEAM as unknown as Realm<P>,
  host = ''
): Promise<P | null> {
  const { table: users } = realm.User
  const { table: sessions } = realm.Session
  const user = (await realm.User.query()
    .join(sessions, `${sessions}.user_id`, `${users}.id`)
    .where(`${sessions}.hash`, hashSecret(token))
    .where(`${sessions}.host`, host)
    .where(`${sessions}.expires_at`, '>', now)
    .select(`${users}.*`, `${sessions}.id as session_id`)
    .select(`${sessions}.last_seen_at as session_seen_at`)
    .first()) as P | null
  if (!user) return null
  user.sessionId = user.$extras.session_id
  if (now - Number(user.$extras.session_seen_at) >= TOUCH_MS) touch(sessions, user.sessionId!, now)
  return user
}

/** Notes the use of a session, never in the way of the request. */
function touch(table: string, id: string, now: number) {
  db.from(table)
    .where('id', id)
    .update({
      last_seen_at: now,
      expires_at: db.raw('case when remembered = 1 then expires_at else ? end', [now + IDLE_MS]),
    })
    .catch((error) => logger.warn({ err: error }, 'last use of a session was not noted'))
}

/** Sessions of a person, the one used last first. */
export const listSessions = (
  userId: string,
  now: number,
  realm: Realm<any> = TEAM
): Promise<UserSession[]> =>
  realm.Session.query()
    .where('user_id', userId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')

/** False when the person has no such session. */
export async function endSession(
  userId: string,
  id: string,
  realm: Realm<any> = TEAM
): Promise<boolean> {
  return changed(await realm.Session.query().where({ user_id: userId, id }).delete())
}

export const endSessionOf = (token: string, realm: Realm<any> = TEAM) =>
  realm.Session.query().where('hash', hashSecret(token)).delete()

/** Ends all sessions of a person but the one kept; answers how many. From the next request on they are signed out. */
export async function endSessions(
  userId: string,
  keep: string | null = null,
  realm: Realm<any> = TEAM
): Promise<number> {
  const ended = await realm.Session.query()
    .where('user_id', userId)
    .if(keep, (query) => query.whereNot('id', keep!))
    .delete()
  return changes(ended)
}
