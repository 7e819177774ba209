import type { HttpContext } from '@adonisjs/core/http'
import { HttpProblem, conflict, notFound } from '#shared/http_problem'
import { actorOf } from '#accounts/actor'
import { readOwnAgency } from '#accounts/agencies/agency_access'
import { rolesGivenBy } from '#accounts/permissions'
import { listInvitations } from '#accounts/team/invitations'
import { type MemberProblem, changeRole, listMembers, removeMember } from '#accounts/team/members'
import { limitChoices, unknownEntity } from '#accounts/team/limits'
import { roleInput } from '#accounts/validators/team_inputs'

/** Who belongs to the account, and as what. */
export default class TeamController {
  async index({ inertia, team }: HttpContext) {
    const { account, role, user } = team!
    const [members, invitations, entities, agency] = await Promise.all([
      listMembers(account.id, user.id),
      listInvitations(account.id, Date.now()),
      limitChoices(account.id),
      readOwnAgency(account),
    ])
    const gives = [...rolesGivenBy(role)]
    return inertia.render('settings/team', { members, invitations, gives, entities, agency })
  }

  async update({ params, request, response, team }: HttpContext) {
    const wish = await request.validateUsing(roleInput)
    const changed = await changeRole(team!.account.id, asking(team!), params.id, wish)
    if (!changed.ok) throw problemOf(changed.problem)
    return response.noContent()
  }

  async destroy({ params, response, team }: HttpContext) {
    const removed = await removeMember(team!.account.id, asking(team!), { id: params.id })
    if (!removed.ok) throw problemOf(removed.problem)
    return response.noContent()
  }
}

export const asking = ({ user, visit }: NonNullable<HttpContext['team']>) => ({
  userId: user.id,
  actor: actorOf(user),
  ...(visit && { visiting: user.sessionId }),
})

export function problemOf(problem: MemberProblem): HttpProblem {
  if (problem === 'unknown') return notFound('member')
  if (problem === 'unknown_entity') return unknownEntity()
  if (problem === 'last_owner')
    return conflict('The account needs an owner: make somebody else an owner first')
  return new HttpProblem('forbidden', 'Only an owner makes or unmakes an owner', {
    members: { roles: ['owner'] },
  })
}
