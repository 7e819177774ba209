import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { conflict, invalid, notFound } from '#shared/http_problem'
import { confirmAsk } from '#privacy/asks/confirm_ask'
import { type GivenIdentity, type Identity, readIdentity } from '#privacy/identity'
import { lookUp } from '#privacy/person/look_up'
import { beginRequest } from '#privacy/requests/begin_request'
import { listRequests } from '#privacy/requests/list_requests'
import { cancelRequest, makeRequest } from '#privacy/requests/make_request'
import { presentRequest } from '#privacy/requests/present_request'
import { requestRunner } from '#privacy/requests/request_runner'
import { findRequest } from '#privacy/requests/rows'
import { readArchive } from '#privacy/requests/run_access'
import type { PrivacyRequest } from '#privacy/types'
import {
  listQuery,
  personInput,
  reasonInput,
  requestInput,
} from '#privacy/validators/privacy_inputs'

type Team = NonNullable<HttpContext['team']>
const whoOf = ({ account, user }: Team) => ({ accountId: account.id, actor: actorOf(user) })

/** What persons ask for: for those who manage the account. */
export default class RequestsController {
  async index({ inertia, request, team }: HttpContext) {
    const { before } = await listQuery.validate(request.qs())
    return inertia.render('privacy/index', (await listRequests(team!.account.id, before)) as never)
  }

  async search({ request, response, team }: HttpContext) {
    const identity = identityOf(await personInput.validate(request.body()), team!)
    response.header('cache-control', 'no-store')
    return response.send(await lookUp(team!.account.id, identity))
  }

  async store({ request, response, team }: HttpContext) {
    const { kind, ...given } = await requestInput.validate(request.body())
    const id = await makeRequest(whoOf(team!), kind, identityOf(given, team!), Date.now())
    return response.created({ id })
  }

  async show(ctx: HttpContext) {
    const request = await presentRequest(await ownOf(ctx))
    return ctx.inertia.render('privacy/request', { request } as never)
  }

  async state(ctx: HttpContext) {
    return ctx.response.send(await presentRequest(await ownOf(ctx)))
  }

  async begin(ctx: HttpContext) {
    const { id } = await ownOf(ctx)
    if (!(await beginRequest(whoOf(ctx.team!), id, Date.now())))
      throw conflict('The request has begun or is closed')
    requestRunner.kick()
    return ctx.response.noContent()
  }

  async cancel(ctx: HttpContext) {
    const { reason } = await reasonInput.validate(ctx.request.body())
    const { id } = await ownOf(ctx)
    if (!(await cancelRequest(whoOf(ctx.team!), id, reason, Date.now())))
      throw conflict('The request has begun or is closed')
    return ctx.response.noContent()
  }

  async confirm(ctx: HttpContext) {
    const { id: request } = await ownOf(ctx)
    const { accountId, actor } = whoOf(ctx.team!)
    const how = { how: 'team', by: actor } as const
    if (!(await confirmAsk(accountId, { id: ctx.params.ask, request }, how, Date.now())))
      throw conflict('The partner was not asked, or has answered')
    return ctx.response.noContent()
  }

  async file(ctx: HttpContext) {
    const found = await ownOf(ctx)
    const archive = await readArchive(found, whoOf(ctx.team!).actor, Date.now())
    if (!archive) throw notFound('file')
    ctx.response
      .header('content-type', 'application/zip')
      .header('content-disposition', `attachment; filename="${found.id}.zip"`)
      .header('cache-control', 'no-store')
    return ctx.response.send(Buffer.from(archive))
  }
}

async function ownOf({ params, team }: HttpContext): Promise<PrivacyRequest> {
  const found = await findRequest(team!.account.id, params.id)
  if (!found) throw notFound('request')
  return found
}

function identityOf(given: GivenIdentity, { account }: Team): Identity {
  const identity = readIdentity(given, account.country)
  if (!identity.ok) throw invalid(identity.problem)
  return identity.value
}
