import type { HttpContext } from '@adonisjs/core/http'
import { invalidField, notFound } from '#shared/http_problem'
import { changePasswordIn } from '#accounts/sign_in/change_password'
import { confirmPassword } from '#accounts/sign_in/check_password'
import { presentSession } from '#accounts/sign_in/present_session'
import { asProblem } from '#accounts/sign_in/refusal'
import { describeSecondFactor } from '#accounts/sign_in/second_factor'
import { endSession, endSessions, listSessions } from '#accounts/sign_in/sessions'
import { passwordChangeValidator } from '#accounts/validators/login_validator'
import { enterPortal } from '#portal/people/enter_portal'
import { PORTAL } from '#portal/people/portal_realm'

/** Password, second factor and sessions of whoever is signed in to the portal. */
export default class SecurityController {
  async show({ inertia, portal }: HttpContext) {
    const { user } = portal!
    const [sessions, factor, words] = await Promise.all([
      listSessions(user.id, Date.now(), PORTAL),
      describeSecondFactor(user.id, PORTAL),
      PORTAL.ownWords(user),
    ])
    return inertia.render('portal/security', {
      sessions: sessions.map((one) => presentSession(one, user.sessionId!)),
      secondFactor: factor,
      ownWords: words,
    })
  }

  /** Ends every session; this device goes on with a new one. */
  async password(ctx: HttpContext) {
    const { user, seat } = ctx.portal!
    const { current, password } = await ctx.request.validateUsing(passwordChangeValidator)
    const refusal = await confirmPassword(user, current)
    if (refusal) throw asProblem('current', refusal)
    const sessions = await listSessions(user.id, Date.now(), PORTAL)
    const remember = sessions.find((one) => one.id === user.sessionId)?.remembered ?? false
    const changed = await changePasswordIn(PORTAL, user, password, Date.now())
    if (!changed.ok) throw invalidField('password', changed.problem, 'Choose another password')
    await enterPortal(ctx, user, remember, seat.id)
    return { ok: true }
  }

  async end({ params, portal }: HttpContext) {
    if (!(await endSession(portal!.user.id, params.id, PORTAL))) throw notFound('session')
    return { ended: 1 }
  }

  async endOthers({ portal }: HttpContext) {
    return { ended: await endSessions(portal!.user.id, portal!.user.sessionId, PORTAL) }
  }
}
