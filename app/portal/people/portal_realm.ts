import { appBrand } from '#accounts/brands/app_brands'
import OneTimeToken from '#accounts/models/one_time_token'
import SecondFactor from '#accounts/models/second_factor'
import UserSession from '#accounts/models/user_session'
import type { Realm } from '#accounts/sign_in/realm'
import { sendPortalReset, tellOfPortalPassword } from '#portal/mails/tell'
import PortalUser from '#portal/models/portal_user'
import { housesOf } from '#portal/people/seats'

class PortalSession extends UserSession {
  static table = 'portal_sessions'
}
class PortalToken extends OneTimeToken {
  static table = 'portal_tokens'
}
class PortalSecondFactor extends SecondFactor {
  static table = 'portal_second_factors'
}

/** The people of partners. */
export const PORTAL: Realm<PortalUser> = {
  guard: 'portal',
  base: '/portal',
  User: PortalUser,
  Session: PortalSession,
  Token: PortalToken,
  Factor: PortalSecondFactor,
  recoveryCodes: 'portal_recovery_codes',
  devices: 'portal_known_devices',
  async ownWords(user) {
    const houses = await housesOf(user.id)
    const names = houses.flatMap(({ account, partner }) => [account, partner])
    const { name: product } = await appBrand(houses[0]?.accountId ?? null)
    return [user.email, user.name, ...names, product].filter((word) => typeof word === 'string')
  },
  tellOfNewPassword: tellOfPortalPassword,
  sendResetLink: sendPortalReset,
}
