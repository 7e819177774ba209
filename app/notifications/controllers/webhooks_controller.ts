import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { HttpProblem, conflict, notFound } from '#shared/http_problem'
import { NOTICE_KINDS } from '#notifications/kinds'
import { webhookValidator } from '#notifications/validators/notification_inputs'
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  disableEndpoint,
  enableEndpoint,
  findEndpoint,
  listEndpoints,
  rotateEndpoint,
} from '#notifications/webhooks/endpoints'
import { latestMessages, sendAgain, sendTest } from '#notifications/webhooks/messages'

/** Where an account's own systems hear of what people are told. For those who manage the account. */
export default class WebhooksController {
  async index({ inertia, team }: HttpContext) {
    return inertia.render('settings/webhooks', {
      endpoints: await listEndpoints(team!.account.id),
      kinds: NOTICE_KINDS,
    })
  }

  /** This answer and that of `rotate` are the only ones that ever hold a secret. */
  async store({ request, response, team }: HttpContext) {
    const wish = await request.validateUsing(webhookValidator)
    const made = await createEndpoint(whoOf(team!), wish, Date.now())
    if (!made.ok) throw conflict('There are as many endpoints as there may be')
    response.header('cache-control', 'no-store')
    return response.created(made.value)
  }

  async update({ params, request, response, team }: HttpContext) {
    const wish = await request.validateUsing(webhookValidator)
    if (!(await changeEndpoint(whoOf(team!), params.id, wish))) throw notFound('webhook')
    return response.noContent()
  }

  async destroy({ params, response, team }: HttpContext) {
    if (!(await deleteEndpoint(whoOf(team!), params.id))) throw notFound('webhook')
    return response.noContent()
  }

  async rotate({ params, response, team }: HttpContext) {
    const secret = await rotateEndpoint(whoOf(team!), params.id, Date.now())
    if (secret === null) throw notFound('webhook')
    response.header('cache-control', 'no-store')
    return response.send({ secret })
  }

  async enable({ params, response, team }: HttpContext) {
    if (!(await enableEndpoint(whoOf(team!), params.id))) throw notFound('webhook')
    return response.noContent()
  }

  async disable({ params, response, team }: HttpContext) {
    if (!(await disableEndpoint(whoOf(team!), params.id, Date.now()))) throw notFound('webhook')
    return response.noContent()
  }

  async messages(ctx: HttpContext) {
    return answer(ctx, await ownOf(ctx))
  }

  async test(ctx: HttpContext) {
    const own = await ownOf(ctx)
    await mayTry(own.accountId)
    await sendTest(own.accountId, own.id, Date.now())
    return answer(ctx, own)
  }

  async again(ctx: HttpContext) {
    const own = await ownOf(ctx)
    await mayTry(own.accountId)
    if (!(await sendAgain(own.accountId, own.id, ctx.params.message, Date.now())))
      throw notFound('message')
    return answer(ctx, own)
  }
}

type Team = NonNullable<HttpContext['team']>
const whoOf = ({ account, user }: Team) => ({ accountId: account.id, actor: actorOf(user) })

interface Own {
  accountId: string
  id: string
}
async function ownOf({ params, team }: HttpContext): Promise<Own> {
  const accountId = team!.account.id
  const endpoint = await findEndpoint(accountId, params.id)
  if (!endpoint) throw notFound('webhook')
  return { accountId, id: endpoint.id }
}

const answer = async ({ response }: HttpContext, { accountId, id }: Own) =>
  response.send({ messages: await latestMessages(accountId, id) })

/** Requests by hand are few: an endpoint is no toy of ours. */
async function mayTry(accountId: string) {
  const wait = await secondsToWait(['webhook_try', accountId])
  if (!wait) return
  throw new HttpProblem('too-many-requests', `Try again in ${wait} s`, {
    headers: { 'Retry-After': String(wait) },
  })
}
