import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { listInvitations } from '#accounts/team/invitations'
import { listMembers } from '#accounts/team/members'
import { missingPage } from '#distribution/missing_page'
import { demandClient, demandRoom } from '#insights/agency/demand_client'
import { countClients, findClient, findClients } from '#insights/agency/find_clients'
import { makeClient } from '#insights/agency/make_client'
import { clientInput, clientsQuery } from '#insights/validators/agency_inputs'
import { invalid } from '#shared/http_problem'

/** An agency's clients: who they are, what they are up to, and one more of them. */
export default class AgencyController {
  async index({ inertia, request, team }: HttpContext) {
    const { account } = team!
    // A filter of a link that is none shows all.
    const [, query] = await clientsQuery.tryValidate(request.qs())
    const { search, sort, dir } = query ?? {}
    const filters = { search, sort, dir }
    return inertia.render('agency/index', {
      filters,
      list: () => findClients(account, filters, Date.now()),
      counts: () => countClients(account.id),
    })
  }

  async search({ request, response, team }: HttpContext) {
    const query = await clientsQuery.validate(request.qs())
    return response.send(await findClients(team!.account, query, Date.now()))
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const now = Date.now()
    const client = await findClient(team!.account, params.key, now)
    if (!client) throw missingPage(request)
    const { id } = await demandClient(team!.account, params.key)
    const [members, invitations] = await Promise.all([
      listMembers(id, team!.user.id),
      listInvitations(id, now),
    ])
    return inertia.render('agency/client', { client, members, invitations })
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const wish = await clientInput.validate(request.body())
    await demandRoom(account)
    const by = { actor: actorOf({ email: user.email, via: account.key }), now: Date.now() }
    const made = await makeClient(account, wish, by)
    if (!made.ok) throw invalid(made.problem)
    return response.created({ key: made.value.key })
  }
}
