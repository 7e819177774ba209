/*
 * Middleware. The router stack holds the body parser alone: session, CSRF and page middleware cost more than a
 * lead's whole routing, so they are named and put on the web groups only.
 */
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#http/exception_handler'))

server.use([() => import('@adonisjs/static/static_middleware')])

router.use([() => import('@adonisjs/core/bodyparser_middleware')])

export const middleware = router.named({})
