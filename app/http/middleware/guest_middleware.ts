import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { wantsJson } from '#shared/in_place'

/**
 * Sends people who are signed in already on to their overview. A dialog that asks to sign in again is let through:
 * somebody may have done so in another tab meanwhile.
 */
export default class GuestMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (wantsJson(ctx.request)) return next()
    if (await ctx.auth.use('team').check()) return ctx.response.redirect().toPath('/overview')
    return next()
  }
}
