import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** The API, and endpoints that are read as other systems read theirs. */
const OWN_BODIES = /^\/(?:api\/v1|flows|in|intake)\/|^\/(?:intake|leads\/bulk)$/

/** Parses bodies of pages. The API reads its own, strictly and with limits per route (see read_body.ts). */
export default class PageBodyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (OWN_BODIES.test(ctx.request.url())) return next()
    const parser = await ctx.containerResolver.make(BodyParserMiddleware)
    return parser.handle(ctx, next)
  }
}
