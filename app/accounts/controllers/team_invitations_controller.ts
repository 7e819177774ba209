import type { HttpContext } from '@adonisjs/core/http'
import { HttpProblem, conflict, invalidField, notFound } from '#shared/http_problem'
import { actorOf } from '#accounts/actor'
import { fullMessage } from '#accounts/plans/limits'
import { asProblem } from '#accounts/sign_in/refusal'
import { secondsToWait } from '#accounts/sign_in/throttles'
import {
  type InviteProblem,
  inviteAgain,
  inviteToTeam,
  revokeInvitation,
} from '#accounts/team/invitations'
import { unknownEntity } from '#accounts/team/limits'
import { inviteInput } from '#accounts/validators/team_inputs'

/** Asking people to join the team. Each mail counts: nobody is written to without end. */
export default class TeamInvitationsController {
  async store({ request, response, team }: HttpContext) {
    const wish = await request.validateUsing(inviteInput)
    await demandMail(team!.account.id, wish.email)
    const made = await inviteToTeam(team!.account, wish, by(team!), Date.now())
    if (!made.ok) throw problemOf(made.problem)
    return response.created({ id: made.value.id })
  }

  async again({ params, response, team }: HttpContext) {
    await demandMail(team!.account.id, params.id)
    const again = await inviteAgain(team!.account, params.id, by(team!), Date.now())
    if (!again.ok) throw problemOf(again.problem)
    return response.noContent()
  }

  async destroy({ params, response, team }: HttpContext) {
    const revoked = await revokeInvitation(team!.account.id, params.id, by(team!))
    if (!revoked.ok) throw problemOf(revoked.problem)
    return response.noContent()
  }
}

const by = ({ user, role }: NonNullable<HttpContext['team']>) => ({ actor: actorOf(user), role })

async function demandMail(accountId: string, whom: string) {
  const seconds = await secondsToWait(
    ['invite_account', accountId],
    ['invite_person', `${accountId}:${whom}`]
  )
  if (seconds) throw asProblem('email', { reason: 'throttled', seconds })
}

function problemOf(problem: InviteProblem): HttpProblem {
  if (typeof problem === 'object')
    return invalidField('email', 'plan_limit', fullMessage(problem, 'members'))
  if (problem === 'unknown') return notFound('invitation')
  if (problem === 'unknown_entity') return unknownEntity()
  if (problem === 'taken') return conflict('This address is in the team or invited already')
  return new HttpProblem('forbidden', 'Only an owner invites an owner', {
    members: { roles: ['owner'] },
  })
}
