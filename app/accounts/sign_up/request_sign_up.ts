import hash from '@adonisjs/core/services/hash'
import { newId } from '#shared/ids'
import type { Locale } from '#shared/locales'
import { sendSignUpLink, tellOfKnownLogin } from '#accounts/mails/tell'
import SignUp from '#accounts/models/sign_up'
import User from '#accounts/models/user'
import { hashSecret, newSecret } from '#accounts/sign_in/hash_secret'
import { secondsToWait } from '#accounts/sign_in/throttles'

const LIVES_MS = 86_400_000
export const hashOfSignUp = (token: string) => hashSecret('sign_up', token)
export const hashOfBrowser = (secret: string) => hashSecret('sign_up_browser', secret)

/** What somebody typed, with values that are right. */
export interface SignUpWish {
  name: string
  email: string
  password: string
  company: string
  country: string
  currency: string
  timeZone: string
  language: Locale
}

/**
 * Keeps who asked for an account and sends the link that makes it; somebody with a login is told of that instead.
 * Nobody waits for it: an answer that came sooner for a known address would tell who has a login.
 */
export async function requestSignUp(
  { password, ...wish }: SignUpWish,
  browser: string,
  now: number
): Promise<void> {
  if (await secondsToWait(['sign_up_person', wish.email])) return
  const user = await User.findBy('email', wish.email)
  if (user) return tellOfKnownLogin(user, now)
  await SignUp.query().where('expires_at', '<=', now).delete()
  const token = newSecret()
  const waiting = await SignUp.create({
    ...{ id: newId('sgn', now), ...wish, password: await hash.make(password) },
    ...{ hash: hashOfSignUp(token), browser: hashOfBrowser(browser) },
    ...{ createdAt: now, expiresAt: now + LIVES_MS },
  })
  sendSignUpLink(waiting, token, now)
}

/** A new link for the newest sign-up of an address, in the place of the one before; null where nobody waits. */
export async function renewSignUp(email: string, now: number): Promise<string | null> {
  const waiting = await SignUp.query()
    .where('email', email)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .first()
  if (!waiting) return null
  const token = newSecret()
  await waiting.merge({ hash: hashOfSignUp(token), expiresAt: now + LIVES_MS }).save()
  return token
}
