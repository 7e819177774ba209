import type { HttpContext } from '@adonisjs/core/http'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { openApiDocument } from '#http/openapi/document'

/** By the name of the product it is the document of. */
const texts = new Map<string, string>()
const MOST_TEXTS = 50

export default class OpenApiController {
  async show(ctx: HttpContext) {
    const { response } = ctx
    const { name } = await brandOfRequest(ctx)
    const text = texts.get(name) ?? JSON.stringify(openApiDocument(name))
    if (texts.size >= MOST_TEXTS) texts.clear()
    texts.set(name, text)
    response.header('content-type', 'application/json; charset=utf-8')
    response.header('cache-control', 'public, max-age=60')
    response.header('vary', 'host')
    return response.send(text)
  }
}
