import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { signUpOpen } from '#accounts/install/settings'
import { missingPage } from '#distribution/missing_page'

/** Where the install is closed to sign-ups, its pages are not there. */
export default class SignUpMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    if (!(await signUpOpen())) throw missingPage(request)
    return next()
  }
}
