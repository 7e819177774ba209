import type { HttpContext } from '@adonisjs/core/http'
import { presentDistribution } from '#distribution/present'
import { notFound } from '#shared/http_problem'

export default class DistributionsController {
  async show({ api, params, response }: HttpContext) {
    const distribution = await presentDistribution(api.accountId, params.id)
    if (!distribution) throw notFound('distribution')
    return response.send(distribution)
  }
}
