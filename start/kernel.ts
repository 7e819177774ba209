/*
 * Middleware. The router stack holds the body parser of pages alone: session, CSRF and page middleware cost more than
 * a lead's whole routing, so they are named and put on the web groups only. The API brings its own gate.
 */
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import app from '@adonisjs/core/services/app'

server.errorHandler(() => import('#http/exception_handler'))

server.use([
  () => import('#http/middleware/site_middleware'),
  () => import('#http/middleware/public_files_middleware'),
])
// `npm run dev` only: hands requests for sources of the pages to Vite.
if (app.inDev) server.use([() => import('@adonisjs/vite/vite_middleware')])

router.use([() => import('#http/middleware/page_body_middleware')])

export const middleware = router.named({
  session: () => import('@adonisjs/session/session_middleware'),
  shield: () => import('@adonisjs/shield/shield_middleware'),
  initializeAuth: () => import('@adonisjs/auth/initialize_auth_middleware'),
  inertia: () => import('#http/middleware/inertia_middleware'),
  team: () => import('#http/middleware/team_middleware'),
  install: () => import('#http/middleware/install_middleware'),
  role: () => import('#http/middleware/role_middleware'),
  agency: () => import('#http/middleware/agency_middleware'),
  portalSession: () => import('#http/middleware/portal_session_middleware'),
  portalShield: () => import('#http/middleware/portal_shield_middleware'),
  portalInertia: () => import('#http/middleware/portal_inertia_middleware'),
  portal: () => import('#http/middleware/portal_middleware'),
  signUp: () => import('#http/middleware/sign_up_middleware'),
  rawBody: () => import('#http/middleware/raw_body_middleware'),
  guest: () => import('#http/middleware/guest_middleware'),
})
