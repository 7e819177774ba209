import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { demandRoom } from '#insights/agency/demand_client'
import { findClient, findClients } from '#insights/agency/find_clients'
import { makeClient } from '#insights/agency/make_client'
import { clientInput, clientsQuery } from '#insights/validators/agency_inputs'
import { HttpProblem, invalid } from '#shared/http_problem'

/** An agency's clients, by the API. */
export default class AgencyClientsController {
  async index({ api, request, response }: HttpContext) {
    const agency = await demandAgency(api.accountId)
    const query = await clientsQuery.validate(request.qs())
    return response.send(await findClients(agency, query, Date.now()))
  }

  async store({ api, response }: HttpContext) {
    const agency = await demandAgency(api.accountId)
    const wish = await clientInput.validate(api.body)
    await demandRoom(agency)
    const now = Date.now()
    const actor = `${api.actor} via ${agency.key}`.slice(0, 255)
    const made = await makeClient(agency, wish, { actor, now })
    if (!made.ok) throw invalid(made.problem)
    return response.created(await findClient(agency, made.value.key, now))
  }
}

async function demandAgency(accountId: string) {
  const account = (await loadAccount(accountId))!
  if (!account.agency) throw new HttpProblem('forbidden', 'This account is no agency')
  return account
}
