import type { HttpContext } from '@adonisjs/core/http'
import { checkReadiness } from '#http/health/check_readiness'

export default class HealthController {
  live({ response }: HttpContext) {
    response.header('cache-control', 'no-store')
    return response.send({ status: 'ok' })
  }

  async ready({ response }: HttpContext) {
    const { ready, checks } = await checkReadiness()
    response.header('cache-control', 'no-store')
    return response.status(ready ? 200 : 503).send({ status: ready ? 'ok' : 'failing', checks })
  }
}
