import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/app'
import { changed } from '#store/changed'
import { hashSecret, newSecret } from '#accounts/sign_in/hash_secret'
import type { Realm } from '#accounts/sign_in/realm'
import { TEAM } from '#accounts/sign_in/team_realm'

/** A browser keeps its name for as long as browsers keep anything. */
const COOKIE = appUrl.startsWith('https:') ? '__Host-device' : 'device'
const KEPT = '400 days'

/**
 * Whether a person signed in from this browser before; from now on they have. `first`: they never signed in anywhere, so
 * there is nothing to warn of. The cookie names the browser and opens nothing.
 */
export async function recogniseDevice(
  { request, response }: HttpContext,
  userId: string,
  now: number,
  { devices: table }: Realm<any> = TEAM
): Promise<'known' | 'new' | 'first'> {
  const named = request.cookie(COOKIE)
  const name = typeof named === 'string' ? named : newSecret()
  response.cookie(COOKIE, name, { maxAge: KEPT, httpOnly: true, sameSite: 'lax', path: '/' })

  const hash = hashSecret('device', userId, name)
  const seen = await db.from(table).where({ user_id: userId, hash }).update({ last_seen_at: now })
  if (changed(seen)) return 'known'
  const others = await db.from(table).where('user_id', userId).first()
  await db
    .insertQuery()
    .table(table)
    .insert({ user_id: userId, hash, first_seen_at: now, last_seen_at: now })
    .knexQuery.onConflict(['user_id', 'hash'])
    .ignore()
  return others ? 'new' : 'first'
}
