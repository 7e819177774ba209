import { defineConfig } from '@adonisjs/auth'
import { SessionGuard } from '@adonisjs/auth/session'
import type { HttpContext } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import type { InferAuthenticators, InferAuthEvents, Authenticators } from '@adonisjs/auth/types'
import type Person from '#accounts/models/person'
import type User from '#accounts/models/user'
import type { Realm } from '#accounts/sign_in/realm'
import type PortalUser from '#portal/models/portal_user'

/** A session guard that knows the host of the request: what was begun on one host opens nothing on another. */
const boundToHost = <P extends Person>(load: () => Promise<Realm<P>>) => ({
  async resolver(name: string, app: ApplicationService) {
    const emitter = await app.container.make('emitter')
    const { SessionUserProvider } = await import('#accounts/sign_in/session_user_provider')
    const realm = await load()
    return (ctx: HttpContext) =>
      new SessionGuard(
        name,
        ctx,
        { useRememberMeTokens: false },
        emitter as never,
        new SessionUserProvider(realm, ctx.siteHost ?? '')
      )
  },
})

const authConfig = defineConfig({
  default: 'team',
  guards: {
    team: boundToHost<User>(() => import('#accounts/sign_in/team_realm').then(({ TEAM }) => TEAM)),
    portal: boundToHost<PortalUser>(() =>
      import('#portal/people/portal_realm').then(({ PORTAL }) => PORTAL)
    ),
  },
})

export default authConfig

declare module '@adonisjs/auth/types' {
  export interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}

declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
