import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import Membership, { type Role } from '#accounts/models/membership'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import type User from '#accounts/models/user'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Who is signed in to the app, for which account. Every query of a page goes through `account.id`. */
    team?: { user: User; account: Account; role: Role }
  }
}

/**
 * Lets in people who are signed in and belong to an account; the others are sent to the login page. `optional`: lets in
 * everybody, and tells who it is where it is known.
 */
export default class TeamMiddleware {
  async handle(ctx: HttpContext, next: NextFn, options: { optional?: boolean } = {}) {
    const guard = ctx.auth.use('team')
    if (!(await guard.check())) {
      if (options.optional) return next()
      if (ctx.request.method() === 'GET') ctx.session.put('intended', ctx.request.url(true))
      return ctx.response.redirect().toPath('/login')
    }
    const user = guard.user!
    const membership = await Membership.query().where('user_id', user.id).orderBy('id').first()
    const account = membership && (await loadAccount(membership.accountId))
    if (!account) {
      await guard.logout()
      return ctx.response.redirect().toPath('/login')
    }
    ctx.team = { user, account, role: membership.role }
    return next()
  }
}
