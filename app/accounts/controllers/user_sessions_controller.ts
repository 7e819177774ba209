import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#shared/http_problem'
import { endSession, endSessions } from '#accounts/sign_in/sessions'

/** Ends sessions of whoever is signed in; what runs under them is signed out with its next request. */
export default class UserSessionsController {
  async destroy({ params, team }: HttpContext) {
    if (!(await endSession(team!.user.id, params.id))) throw notFound('session')
    return { ended: 1 }
  }

  async destroyOthers({ team }: HttpContext) {
    return { ended: await endSessions(team!.user.id, team!.user.sessionId) }
  }
}
