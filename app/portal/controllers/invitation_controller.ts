import type { HttpContext } from '@adonisjs/core/http'
import { isOnSite } from '#accounts/domains/site_of_host'
import { followLink } from '#accounts/sign_in/follow_link'
import { awaitCode } from '#accounts/sign_in/awaiting_code'
import { checkCredentialsIn } from '#accounts/sign_in/check_password'
import { refuse } from '#accounts/sign_in/refusal'
import { hasSecondFactor } from '#accounts/sign_in/second_factor'
import { enterPortal } from '#portal/people/enter_portal'
import { type Invitation, acceptAs, acceptAsNew, readInvitation } from '#portal/people/invitations'
import { PORTAL } from '#portal/people/portal_realm'
import { acceptInput } from '#portal/validators/people_inputs'

/** The page behind the link of an invitation. */
export default class InvitationController {
  async show(ctx: HttpContext) {
    const { found } = await followLink(ctx.request.ip(), () => invitationHere(ctx))
    // The address holds the token: it is neither kept nor told to anybody.
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('referrer-policy', 'same-origin')
    return ctx.inertia.render('portal/invitation', {
      invitation: found && {
        email: found.seat.email,
        account: found.account.name,
        partner: found.partner.name,
        known: found.user !== null,
      },
    })
  }

  async accept(ctx: HttpContext) {
    const { password } = await ctx.request.validateUsing(acceptInput)
    const { seconds, found: invitation } = await followLink(ctx.request.ip(), () =>
      invitationHere(ctx)
    )
    if (seconds) return refuse(ctx, 'password', { reason: 'throttled', seconds })
    if (!invitation) return this.#again(ctx, 'token')
    if (invitation.user) return this.#known(ctx, invitation, password)
    const accepted = await acceptAsNew(invitation, password, Date.now())
    if (!accepted.ok) return this.#again(ctx, accepted.problem)
    await enterPortal(ctx, accepted.value, false, invitation.seat.id)
    return ctx.response.redirect().toPath('/portal/leads')
  }

  /** Somebody with a login proves that it is theirs; a second factor is asked for as ever. */
  async #known(ctx: HttpContext, invitation: Invitation, password: string) {
    const { email, id: seat } = invitation.seat
    const checked = await checkCredentialsIn(PORTAL, ctx.request.ip(), email, password)
    if (!checked.ok) {
      const { problem } = checked
      const reason = problem.reason === 'wrong_credentials' ? 'wrong_password' : null
      return refuse(ctx, 'password', reason ? { reason } : problem)
    }
    if (!(await acceptAs(checked.value, invitation, Date.now()))) return this.#again(ctx, 'token')
    if (await hasSecondFactor(checked.value.id, PORTAL)) {
      awaitCode(ctx, checked.value, false, Date.now())
      return ctx.response.redirect().toPath('/portal/login/second-factor')
    }
    await enterPortal(ctx, checked.value, false, seat)
    return ctx.response.redirect().toPath('/portal/leads')
  }

  #again(ctx: HttpContext, problem: string) {
    ctx.session.flash('inputErrorsBag', { password: [problem] })
    return ctx.response.redirect().toPath(`/portal/invitation/${ctx.params.token}`)
  }
}

/** What the link opens, where it is of the accounts that are seen on this host. */
async function invitationHere({ params, site }: HttpContext): Promise<Invitation | null> {
  const found = await readInvitation(params.token, Date.now())
  return found && isOnSite(site, found.account) ? found : null
}
