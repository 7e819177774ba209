import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { missingPage } from '#distribution/missing_page'

/** Lets in who owns the install. For everybody else, and under an account's own host, there is nothing. */
export default class InstallMiddleware {
  async handle({ auth, request, site }: HttpContext, next: NextFn) {
    if (site || !auth.use('team').user?.ownsInstall) throw missingPage(request)
    return next()
  }
}
