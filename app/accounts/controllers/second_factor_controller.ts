import type { HttpContext } from '@adonisjs/core/http'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { conflict } from '#shared/http_problem'
import { tellOfSecondFactor } from '#accounts/mails/tell'
import { confirmPassword } from '#accounts/sign_in/check_password'
import { qrPath } from '#accounts/sign_in/qr_path'
import { asProblem } from '#accounts/sign_in/refusal'
import {
  beginSecondFactor,
  confirmSecondFactor,
  newRecoveryCodes,
  switchOffSecondFactor,
} from '#accounts/sign_in/second_factor'
import { reopen, secondsToWait } from '#accounts/sign_in/throttles'
import { totpUri } from '#accounts/sign_in/totp'
import { codeValidator, passwordValidator } from '#accounts/validators/login_validator'

const alreadyOn = () => conflict('The second factor is on already')
const notOn = () => conflict('The second factor is not on')

/** Switching the authenticator app on and off. */
export default class SecondFactorController {
  async begin(ctx: HttpContext) {
    const { team, response } = ctx
    const secret = await beginSecondFactor(team!.user.id, Date.now())
    if (!secret) throw alreadyOn()
    const { name } = await brandOfRequest(ctx)
    const uri = totpUri(secret, team!.user.email, name)
    response.header('cache-control', 'no-store')
    return { secret, uri, qr: qrPath(uri) }
  }

  async confirm({ request, response, team }: HttpContext) {
    const { user } = team!
    const { code } = await request.validateUsing(codeValidator)
    const seconds = await secondsToWait(['code', user.id])
    if (seconds) throw asProblem('code', { reason: 'throttled', seconds })
    const codes = await confirmSecondFactor(user.id, code.replace(/\s/g, ''), Date.now())
    if (!codes) throw asProblem('code', { reason: 'wrong_code' })
    await reopen(['code', user.id])
    tellOfSecondFactor(user, true, Date.now())
    response.header('cache-control', 'no-store')
    return { codes }
  }

  async codes(ctx: HttpContext) {
    await this.#askForPassword(ctx)
    const codes = await newRecoveryCodes(ctx.team!.user.id)
    if (!codes) throw notOn()
    ctx.response.header('cache-control', 'no-store')
    return { codes }
  }

  async off(ctx: HttpContext) {
    await this.#askForPassword(ctx)
    if (!(await switchOffSecondFactor(ctx.team!.user.id))) throw notOn()
    tellOfSecondFactor(ctx.team!.user, false, Date.now())
    return { ok: true }
  }

  async #askForPassword({ request, team }: HttpContext) {
    const { password } = await request.validateUsing(passwordValidator)
    const refusal = await confirmPassword(team!.user, password)
    if (refusal) throw asProblem('password', refusal)
  }
}
