import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { leaveClients } from '#accounts/agencies/enter_client'
import { refuse } from '#accounts/sign_in/refusal'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { newAccountKey } from '#accounts/sign_up/account_key'
import { ACCOUNT_KEY } from '#accounts/team/account_in_use'
import { openAccountInput } from '#accounts/validators/sign_up_inputs'
import { provisionAccount } from '#distribution/configuration/provision_account'

/** One more account of somebody who has a login: the address was proven once, so no mail is needed. */
export default class NewAccountController {
  async create({ inertia }: HttpContext) {
    return inertia.render('auth/new_account', {})
  }

  async store(ctx: HttpContext) {
    const {
      company,
      time_zone: timeZone,
      ...rest
    } = await ctx.request.validateUsing(openAccountInput)
    const user = ctx.auth.use('team').user!
    const seconds = await secondsToWait(['account_person', user.id])
    if (seconds) return refuse(ctx, 'company', { reason: 'throttled', seconds })
    const made = await provisionAccount(
      {
        ...{ ...rest, key: newAccountKey(company), name: company, timeZone },
        ...{ owner: user.email, onDefaultPlan: true },
      },
      // Their own, wherever they are at work.
      { actor: actorOf({ email: user.email }), now: Date.now() }
    )
    if (!made.ok) {
      const bag = made.problem.map(({ field, rule }) => [
        field === 'name' ? 'company' : field,
        [rule],
      ])
      ctx.session.flash('inputErrorsBag', Object.fromEntries(bag))
      return ctx.response.redirect().toPath('/accounts/new')
    }
    if (user.sessionId) await leaveClients(user.sessionId, Date.now())
    ctx.session.put(ACCOUNT_KEY, made.value.account.id)
    return ctx.response.redirect().toPath('/overview')
  }
}
