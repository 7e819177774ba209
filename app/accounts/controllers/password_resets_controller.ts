import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import env from '#start/env'
import { teamMayEnter } from '#accounts/domains/may_enter'
import { followLink } from '#accounts/sign_in/follow_link'
import { resetPassword } from '#accounts/sign_in/change_password'
import { readToken } from '#accounts/sign_in/one_time_tokens'
import { refuse } from '#accounts/sign_in/refusal'
import { requestReset } from '#accounts/sign_in/request_reset'
import { TEAM } from '#accounts/sign_in/team_realm'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { emailValidator, newPasswordValidator } from '#accounts/validators/login_validator'

/** A password forgotten: a link by mail, and the page behind it. */
export default class PasswordResetsController {
  async create({ inertia, session }: HttpContext) {
    const sentTo = session.flashMessages.get('sent_to', null)
    return inertia.render('auth/forgot_password', { sentTo, mailsLeave: !!env.get('SMTP_URL') })
  }

  /** The same answer whether or not there is such a person; what differs happens after it. */
  async store(ctx: HttpContext) {
    const { email } = await ctx.request.validateUsing(emailValidator)
    const seconds = await secondsToWait(['reset_address', ctx.request.ip()])
    if (seconds) return refuse(ctx, 'email', { reason: 'throttled', seconds })
    ctx.response.onFinish(() => {
      requestReset(email, Date.now(), TEAM, (one) => teamMayEnter(ctx.site, one.id)).catch(
        (error) => logger.error({ err: error }, 'a password reset was not begun')
      )
    })
    ctx.session.flash('sent_to', email)
    return ctx.response.redirect().toPath('/forgot-password')
  }

  async edit(ctx: HttpContext) {
    const read = () => readToken(ctx.params.token, 'password_reset', Date.now())
    const { found } = await followLink(ctx.request.ip(), read)
    // The address holds the token: it is neither kept nor told to anybody.
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('referrer-policy', 'same-origin')
    return ctx.inertia.render('auth/reset_password', { email: found?.user.email ?? null })
  }

  async update(ctx: HttpContext) {
    const { password } = await ctx.request.validateUsing(newPasswordValidator)
    const { seconds, found: reset } = await followLink(
      ctx.request.ip(),
      () => resetPassword(ctx.params.token, password, Date.now()),
      ({ ok }) => ok
    )
    if (!reset) return refuse(ctx, 'password', { reason: 'throttled', seconds })
    if (!reset.ok) {
      ctx.session.flash('inputErrorsBag', { password: [reset.problem] })
      return ctx.response.redirect().toPath(`/reset-password/${ctx.params.token}`)
    }
    ctx.session.flash({ email: reset.value.email, login: 'password_set' })
    return ctx.response.redirect().toPath('/login')
  }
}
