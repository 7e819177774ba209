import app from '@adonisjs/core/services/app'
import encryption from '@adonisjs/core/services/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import ShieldMiddleware from '@adonisjs/shield/shield_middleware'

let own: ShieldMiddleware | null = null

/** As the app's, but its CSRF cookie is seen by pages of the portal alone: two sessions have two tokens. */
export default class PortalShieldMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    own ??= make()
    return own.handle(ctx, next)
  }
}

function make() {
  const config = app.config.get<any>('shield', {})
  const csrf = { ...config.csrf, cookieOptions: { ...config.csrf.cookieOptions, path: '/portal' } }
  return new ShieldMiddleware({ ...config, csrf }, encryption as never)
}
