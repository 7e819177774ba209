import type { HttpContext } from '@adonisjs/core/http'
import type Person from '#accounts/models/person'
import type User from '#accounts/models/user'
import { stopAwaiting } from '#accounts/sign_in/awaiting_code'
import { recogniseDevice } from '#accounts/sign_in/known_devices'
import type { Realm } from '#accounts/sign_in/realm'
import { endSessionOf } from '#accounts/sign_in/sessions'
import { TEAM } from '#accounts/sign_in/team_realm'
import { tellOfNewDevice } from '#accounts/mails/tell'
import { ACCOUNT_KEY, placeOf } from '#accounts/team/account_in_use'

/** Signs in: a new session under a new id. The one this browser had before is over. */
export async function signIn(ctx: HttpContext, user: User, remember: boolean): Promise<void> {
  await begin(ctx, user, remember, TEAM)
  await keepAccount(ctx, user)
  await ctx.auth.use('team').login(user)
  const device = await recogniseDevice(ctx, user.id, Date.now())
  if (device === 'new') tellOfNewDevice(user, user.signsInFrom!, Date.now())
}

/** Signing in again goes on in the account of the page; somebody else begins in one of their own. */
async function keepAccount({ session, site }: HttpContext, user: User) {
  const chosen = session.get(ACCOUNT_KEY) as string | undefined
  if (chosen && !(await placeOf(user.id, chosen, site))) session.forget(ACCOUNT_KEY)
}

/** What comes before a new session, whoever signs in. */
export async function begin(
  ctx: HttpContext,
  user: Person,
  remember: boolean,
  realm: Realm<any>
): Promise<void> {
  await endOwnSession(ctx, realm)
  stopAwaiting(ctx)
  const agent = ctx.request.header('user-agent') ?? null
  user.signsInFrom = { agent, address: ctx.request.ip(), remember }
}

/** Signs out here: the session's row is gone, so no copy of the cookie opens anything. */
export async function signOut(ctx: HttpContext, realm: Realm<any> = TEAM): Promise<void> {
  await endOwnSession(ctx, realm)
  await ctx.auth.use(realm.guard).logout()
  ctx.session.clear()
  ctx.session.regenerate()
}

async function endOwnSession({ session }: HttpContext, realm: Realm<any>) {
  const token = session.get(`auth_${realm.guard}`)
  if (typeof token === 'string') await endSessionOf(token, realm)
}

/** Only a path of this app: the value once was the URL of a request. */
export function takeIntended({ session }: HttpContext, otherwise = '/overview'): string {
  const url = session.pull('intended')
  return typeof url === 'string' && /^\/(?![/\\])/.test(url) ? url : otherwise
}
