import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { enableEndpoint } from '#distribution/enable_endpoint'
import { notFound } from '#shared/http_problem'

export default class EndpointsController {
  async enable({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const enabled = await enableEndpoint(account.id, params.id, actorOf(user))
    if (!enabled) throw notFound('closed endpoint')
    return response.noContent()
  }
}
