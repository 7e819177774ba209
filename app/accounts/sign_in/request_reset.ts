import { issueToken } from '#accounts/sign_in/one_time_tokens'
import { type Realm, within } from '#accounts/sign_in/realm'
import { TEAM } from '#accounts/sign_in/team_realm'
import { secondsToWait } from '#accounts/sign_in/throttles'

/**
 * Sends a link by which a password can be set anew, where there is such a person and they belong here. Nobody waits for it: an answer that
 * came sooner for an unknown address would tell who has a login.
 */
export async function requestReset(
  email: string,
  now: number,
  realm: Realm<any> = TEAM,
  admits: (user: any) => Promise<boolean> = async () => true
): Promise<void> {
  if (await secondsToWait(['reset_person', within(realm, email)])) return
  const user = await realm.User.findBy('email', email)
  if (!user || !(await admits(user))) return
  realm.sendResetLink(user, await issueToken(user, 'password_reset', now, realm), now)
}
