import type { HttpContext } from '@adonisjs/core/http'
import { wantsJson } from '#shared/in_place'
import { teamMayEnter } from '#accounts/domains/may_enter'
import { awaitCode } from '#accounts/sign_in/awaiting_code'
import { checkCode } from '#accounts/sign_in/check_code'
import { checkCredentials } from '#accounts/sign_in/check_password'
import { refuse } from '#accounts/sign_in/refusal'
import { hasSecondFactor } from '#accounts/sign_in/second_factor'
import { signIn, signOut, takeIntended } from '#accounts/sign_in/sign_in'
import { loginValidator } from '#accounts/validators/login_validator'

/** Signing in by password, from the login page or from a dialog over a page whose session ended. */
export default class SessionController {
  async create({ inertia, session }: HttpContext) {
    const email = session.flashMessages.get('email', '')
    return inertia.render('auth/login', { email, notice: session.flashMessages.get('login', null) })
  }

  /** A dialog gives the code with the password, a page on the next page. */
  async store(ctx: HttpContext) {
    const { request, response } = ctx
    const { email, password, code, remember = false } = await request.validateUsing(loginValidator)
    const json = wantsJson(request)
    const checked = await checkCredentials(request.ip(), email, password, (one) =>
      teamMayEnter(ctx.site, one.id)
    )
    if (!checked.ok) return refuse(ctx, 'email', checked.problem)
    const user = checked.value
    if (await hasSecondFactor(user.id)) {
      awaitCode(ctx, user, remember, Date.now())
      if (!code)
        return json ? { second_factor: true } : response.redirect().toPath('/login/second-factor')
      const refusal = await checkCode(request.ip(), user, code)
      if (refusal) return refuse(ctx, 'code', refusal)
    }
    await signIn(ctx, user, remember)
    return json ? { ok: true } : response.redirect().toPath(takeIntended(ctx))
  }

  async destroy(ctx: HttpContext) {
    await signOut(ctx)
    return ctx.response.redirect().toPath('/login')
  }
}
