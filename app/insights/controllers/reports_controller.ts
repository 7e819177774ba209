import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { reportMargin } from '#insights/report_margin'
import { reportRevenue } from '#insights/report_revenue'
import { marginQuery } from '#insights/validators/margin_query'
import { revenueQuery } from '#insights/validators/revenue_query'

export default class ReportsController {
  async revenue({ api, request, response }: HttpContext) {
    const query = await revenueQuery.validate(request.qs())
    const account = await loadAccount(api.accountId)
    return response.send(await reportRevenue(account!, query))
  }

  async margin({ api, request, response }: HttpContext) {
    const query = await marginQuery.validate(request.qs())
    const account = await loadAccount(api.accountId)
    return response.send(await reportMargin(account!, query))
  }
}
