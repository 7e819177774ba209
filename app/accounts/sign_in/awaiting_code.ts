import type { HttpContext } from '@adonisjs/core/http'
import type Person from '#accounts/models/person'
import { hashSecret } from '#accounts/sign_in/hash_secret'
import type { Realm } from '#accounts/sign_in/realm'

/** Between the password and the code: kept in the encrypted session, worth nothing without the code. */
interface Awaiting {
  user: string
  remember: boolean
  until: number
  /** Of the password that was right: a password changed meanwhile ends the wait. */
  stamp: string
  /** Where the password was given: the code is taken there alone. */
  host: string
}

const KEY = 'awaiting_code'
const WAIT_MS = 10 * 60_000

const stampOf = (user: Person) => hashSecret('awaiting', user.password)

export function awaitCode(
  { session, siteHost: host = '' }: HttpContext,
  user: Person,
  remember: boolean,
  now: number
) {
  const stamp = stampOf(user)
  const awaiting: Awaiting = { user: user.id, remember, until: now + WAIT_MS, stamp, host }
  session.put(KEY, awaiting)
  session.regenerate()
}

/** Who has given the right password and owes the code; null for nobody. */
export async function whoOwesCode<P extends Person>(
  { session, siteHost = '' }: HttpContext,
  now: number,
  realm: Realm<P>
): Promise<{ user: P; remember: boolean } | null> {
  const awaiting = session.get(KEY) as Awaiting | undefined
  if (!awaiting || awaiting.until <= now || (awaiting.host ?? '') !== siteHost) return null
  const user = (await realm.User.find(awaiting.user)) as P | null
  return user && stampOf(user) === awaiting.stamp ? { user, remember: awaiting.remember } : null
}

export const stopAwaiting = ({ session }: HttpContext) => session.forget(KEY)
