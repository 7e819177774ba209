import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { endpointHead, endpointList } from '#capture/endpoints/endpoint_page'
import { endpointOverview, endpointSettings } from '#capture/endpoints/endpoint_page'
import { type Endpoint, loadEndpoint } from '#capture/endpoints/repository'
import { deleteEndpoint, putEndpoint } from '#capture/endpoints/save_endpoint'
import { tryEndpoint, tryInput } from '#capture/endpoints/try_endpoint'
import { missingPage } from '#distribution/missing_page'
import { invalid } from '#shared/http_problem'
import type { Problem, Result } from '#shared/result'

/** Endpoints shaped like those of other systems, for the team. */
export default class EndpointsController {
  async index({ inertia, team }: HttpContext) {
    return inertia.render('endpoints/index', await endpointList(team!.account.id, Date.now()))
  }

  async show(ctx: HttpContext) {
    const endpoint = await found(ctx)
    return ctx.inertia.render('endpoints/show', await endpointOverview(endpoint, Date.now()))
  }

  async settings(ctx: HttpContext) {
    return ctx.inertia.render('endpoints/settings', await endpointSettings(await found(ctx)))
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const made = valueOf(await putEndpoint(account.id, null, request.body(), actorOf(user)))
    return response.created({ key: made.key })
  }

  async update(ctx: HttpContext) {
    const { request, response, team } = ctx
    const { account, user } = team!
    const before = await found(ctx)
    const saved = await putEndpoint(account.id, before, request.body(), actorOf(user))
    return response.send(await endpointHead(valueOf(saved)))
  }

  async destroy(ctx: HttpContext) {
    await deleteEndpoint(await found(ctx), actorOf(ctx.team!.user))
    return ctx.response.noContent()
  }

  async try(ctx: HttpContext) {
    const endpoint = await found(ctx)
    const input = await tryInput.validate(ctx.request.body())
    return ctx.response.send(await tryEndpoint(endpoint, input))
  }
}

async function found({ params, request, team }: HttpContext): Promise<Endpoint> {
  const endpoint = await loadEndpoint(team!.account.id, params.key)
  if (!endpoint) throw missingPage(request)
  return endpoint
}

function valueOf(result: Result<Endpoint, Problem[]>): Endpoint {
  if (!result.ok) throw invalid(result.problem)
  return result.value
}
