import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import BaseInertiaMiddleware from '@adonisjs/inertia/inertia_middleware'
import { helpLink } from '#http/help/help_link'
import { localeOf } from '#http/locale_of'
import { sharePageBrand } from '#http/page_brand'
import { housesOf } from '#portal/people/seats'

/** What every page of the portal knows. It shares nothing of the app's own. */
export default class PortalInertiaMiddleware extends BaseInertiaMiddleware {
  async share(ctx: HttpContext) {
    const { user, account, partner, seat } = ctx.portal ?? {}
    const locale = localeOf(ctx)
    const brand = await sharePageBrand(ctx, locale)
    return {
      errors: ctx.inertia.always(this.getValidationErrors(ctx)),
      locale,
      brand,
      help: helpLink(ctx, { base: '/portal', locale, product: brand.name }),
      base: '/portal',
      user: user ? { email: user.email, name: user.name, timeFormat: null } : null,
      role: null,
      can: null,
      waiting: null,
      unread: null,
      account: account
        ? {
            key: account.key,
            name: account.name,
            currency: account.currency,
            timeZone: partner!.timeZone,
          }
        : null,
      portal: seat
        ? {
            partner: partner!.name,
            seat: seat.id,
            owner: seat.role === 'owner',
            balance: Boolean(partner!.billing?.balance),
          }
        : null,
      /** Of whom this person has a seat, where there are several. */
      houses: user
        ? async () => {
            const houses = await housesOf(user.id, ctx.site)
            return houses.map(({ accountId: _, ...house }) => ({ ...house }))
          }
        : null,
    }
  }

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
