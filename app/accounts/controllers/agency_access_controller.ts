import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { setAgencyAccess } from '#accounts/agencies/agency_access'
import { agencyAccessInput } from '#accounts/validators/team_inputs'

/** Whether an account's agency may work in it: said by its owners. */
export default class AgencyAccessController {
  async update({ request, response, team }: HttpContext) {
    const { access } = await request.validateUsing(agencyAccessInput)
    const { account, user } = team!
    await setAgencyAccess(account.id, access, { actor: actorOf(user), now: Date.now() })
    return response.noContent()
  }
}
