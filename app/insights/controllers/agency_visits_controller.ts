import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { type EnterProblem, enterClient, leaveClients } from '#accounts/agencies/enter_client'
import { restAccount } from '#accounts/agencies/rest_account'
import { ACCOUNT_KEY, placeOf } from '#accounts/team/account_in_use'
import { demandClient, demandRoom } from '#insights/agency/demand_client'
import { inviteOwner } from '#insights/agency/invite_owner'
import { ownerInput, restInput } from '#insights/validators/agency_inputs'
import { HttpProblem, conflict, notFound } from '#shared/http_problem'

/** What an agency does with a client's account: working in it, letting it rest, asking its owner in. */
export default class AgencyVisitsController {
  /** Whoever has a place in the client's team works there by it. */
  async enter({ params, response, session, team }: HttpContext) {
    const { account, user } = team!
    const client = await demandClient(account, params.key)
    if (!(await placeOf(user.id, client.id))) {
      const entered = await enterClient(account, client, user, Date.now())
      if (!entered.ok) throw problemOf(entered.problem)
    }
    session.put(ACCOUNT_KEY, client.id)
    return response.noContent()
  }

  /** Back to the agency. Who visits nobody stays where they are. */
  async leave({ response, session, team }: HttpContext) {
    if (team?.visit) {
      await leaveClients(team.user.sessionId!, Date.now())
      session.put(ACCOUNT_KEY, team.visit.agency.id)
    }
    return response.noContent()
  }

  async rest({ params, request, response, team }: HttpContext) {
    const { resting } = await restInput.validate(request.body())
    const client = await demandClient(team!.account, params.key)
    await restAccount(client.id, resting, { actor: actorFor(team!), now: Date.now() })
    return response.noContent()
  }

  async invite({ params, request, response, team }: HttpContext) {
    const { owner } = await ownerInput.validate(request.body())
    const client = await demandClient(team!.account, params.key)
    await demandRoom(team!.account)
    const by = { actor: actorFor(team!), now: Date.now() }
    if (!(await inviteOwner(team!.account, client, owner, by)))
      throw conflict('The client has an owner already, or this address is in its team')
    return response.noContent()
  }
}

const actorFor = ({ account, user }: NonNullable<HttpContext['team']>) =>
  actorOf({ email: user.email, via: account.key })

function problemOf(problem: EnterProblem): HttpProblem {
  if (problem === 'unknown') return notFound('client')
  if (problem === 'resting') return conflict('This client rests: wake it first')
  return new HttpProblem('forbidden', 'This client does not let its agency work in its account')
}
