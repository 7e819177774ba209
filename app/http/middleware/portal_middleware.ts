import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { HttpProblem } from '#shared/http_problem'
import { isInPlace } from '#shared/in_place'
import { signOut } from '#accounts/sign_in/sign_in'
import { openPortal } from '#portal/people/open_portal'
import { PORTAL } from '#portal/people/portal_realm'

/**
 * Lets in people of partners, each time anew: somebody whose seat was paused or taken away is out with the next
 * request. `optional`: lets in everybody, and tells who it is where it is known. `owner`: owners of the partner alone.
 */
export default class PortalMiddleware {
  async handle(
    ctx: HttpContext,
    next: NextFn,
    options: { optional?: boolean; owner?: boolean } = {}
  ) {
    const guard = ctx.auth.use('portal')
    const opened = (await guard.check()) ? await openPortal(ctx, guard.user!) : null
    if (!opened) {
      if (options.optional) return next()
      if (guard.user) await signOut(ctx, PORTAL)
      if (isInPlace(ctx.request)) throw new HttpProblem('unauthenticated', 'The session has ended')
      if (ctx.request.method() === 'GET') ctx.session.put('intended', ctx.request.url(true))
      return ctx.response.redirect().toPath('/portal/login')
    }
    ctx.portal = opened
    if (options.owner && opened.seat.role !== 'owner')
      throw new HttpProblem('forbidden', 'This is for owners of the partner', {
        members: { roles: ['owner'] },
      })
    return next()
  }
}
