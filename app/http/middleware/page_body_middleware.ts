import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Parses bodies of pages. The API reads its own, strictly and with limits per route (see read_body.ts). */
export default class PageBodyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (ctx.request.url().startsWith('/api/v1/')) return next()
    const parser = await ctx.containerResolver.make(BodyParserMiddleware)
    return parser.handle(ctx, next)
  }
}
