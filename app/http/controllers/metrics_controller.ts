import { createHash, timingSafeEqual } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { renderMetrics } from '#http/metrics/render_metrics'
import { HttpProblem } from '#shared/http_problem'
import env from '#start/env'

const digest = (text: string) => createHash('sha256').update(text).digest()

export default class MetricsController {
  async show({ request, response }: HttpContext) {
    const token = env.get('METRICS_TOKEN')?.release()
    const given = /^bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1] ?? ''
    if (token && !timingSafeEqual(digest(given), digest(token)))
      throw new HttpProblem('unauthenticated', 'Send the METRICS_TOKEN of this install', {
        headers: { 'www-authenticate': 'Bearer realm="metrics"' },
      })
    response.header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
    response.header('cache-control', 'no-store')
    return response.send(await renderMetrics(Date.now()))
  }
}
