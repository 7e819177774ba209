import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { missingPage } from '#distribution/missing_page'

/** Pages of an agency's clients are not there for an account that is none. Stands behind the team middleware. */
export default class AgencyMiddleware {
  async handle({ request, team }: HttpContext, next: NextFn) {
    if (!team?.account.agency) throw missingPage(request)
    return next()
  }
}
