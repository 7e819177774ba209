import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import BaseInertiaMiddleware from '@adonisjs/inertia/inertia_middleware'
import { permissionsOf } from '#accounts/permissions'
import { accountsOf } from '#accounts/team/account_in_use'
import { signUpOpen } from '#config/sign_up'
import { waitingReturns } from '#distribution/returns/find_returns'
import { localeOf } from '#http/locale_of'
import { shellPlan } from '#insights/shell_plan'
import { countUnread } from '#notifications/inbox/read_inbox'

/** What every page knows: who is signed in, what they may do, for which account, in which language. */
export default class InertiaMiddleware extends BaseInertiaMiddleware {
  share(ctx: HttpContext) {
    const { user, account, role } = ctx.team ?? {}
    const locale = localeOf(ctx)
    ctx.view.share({ locale })
    return {
      errors: ctx.inertia.always(this.getValidationErrors(ctx)),
      locale,
      base: '',
      portal: null,
      user: user
        ? { email: user.email, name: user.name, timeFormat: user.settings.time_format ?? null }
        : null,
      /** Whether people may make accounts of their own. */
      signUp: signUpOpen(),
      role: role ?? null,
      can: role ? permissionsOf(role) : null,
      /** What waits for a person, beside the entries of the navigation. */
      waiting: account ? async () => ({ returns: await waitingReturns(account.id) }) : null,
      /** What this person was told and has not read: the number at the bell. */
      unread:
        user && account && role
          ? async () => countUnread({ userId: user.id, account, role })
          : null,
      /** Whether the account is on a plan, and what is left of a trial. */
      plan: user && account ? async () => shellPlan(account, user, Date.now()) : null,
      account: account
        ? {
            key: account.key,
            name: account.name,
            currency: account.currency,
            timeZone: account.timeZone,
          }
        : null,
      /** Between which accounts this person may switch, where there are several. */
      accounts: user
        ? async () => {
            const accounts = await accountsOf(user.id)
            return accounts.length > 1 ? accounts.map((one) => ({ ...one })) : null
          }
        : null,
    }
  }

  /** `session.flash('notice', { tone: 'done', text: 'partners.saved', values: {} })`: a toast, by its key. */
  flash(ctx: HttpContext) {
    const notice = ctx.session?.flashMessages.get('notice')
    return notice ? { notice } : {}
  }

  async handle(ctx: HttpContext, next: NextFn) {
    await this.init(ctx)
    const output = await next()
    this.dispose(ctx)
    return output
  }
}
