import type { HttpContext } from '@adonisjs/core/http'
import type { ApiRoute } from '#http/api/route'

/**
 * The route's controller, made with the first request and kept: none has a state or anything injected, and having the
 * container make one for each request costs more than reading its body.
 */
export function handlerOf({ controller, action }: ApiRoute) {
  let made: Promise<Record<string, (ctx: HttpContext) => unknown>> | null = null
  return async (ctx: HttpContext) => {
    made ??= controller().then(({ default: Controller }) => new Controller() as never)
    const ready = await made
    return ready[action](ctx)
  }
}
