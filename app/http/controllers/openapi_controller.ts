import type { HttpContext } from '@adonisjs/core/http'
import { openApiDocument } from '#http/openapi/document'

let text: string | null = null

export default class OpenApiController {
  show({ response }: HttpContext) {
    text ??= JSON.stringify(openApiDocument())
    response.header('content-type', 'application/json; charset=utf-8')
    response.header('cache-control', 'public, max-age=60')
    return response.send(text)
  }
}
