import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Role } from '#accounts/models/membership'
import { HttpProblem } from '#shared/http_problem'

/** Lets in the named roles of the account alone. Stands behind the team middleware. */
export default class RoleMiddleware {
  async handle(ctx: HttpContext, next: NextFn, roles: readonly Role[]) {
    const role = ctx.team?.role
    if (role && roles.includes(role)) return next()
    throw new HttpProblem('forbidden', `This is for people with the role ${roles.join(', ')}`, {
      members: { roles },
    })
  }
}
