import type { HttpContext } from '@adonisjs/core/http'
import { partnerAnalytics } from '#portal/money/analytics'
import { analyticsQuery } from '#portal/validators/money_inputs'

/** What a partner received and paid, in numbers. */
export default class AnalyticsController {
  async show({ inertia, portal, request }: HttpContext) {
    const [, query] = await analyticsQuery.tryValidate(request.qs())
    const days = query?.days ?? 30
    return inertia.render('portal/analytics', {
      analytics: (await partnerAnalytics(portal!, days, Date.now())) as never,
    })
  }
}
