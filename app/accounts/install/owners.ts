import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { type Result, fail, ok } from '#shared/result'
import { changed } from '#store/changed'
import User from '#accounts/models/user'

/**
 * Whoever opens the first account of an install with a login sees to the install as a whole: nobody else is there who
 * could say who does. Later it does nothing. To be called where accounts are made one after the other.
 */
export const claimInstall = (trx: TransactionClientContract, userId: string) =>
  trx
    .from('users')
    .where('id', userId)
    .whereNotExists((other) => other.from('users as others').where('others.owns_install', true))
    .update({ owns_install: true })

export interface InstallOwner {
  id: string
  email: string
  name: string | null
}

export async function listInstallOwners(): Promise<InstallOwner[]> {
  const users = await User.query().where('owns_install', true).orderBy('email')
  return users.map(({ id, email, name }) => ({ id, email, name }))
}

export type OwnerProblem = 'unknown' | 'last'

/** `unknown`: nobody signs in with the address; `last`: the install would be nobody's. */
export async function setInstallOwner(
  email: string,
  owns: boolean,
  now: number
): Promise<Result<User, OwnerProblem>> {
  const user = await User.findBy('email', email.trim().toLowerCase())
  if (!user) return fail('unknown')
  const done = await db.transaction(async (trx) => {
    // Two who each take the other away go one after the other.
    await trx.from('users').where('owns_install', true).orderBy('id').forUpdate().select('id')
    const query = trx.from('users').where('id', user.id)
    if (!owns)
      query.whereExists((other) =>
        other
          .from('users as others')
          .where('others.owns_install', true)
          .whereNot('others.id', user.id)
      )
    return changed(await query.update({ owns_install: owns, updated_at: now }))
  })
  return done ? ok(user) : fail('last')
}
