import type { HttpContext } from '@adonisjs/core/http'
import { presentSession } from '#accounts/sign_in/present_session'
import { confirmPassword } from '#accounts/sign_in/check_password'
import { changePassword } from '#accounts/sign_in/change_password'
import { asProblem } from '#accounts/sign_in/refusal'
import { describeSecondFactor } from '#accounts/sign_in/second_factor'
import { listSessions } from '#accounts/sign_in/sessions'
import { signIn } from '#accounts/sign_in/sign_in'
import { ownWords } from '#accounts/sign_in/team_realm'
import { passwordChangeValidator } from '#accounts/validators/login_validator'
import { invalidField } from '#shared/http_problem'

/** Password, second factor and sessions of whoever is signed in. */
export default class SecurityController {
  async show({ inertia, team }: HttpContext) {
    const { user } = team!
    const [sessions, factor, words] = await Promise.all([
      listSessions(user.id, Date.now()),
      describeSecondFactor(user.id),
      ownWords(user),
    ])
    return inertia.render('settings/security', {
      sessions: sessions.map((one) => presentSession(one, user.sessionId!)),
      secondFactor: factor,
      ownWords: words,
    })
  }

  /** Ends every session; this device goes on with a new one. */
  async password(ctx: HttpContext) {
    const { user } = ctx.team!
    const { current, password } = await ctx.request.validateUsing(passwordChangeValidator)
    const refusal = await confirmPassword(user, current)
    if (refusal) throw asProblem('current', refusal)
    const sessions = await listSessions(user.id, Date.now())
    const remember = sessions.find((one) => one.id === user.sessionId)?.remembered ?? false
    const changed = await changePassword(user, password, Date.now())
    if (!changed.ok) throw invalidField('password', changed.problem, 'Choose another password')
    await signIn(ctx, user, remember)
    return { ok: true }
  }
}
