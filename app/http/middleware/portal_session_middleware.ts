import app from '@adonisjs/core/services/app'
import { configProvider } from '@adonisjs/core'
import emitter from '@adonisjs/core/services/emitter'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import SessionMiddleware from '@adonisjs/session/session_middleware'
import { portalCookieName } from '#config/session'

let own: Promise<SessionMiddleware<any>> | null = null

/** The session of the portal lies in a cookie of its own: somebody may be signed in here and in the app at once. */
export default class PortalSessionMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    own ??= make()
    const session = await own
    return session.handle(ctx, next)
  }
}

async function make() {
  const config = await configProvider.resolve<any>(app, app.config.get('session', {}))
  return new SessionMiddleware({ ...config, cookieName: portalCookieName }, emitter as never)
}
