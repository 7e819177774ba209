import { appBrand } from '#accounts/brands/app_brands'
import { sendResetLink, tellOfNewPassword } from '#accounts/mails/tell'
import Membership from '#accounts/models/membership'
import OneTimeToken from '#accounts/models/one_time_token'
import SecondFactor from '#accounts/models/second_factor'
import User from '#accounts/models/user'
import UserSession from '#accounts/models/user_session'
import { loadAccount } from '#accounts/repository'
import type { Realm } from '#accounts/sign_in/realm'

export async function ownWords(user: User): Promise<string[]> {
  const membership = await Membership.query().where('user_id', user.id).orderBy('id').first()
  const account = membership && (await loadAccount(membership.accountId))
  const { name: product } = await appBrand(account?.id ?? null)
  return [user.email, user.name, account?.name, product].filter((word) => typeof word === 'string')
}

/** The people who run the app. */
export const TEAM: Realm<User> = {
  guard: 'team',
  base: '',
  User,
  Session: UserSession,
  Token: OneTimeToken,
  Factor: SecondFactor,
  recoveryCodes: 'recovery_codes',
  devices: 'known_devices',
  ownWords,
  tellOfNewPassword,
  sendResetLink,
}
