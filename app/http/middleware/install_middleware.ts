import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { missingPage } from '#distribution/missing_page'

/** Pages of the install as a whole are there for whoever owns it alone. Stands behind the team middleware. */
export default class InstallMiddleware {
  async handle({ request, team }: HttpContext, next: NextFn) {
    if (!team?.user.ownsInstall) throw missingPage(request)
    return next()
  }
}
