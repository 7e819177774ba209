import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { type Result, fail, ok } from '#shared/result'
import common from '#accounts/common_passwords'
import { type PasswordProblem, judgePassword } from '#accounts/judge_password'
import type Person from '#accounts/models/person'
import type User from '#accounts/models/user'
import { readToken, useToken, voidTokens } from '#accounts/sign_in/one_time_tokens'
import type { Realm } from '#accounts/sign_in/realm'
import { TEAM } from '#accounts/sign_in/team_realm'

/** Null when the password is good enough. */
const refusedFor = async <P extends Person>(
  realm: Realm<P>,
  user: P,
  password: string
): Promise<PasswordProblem | null> =>
  judgePassword(password, common, await realm.ownWords(user)).problem

/** Sets a password and ends every session of the person, everywhere. */
export const changePassword = (user: User, password: string, now: number) =>
  changePasswordIn(TEAM, user, password, now)

export async function changePasswordIn<P extends Person>(
  realm: Realm<P>,
  user: P,
  password: string,
  now: number
): Promise<Result<null, PasswordProblem>> {
  const problem = await refusedFor(realm, user, password)
  if (problem) return fail(problem)
  await set(realm, user, password, null, now)
  realm.tellOfNewPassword(user, now)
  return ok(null)
}

/** The same by the token of a mail, which is used up; `token`: it is worth nothing (any more). */
export const resetPassword = (token: string, password: string, now: number) =>
  resetPasswordIn(TEAM, token, password, now)

export async function resetPasswordIn<P extends Person>(
  realm: Realm<P>,
  token: string,
  password: string,
  now: number
): Promise<Result<P, PasswordProblem | 'token'>> {
  const found = await readToken(token, 'password_reset', now, { realm })
  if (!found) return fail('token')
  const problem = await refusedFor(realm, found.user, password)
  if (problem) return fail(problem)
  if (!(await set(realm, found.user, password, found.tokenId, now))) return fail('token')
  realm.tellOfNewPassword(found.user, now)
  return ok(found.user)
}

/** False when the token was used meanwhile. */
async function set<P extends Person>(
  realm: Realm<P>,
  user: P,
  password: string,
  tokenId: string | null,
  now: number
) {
  // Before the transaction: hashing takes long, and SQLite has one writer.
  const hashed = await hash.make(password)
  return db.transaction(async (trx) => {
    if (tokenId && !(await useToken(trx, tokenId, now, realm))) return false
    const { table } = realm.User
    await trx.from(table).where('id', user.id).update({ password: hashed, updated_at: now })
    await voidTokens(trx, user.id, 'password_reset', now, realm)
    await realm.Session.query({ client: trx }).where('user_id', user.id).delete()
    return true
  })
}
