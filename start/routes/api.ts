/*
 * The HTTP API. Its routes are declared in app/http/api/routes: the same table makes the OpenAPI document.
 */
import router from '@adonisjs/core/services/router'
import '#http/api/context'
import { gate } from '#http/api/gate'
import { handlerOf } from '#http/api/handler_of'
import { apiRoutes } from '#http/api/routes'

for (const route of apiRoutes)
  router
    .route(`/api/v1${route.path}`, [route.method], handlerOf(route))
    .use(gate(route))
    .as(`api.${route.id}`)
