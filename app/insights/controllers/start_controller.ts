import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { startFrom } from '#distribution/setup/starters'
import { startInput } from '#insights/validators/start_input'
import { conflict } from '#shared/http_problem'

/** Starts an empty account with what a trade begins with. */
export default class StartController {
  async store({ request, response, team }: HttpContext) {
    const { starter } = await startInput.validate(request.body())
    const { account, user } = team!
    const started = await startFrom(account, starter, actorOf(user))
    if (!started.ok) throw conflict('This account is configured already')
    return response.noContent()
  }
}
