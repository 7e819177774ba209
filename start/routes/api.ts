/*
 * The HTTP API. Its routes are declared in app/http/api/routes: the same table makes the OpenAPI document.
 */
import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'
import '#http/api/context'
import { gate } from '#http/api/gate'
import type { ApiRoute } from '#http/api/route'
import { apiRoutes } from '#http/api/routes'

/**
 * The route's controller, made with the first request and kept: none has a state or anything injected, and having the
 * container make one for each request costs more than reading its body.
 */
function handlerOf({ controller, action }: ApiRoute) {
  let made: Promise<Record<string, (ctx: HttpContext) => unknown>> | null = null
  return async (ctx: HttpContext) => {
    made ??= controller().then(({ default: Controller }) => new Controller() as never)
    const ready = await made
    return ready[action](ctx)
  }
}

for (const route of apiRoutes)
  router
    .route(`/api/v1${route.path}`, [route.method], handlerOf(route))
    .use(gate(route))
    .as(`api.${route.id}`)
