import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { missingPage } from '#distribution/missing_page'

/** Lets in who owns the install as a whole; for everybody else there is nothing. Stands behind the team middleware. */
export default class InstallMiddleware {
  async handle({ request, team }: HttpContext, next: NextFn) {
    if (!team?.user.ownsInstall) throw missingPage(request)
    return next()
  }
}
