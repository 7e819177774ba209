import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { type Result, fail, ok } from '#shared/result'
import { newId } from '#shared/ids'
import { appBrand } from '#accounts/brands/app_brands'
import common from '#accounts/common_passwords'
import { type PasswordProblem, judgePassword } from '#accounts/judge_password'
import TeamInvitation from '#accounts/models/team_invitation'
import User from '#accounts/models/user'
import { loadAccount } from '#accounts/repository'
import { hashOfInvitation, takeInvitation } from '#accounts/team/invitations'
import type { Account } from '#accounts/types'

export interface OpenInvitation {
  invitation: TeamInvitation
  account: Account
  /** Who has a login under the address already. */
  user: User | null
}

/** What a link opens; null when it was used, taken back, or ran out. */
export async function readInvitation(token: string, now: number): Promise<OpenInvitation | null> {
  const invitation = await TeamInvitation.query()
    .where('hash', hashOfInvitation(token))
    .where('expires_at', '>', now)
    .first()
  if (!invitation) return null
  const [account, user] = await Promise.all([
    loadAccount(invitation.accountId),
    User.findBy('email', invitation.email),
  ])
  return account && { invitation, account, user }
}

/** Joins under a new login. `token`: the link was used meanwhile, or the address has a login by now. */
export async function joinAsNew(
  { invitation, account }: OpenInvitation,
  { name, password }: { name: string; password: string },
  now: number
): Promise<Result<User, PasswordProblem | 'token'>> {
  const { email } = invitation
  const { name: product } = await appBrand(account.id)
  const { problem } = judgePassword(password, common, [email, name, account.name, product])
  if (problem) return fail(problem)
  // Before the transaction: hashing takes long, and SQLite has one writer.
  const hashed = await hash.make(password)
  const id = newId('usr', now)
  const joined = await db.transaction(async (trx) => {
    const made = await trx
      .insertQuery()
      .table('users')
      .insert({ id, email, name, password: hashed, created_at: now, updated_at: now })
      .knexQuery.onConflict('email')
      .ignore()
      .returning('id')
    if (!made.length) return false
    if (await takeInvitation(trx, invitation, id, now)) return true
    await trx.from('users').where('id', id).delete()
    return false
  })
  return joined ? ok((await User.find(id))!) : fail('token')
}

/** Joins under a login there is; false when it is another's invitation, or was used meanwhile. */
export async function joinAs(
  user: User,
  { invitation }: OpenInvitation,
  now: number
): Promise<boolean> {
  if (user.email !== invitation.email) return false
  return db.transaction((trx) => takeInvitation(trx, invitation, user.id, now))
}
