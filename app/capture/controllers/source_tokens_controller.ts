import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { createToken } from '#accounts/create_token'
import { presentToken } from '#accounts/present_token'
import { revokeToken, tokensOfSource } from '#accounts/verify_token'
import { sourceForm } from '#capture/sources/save_source'
import { newSourceToken } from '#capture/validators/new_source_token'
import { invalid, notFound } from '#shared/http_problem'

const DAY_MS = 86_400_000

/** Tokens a source hands in its leads with: they do nothing else. */
export default class SourceTokensController {
  /** The only answer that ever holds a token's text. */
  async store({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const form = await sourceForm(account.id, params.key)
    if (!form) throw notFound('source')
    const { name, days, any_entity: any } = await request.validateUsing(newSourceToken)
    const until = days ? Date.now() + days * DAY_MS : null
    const binding = { source: form.key, entity: any ? null : form.entity }
    const made = await createToken(
      ...([account.id, name, ['leads:write'], until, actorOf(user), binding] as const)
    )
    if (!made.ok) throw invalid(made.problem)
    response.header('cache-control', 'no-store')
    return response.created({ token: made.value.token, row: presentToken(made.value.row) })
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const own = await tokensOfSource(account.id, params.key)
    if (!own.some(({ id }) => id === params.id)) throw notFound('token')
    await revokeToken(account.id, params.id, actorOf(user))
    return response.noContent()
  }
}
