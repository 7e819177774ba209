import type { HttpContext } from '@adonisjs/core/http'
import { isOnSite } from '#accounts/domains/site_of_host'
import { leaveClients } from '#accounts/agencies/enter_client'
import { followLink } from '#accounts/sign_in/follow_link'
import { awaitCode } from '#accounts/sign_in/awaiting_code'
import { checkCredentials } from '#accounts/sign_in/check_password'
import { refuse } from '#accounts/sign_in/refusal'
import { hasSecondFactor } from '#accounts/sign_in/second_factor'
import { signIn } from '#accounts/sign_in/sign_in'
import type User from '#accounts/models/user'
import { ACCOUNT_KEY } from '#accounts/team/account_in_use'
import { type OpenInvitation, joinAs, joinAsNew, readInvitation } from '#accounts/team/join'
import { joinInput } from '#accounts/validators/team_inputs'

/** The page behind the link of an invitation to a team. */
export default class InvitationController {
  async show(ctx: HttpContext) {
    const { found } = await followLink(ctx.request.ip(), () => invitationHere(ctx))
    // The address holds the token: it is neither kept nor told to anybody.
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('referrer-policy', 'same-origin')
    return ctx.inertia.render('auth/invitation', {
      invitation: found && {
        email: found.invitation.email,
        role: found.invitation.role,
        account: found.account.name,
        known: found.user !== null,
      },
      signedInAs: ctx.auth.use('team').user?.email ?? null,
    })
  }

  async accept(ctx: HttpContext) {
    const { name, password } = await ctx.request.validateUsing(joinInput)
    const { seconds, found } = await followLink(ctx.request.ip(), () => invitationHere(ctx))
    if (seconds) return refuse(ctx, 'password', { reason: 'throttled', seconds })
    if (!found) return this.#again(ctx, { password: 'token' })
    const here = ctx.auth.use('team').user
    if (here) return this.#join(ctx, found, here)
    if (found.user) return this.#known(ctx, found, password ?? '')
    if (!name) return this.#again(ctx, { name: 'name' })
    const joined = await joinAsNew(found, { name, password: password ?? '' }, Date.now())
    if (!joined.ok) return this.#again(ctx, { password: joined.problem })
    return this.#enter(ctx, found, joined.value)
  }

  /** Somebody with a login signs in first, with the second factor where it is on: then they join. */
  async #known(ctx: HttpContext, found: OpenInvitation, password: string) {
    const checked = await checkCredentials(ctx.request.ip(), found.invitation.email, password)
    if (!checked.ok) {
      const wrong = checked.problem.reason === 'wrong_credentials'
      return refuse(ctx, 'password', wrong ? { reason: 'wrong_password' } : checked.problem)
    }
    if (!(await hasSecondFactor(checked.value.id))) {
      if (!(await joinAs(checked.value, found, Date.now())))
        return this.#again(ctx, { password: 'token' })
      return this.#enter(ctx, found, checked.value)
    }
    ctx.session.put('intended', `/invitation/${ctx.params.token}`)
    awaitCode(ctx, checked.value, false, Date.now())
    return ctx.response.redirect().toPath('/login/second-factor')
  }

  async #join(ctx: HttpContext, found: OpenInvitation, user: User) {
    if (user.email !== found.invitation.email) return this.#again(ctx, { password: 'other' })
    if (!(await joinAs(user, found, Date.now()))) return this.#again(ctx, { password: 'token' })
    return this.#arrive(ctx, found)
  }

  async #enter(ctx: HttpContext, found: OpenInvitation, user: User) {
    await signIn(ctx, user, false)
    return this.#arrive(ctx, found)
  }

  async #arrive(ctx: HttpContext, { account }: OpenInvitation) {
    const { user } = ctx.auth.use('team')
    if (user?.sessionId) await leaveClients(user.sessionId, Date.now())
    ctx.session.put(ACCOUNT_KEY, account.id)
    return ctx.response.redirect().toPath('/overview')
  }

  #again(ctx: HttpContext, problems: Record<string, string>) {
    const bag = Object.entries(problems).map(([field, problem]) => [field, [problem]])
    ctx.session.flash('inputErrorsBag', Object.fromEntries(bag))
    return ctx.response.redirect().toPath(`/invitation/${ctx.params.token}`)
  }
}

/** What the link opens, where it is of the accounts that are seen on this host. */
async function invitationHere({ params, site }: HttpContext): Promise<OpenInvitation | null> {
  const found = await readInvitation(params.token, Date.now())
  return found && isOnSite(site, found.account) ? found : null
}
