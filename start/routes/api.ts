/*
 * The HTTP API. Its routes are declared in app/http/api/routes: the same table makes the OpenAPI document.
 */
import router from '@adonisjs/core/services/router'
import '#http/api/context'
import { gate } from '#http/api/gate'
import { apiRoutes } from '#http/api/routes'

for (const route of apiRoutes)
  router
    .route(`/api/v1${route.path}`, [route.method], [route.controller, route.action as never])
    .use(gate(route))
    .as(`api.${route.id}`)
