import { errors } from '@adonisjs/auth'
import { type Result, fail, ok } from '#shared/result'
import type Person from '#accounts/models/person'
import type User from '#accounts/models/user'
import { type Realm, within } from '#accounts/sign_in/realm'
import type { Refusal } from '#accounts/sign_in/refusal'
import { TEAM } from '#accounts/sign_in/team_realm'
import { forgive, reopen, secondsToWait } from '#accounts/sign_in/throttles'

/**
 * Whom an e-mail address and a password sign in; `admits` says whether they belong where they sign in. An unknown person and a wrong password take the same
 * time.
 */
export const checkCredentials = (
  address: string,
  email: string,
  password: string,
  admits?: (user: User) => Promise<boolean>
): Promise<Result<User, Refusal>> => checkCredentialsIn(TEAM, address, email, password, admits)

export async function checkCredentialsIn<P extends Person>(
  realm: Realm<P>,
  address: string,
  email: string,
  password: string,
  admits: (user: P) => Promise<boolean> = async () => true
): Promise<Result<P, Refusal>> {
  const gates = [
    ['login_address', within(realm, address)],
    ['login_person', within(realm, email)],
    ['login_pair', within(realm, `${address}:${email}`)],
  ] as const
  const seconds = await secondsToWait(...gates)
  if (seconds) return fail({ reason: 'throttled', seconds })
  const user = await verified(realm, email, password)
  if (!user || !(await admits(user))) return fail({ reason: 'wrong_credentials' })
  await forgive(gates[0], gates[1])
  await reopen(gates[2])
  return ok(user)
}

async function verified<P extends Person>(
  realm: Realm<P>,
  email: string,
  password: string
): Promise<P | null> {
  try {
    return (await realm.User.verifyCredentials(email, password)) as P
  } catch (error) {
    if (error instanceof errors.E_INVALID_CREDENTIALS) return null
    throw error
  }
}

/** Asks somebody who is signed in for their password again; null when it is right. */
export async function confirmPassword(user: Person, password: string): Promise<Refusal | null> {
  const seconds = await secondsToWait(['password', user.id])
  if (seconds) return { reason: 'throttled', seconds }
  if (!(await user.verifyPassword(password))) return { reason: 'wrong_password' }
  await reopen(['password', user.id])
  return null
}
