import type { HttpContext } from '@adonisjs/core/http'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { conflict } from '#shared/http_problem'
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
import { tellOfPortalFactor } from '#portal/mails/tell'
import { PORTAL } from '#portal/people/portal_realm'

/** Switching the authenticator app on and off, for people of partners. */
export default class SecondFactorController {
  async begin(ctx: HttpContext) {
    const { portal, response } = ctx
    const { user } = portal!
    const secret = await beginSecondFactor(user.id, Date.now(), PORTAL)
    if (!secret) throw conflict('The second factor is on already')
    const { name } = await brandOfRequest(ctx)
    const uri = totpUri(secret, user.email, name)
    response.header('cache-control', 'no-store')
    return { secret, uri, qr: qrPath(uri) }
  }

  async confirm({ portal, request, response }: HttpContext) {
    const { user } = portal!
    const { code } = await request.validateUsing(codeValidator)
    const seconds = await secondsToWait(['code', user.id])
    if (seconds) throw asProblem('code', { reason: 'throttled', seconds })
    const plain = code.replace(/\s/g, '')
    const codes = await confirmSecondFactor(user.id, plain, Date.now(), PORTAL)
    if (!codes) throw asProblem('code', { reason: 'wrong_code' })
    await reopen(['code', user.id])
    tellOfPortalFactor(user, true, Date.now())
    response.header('cache-control', 'no-store')
    return { codes }
  }

  async codes(ctx: HttpContext) {
    await this.#askForPassword(ctx)
    const codes = await newRecoveryCodes(ctx.portal!.user.id, PORTAL)
    if (!codes) throw conflict('The second factor is not on')
    ctx.response.header('cache-control', 'no-store')
    return { codes }
  }

  async off(ctx: HttpContext) {
    await this.#askForPassword(ctx)
    if (!(await switchOffSecondFactor(ctx.portal!.user.id, PORTAL)))
      throw conflict('The second factor is not on')
    tellOfPortalFactor(ctx.portal!.user, false, Date.now())
    return { ok: true }
  }

  async #askForPassword({ portal, request }: HttpContext) {
    const { password } = await request.validateUsing(passwordValidator)
    const refusal = await confirmPassword(portal!.user, password)
    if (refusal) throw asProblem('password', refusal)
  }
}
