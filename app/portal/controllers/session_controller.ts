import type { HttpContext } from '@adonisjs/core/http'
import { conflict, notFound } from '#shared/http_problem'
import { wantsJson } from '#shared/in_place'
import { awaitCode, whoOwesCode } from '#accounts/sign_in/awaiting_code'
import { checkCode } from '#accounts/sign_in/check_code'
import { checkCredentialsIn } from '#accounts/sign_in/check_password'
import { refuse } from '#accounts/sign_in/refusal'
import { hasSecondFactor } from '#accounts/sign_in/second_factor'
import { signOut, takeIntended } from '#accounts/sign_in/sign_in'
import { languageValidator } from '#accounts/validators/language_validator'
import { codeValidator, loginValidator } from '#accounts/validators/login_validator'
import PortalUser from '#portal/models/portal_user'
import { SEAT_KEY } from '#portal/people/open_portal'
import { PORTAL } from '#portal/people/portal_realm'
import { housesOf, portalMayEnter } from '#portal/people/seats'
import { enterPortal } from '#portal/people/enter_portal'
import { seatInput } from '#portal/validators/people_inputs'

const HOME = '/portal/leads'

/** Signing in to the portal and out of it, and the house somebody works for. */
export default class SessionController {
  async create({ inertia, portal, response, session }: HttpContext) {
    if (portal) return response.redirect().toPath(HOME)
    const email = session.flashMessages.get('email', '')
    return inertia.render('auth/login', { email, notice: session.flashMessages.get('login', null) })
  }

  async store(ctx: HttpContext) {
    const { request, response } = ctx
    const { email, password, code, remember = false } = await request.validateUsing(loginValidator)
    const json = wantsJson(request)
    const checked = await checkCredentialsIn(PORTAL, request.ip(), email, password, (one) =>
      portalMayEnter(ctx.site, one)
    )
    if (!checked.ok) return refuse(ctx, 'email', checked.problem)
    const user = checked.value
    if (await hasSecondFactor(user.id, PORTAL)) {
      awaitCode(ctx, user, remember, Date.now())
      const path = '/portal/login/second-factor'
      if (!code) return json ? { second_factor: true } : response.redirect().toPath(path)
      const refusal = await checkCode(request.ip(), user, code, PORTAL)
      if (refusal) return refuse(ctx, 'code', refusal)
    }
    return this.#enter(ctx, user, remember)
  }

  async askCode(ctx: HttpContext) {
    const owing = await whoOwesCode(ctx, Date.now(), PORTAL)
    if (!owing) return ctx.response.redirect().toPath('/portal/login')
    return ctx.inertia.render('auth/second_factor', { email: owing.user.email })
  }

  async takeCode(ctx: HttpContext) {
    const { code } = await ctx.request.validateUsing(codeValidator)
    const owing = await whoOwesCode(ctx, Date.now(), PORTAL)
    if (!owing && wantsJson(ctx.request))
      throw conflict('The password was given too long ago: sign in anew')
    if (!owing) return ctx.response.redirect().toPath('/portal/login')
    const refusal = await checkCode(ctx.request.ip(), owing.user, code, PORTAL)
    if (refusal) return refuse(ctx, 'code', refusal)
    return this.#enter(ctx, owing.user, owing.remember)
  }

  async destroy(ctx: HttpContext) {
    await signOut(ctx, PORTAL)
    return ctx.response.redirect().toPath('/portal/login')
  }

  async show({ portal, response }: HttpContext) {
    response.header('cache-control', 'no-store')
    return { user: portal ? { email: portal.user.email } : null }
  }

  async language({ portal, request, response }: HttpContext) {
    const { language } = await request.validateUsing(languageValidator)
    response.plainCookie('language', language, { maxAge: '1y' })
    if (portal) await PortalUser.query().where('id', portal.user.id).update({ locale: language })
    return response.noContent()
  }

  /** Somebody may work for several partners: they see one at a time. */
  async choose({ portal, request, response, session, site }: HttpContext) {
    const { seat } = await request.validateUsing(seatInput)
    const houses = await housesOf(portal!.user.id, site)
    if (!houses.some((one) => one.seat === seat)) throw notFound('seat')
    session.put(SEAT_KEY, seat)
    return response.redirect().toPath(HOME)
  }

  async #enter(ctx: HttpContext, user: PortalUser, remember: boolean) {
    // Somebody whose last seat was taken away is told no more than that the two do not fit.
    if (!(await enterPortal(ctx, user, remember)))
      return refuse(ctx, 'email', { reason: 'wrong_credentials' })
    return wantsJson(ctx.request)
      ? { ok: true }
      : ctx.response.redirect().toPath(takeIntended(ctx, HOME))
  }
}
