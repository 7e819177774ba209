import type { HttpContext } from '@adonisjs/core/http'
import { ABILITIES } from '#accounts/abilities'
import { actorOf } from '#accounts/actor'
import { createToken } from '#accounts/create_token'
import { presentToken } from '#accounts/present_token'
import { newToken } from '#accounts/validators/new_token'
import { listTokens, revokeToken } from '#accounts/verify_token'
import { invalid, notFound } from '#shared/http_problem'

const DAY_MS = 86_400_000

export default class TokensController {
  async index({ inertia, team }: HttpContext) {
    const tokens = await listTokens(team!.account.id)
    return inertia.render('api/tokens', {
      tokens: tokens.map(presentToken),
      abilities: [...ABILITIES],
    })
  }

  /** The only answer that ever holds a token's text. */
  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const { name, abilities, days } = await request.validateUsing(newToken)
    const until = days ? Date.now() + days * DAY_MS : null
    const made = await createToken(account.id, name, abilities, until, actorOf(user))
    if (!made.ok) throw invalid(made.problem)
    response.header('cache-control', 'no-store')
    return response.created({ token: made.value.token, row: presentToken(made.value.row) })
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    if (!(await revokeToken(account.id, params.id, actorOf(user)))) throw notFound('token')
    return response.noContent()
  }
}
