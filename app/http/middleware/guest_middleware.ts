import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Sends people who are signed in already on to their overview. */
export default class GuestMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (await ctx.auth.use('team').check()) return ctx.response.redirect().toPath('/overview')
    return next()
  }
}
