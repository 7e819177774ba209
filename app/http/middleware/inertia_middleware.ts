import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import BaseInertiaMiddleware from '@adonisjs/inertia/inertia_middleware'
import { signUpOpen } from '#accounts/install/settings'
import { permissionsOf } from '#accounts/permissions'
import { accountsOf } from '#accounts/team/account_in_use'
import { countDue } from '#crm/tasks/read_tasks'
import { namesWithin } from '#distribution/limit_config'
import { waitingReturns } from '#distribution/returns/find_returns'
import { helpLink } from '#http/help/help_link'
import { localeOf } from '#http/locale_of'
import { sharePageBrand } from '#http/page_brand'
import { shellPlan } from '#insights/shell_plan'
import { countUnread } from '#notifications/inbox/read_inbox'

/** What every page knows: who is signed in, what they may do, for which account, in which language. */
export default class InertiaMiddleware extends BaseInertiaMiddleware {
  async share(ctx: HttpContext) {
    const { user, account, role, visit, scope = null } = ctx.team ?? {}
    const locale = localeOf(ctx)
    const brand = await sharePageBrand(ctx, locale)
    return {
      errors: ctx.inertia.always(this.getValidationErrors(ctx)),
      locale,
      brand,
      help: helpLink(ctx, { base: '', locale, product: brand.name }),
      base: '',
      portal: null,
      user: user
        ? {
            email: user.email,
            name: user.name,
            timeFormat: user.settings.time_format ?? null,
          }
        : null,
      /** Whether people may make accounts of their own. */
      signUp: async () => !ctx.site && (await signUpOpen()),
      /** Whether they see to the install as a whole, which no account's own host shows. */
      ownsInstall: Boolean(user?.ownsInstall) && !ctx.site,
      role: role ?? null,
      can: role ? permissionsOf(role) : null,
      /** Names of the entities this person's place is limited to; null: it shows all. */
      limits: scope && account ? async () => namesWithin(account.id, scope) : null,
      /** What waits for a person, beside the entries of the navigation. */
      waiting:
        user && account
          ? async () => {
              const [returns, tasks] = await Promise.all([
                waitingReturns(account.id, scope),
                countDue(account, user.id, scope, Date.now()),
              ])
              return { returns, tasks }
            }
          : null,
      /** What this person was told and has not read: the number at the bell. */
      unread:
        user && account && role
          ? async () => countUnread({ userId: user.id, account, role, scope })
          : null,
      /** Whether the account is on a plan, and what is left of a trial. */
      plan: user && account ? async () => shellPlan(account, Date.now()) : null,
      account: account
        ? {
            key: account.key,
            name: account.name,
            currency: account.currency,
            timeZone: account.timeZone,
            agency: account.agency,
          }
        : null,
      /** Somebody of its agency at work in a client's account. */
      visit: visit
        ? { agency: visit.agency.name, until: new Date(visit.endsAt).toISOString() }
        : null,
      /** Between which accounts this person may switch, where there are several. */
      accounts: user
        ? async () => {
            const accounts = await accountsOf(user.id, ctx.site)
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
