import type { HttpContext } from '@adonisjs/core/http'
import { conflict } from '#shared/http_problem'
import { wantsJson } from '#shared/in_place'
import { whoOwesCode } from '#accounts/sign_in/awaiting_code'
import { checkCode } from '#accounts/sign_in/check_code'
import { refuse } from '#accounts/sign_in/refusal'
import { TEAM } from '#accounts/sign_in/team_realm'
import { signIn, takeIntended } from '#accounts/sign_in/sign_in'
import { codeValidator } from '#accounts/validators/login_validator'

/** The second step of signing in: a code of the authenticator app, or a recovery code. */
export default class LoginCodeController {
  async create(ctx: HttpContext) {
    const owing = await whoOwesCode(ctx, Date.now(), TEAM)
    if (!owing) return ctx.response.redirect().toPath('/login')
    return ctx.inertia.render('auth/second_factor', { email: owing.user.email })
  }

  async store(ctx: HttpContext) {
    const { code } = await ctx.request.validateUsing(codeValidator)
    const json = wantsJson(ctx.request)
    const owing = await whoOwesCode(ctx, Date.now(), TEAM)
    if (!owing && json) throw conflict('The password was given too long ago: sign in anew')
    if (!owing) return ctx.response.redirect().toPath('/login')

    const refusal = await checkCode(ctx.request.ip(), owing.user, code)
    if (refusal) return refuse(ctx, 'code', refusal)
    await signIn(ctx, owing.user, owing.remember)
    return json ? { ok: true } : ctx.response.redirect().toPath(takeIntended(ctx))
  }
}
