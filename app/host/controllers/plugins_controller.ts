import type { HttpContext } from '@adonisjs/core/http'
import { plugins } from '#host/registry'

export default class PluginsController {
  index({ response }: HttpContext) {
    return response.send({ data: plugins().list() })
  }
}
