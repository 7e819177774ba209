import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { type Result, fail, ok } from '#shared/result'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { insertAccount } from '#accounts/create_account'
import SignUp from '#accounts/models/sign_up'
import User from '#accounts/models/user'
import type { Refusal } from '#accounts/sign_in/refusal'
import { reopen, secondsToWait } from '#accounts/sign_in/throttles'
import { newAccountKey } from '#accounts/sign_up/account_key'
import { hashOfBrowser, hashOfSignUp } from '#accounts/sign_up/request_sign_up'
import type { Account } from '#accounts/types'

/** What a link opens; null when it was used or ran out. */
export const readSignUp = (token: string, now: number): Promise<SignUp | null> =>
  SignUp.query().where('hash', hashOfSignUp(token)).where('expires_at', '>', now).first()

/** Whether it is the browser that asked; another one has to give the password that was chosen. */
export const isOfBrowser = (waiting: SignUp, secret: unknown): boolean =>
  typeof secret === 'string' && hashOfBrowser(secret) === waiting.browser

/**
 * Whoever owns the address follows the link, and whoever asked knows the password: they must be one, or a stranger who
 * asked in somebody's name would know the password of the login that is made. Null when they are.
 */
export async function confirmSignUp(
  waiting: SignUp,
  { browser, password }: { browser: unknown; password: string }
): Promise<Refusal | null> {
  if (isOfBrowser(waiting, browser)) return null
  const seconds = await secondsToWait(['password', waiting.id])
  if (seconds) return { reason: 'throttled', seconds }
  if (!(await hash.verify(waiting.password, password))) return { reason: 'wrong_password' }
  await reopen(['password', waiting.id])
  return null
}

/** Makes the login, the account and the place in it, all or nothing. `token`: used meanwhile, or the address has a login by now. */
export async function completeSignUp(
  waiting: SignUp,
  dataKey: string,
  now: number
): Promise<Result<{ user: User; account: Account }, 'token'>> {
  const { email, name, password, company, country, currency, timeZone, language } = waiting
  const id = newId('usr', now)
  const account = await db.transaction(async (trx) => {
    const used = await trx
      .from('sign_ups')
      .where({ id: waiting.id, hash: waiting.hash })
      .where('expires_at', '>', now)
      .delete()
    if (!changed(used)) return null
    // Other links to this address are worth nothing from here on.
    await trx.from('sign_ups').where('email', email).delete()
    const made = await trx
      .insertQuery()
      .table('users')
      .insert({ id, email, name, password, created_at: now, updated_at: now })
      .knexQuery.onConflict('email')
      .ignore()
      .returning('id')
    if (!made.length) return null
    const { account: opened } = await insertAccount(
      trx,
      {
        ...{ key: newAccountKey(company), name: company, country, currency, timeZone },
        ...{ language, dataKey, owner: { email }, onDefaultPlan: true },
      },
      `user:${email}`,
      now
    )
    return opened
  })
  return account ? ok({ user: (await User.find(id))!, account }) : fail('token')
}
