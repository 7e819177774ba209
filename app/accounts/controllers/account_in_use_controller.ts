import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#shared/http_problem'
import { leaveClients } from '#accounts/agencies/enter_client'
import { asking, problemOf } from '#accounts/controllers/team_controller'
import { ACCOUNT_KEY, accountsOf, ownAccountId } from '#accounts/team/account_in_use'
import { removeMember } from '#accounts/team/members'
import { accountInput } from '#accounts/validators/team_inputs'

/** The account somebody works in: one at a time. */
export default class AccountInUseController {
  async choose({ auth, request, response, session, site }: HttpContext) {
    const { account } = await request.validateUsing(accountInput)
    const user = auth.use('team').user!
    const id = await ownAccountId(user.id, account, site)
    if (!id) throw notFound('account')
    if (user.sessionId) await leaveClients(user.sessionId, Date.now())
    session.put(ACCOUNT_KEY, id)
    return response.noContent()
  }

  async leave({ response, session, team }: HttpContext) {
    const { account, user } = team!
    const left = await removeMember(account.id, asking(team!), { user_id: user.id })
    if (!left.ok) throw problemOf(left.problem)
    session.forget(ACCOUNT_KEY)
    return response.noContent()
  }

  /** What somebody sees who belongs to no account. */
  async none({ auth, inertia, response, site, team }: HttpContext) {
    const user = auth.use('team').user!
    const accounts = await accountsOf(user.id, site)
    if (team || accounts.length > 0) return response.redirect().toPath('/overview')
    return inertia.render('auth/no_account', { email: user.email })
  }
}
