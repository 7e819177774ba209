import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import BaseInertiaMiddleware from '@adonisjs/inertia/inertia_middleware'

/** What every page knows: who is signed in, for which account, and what was wrong with the last form. */
export default class InertiaMiddleware extends BaseInertiaMiddleware {
  share(ctx: HttpContext) {
    const { user, account } = ctx.team ?? {}
    return {
      errors: ctx.inertia.always(this.getValidationErrors(ctx)),
      user: user ? { email: user.email, name: user.name } : null,
      account: account
        ? {
            key: account.key,
            name: account.name,
            currency: account.currency,
            timeZone: account.timeZone,
          }
        : null,
    }
  }

  async handle(ctx: HttpContext, next: NextFn) {
    await this.init(ctx)
    const output = await next()
    this.dispose(ctx)
    return output
  }
}
