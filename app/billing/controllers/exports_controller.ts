import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import {
  type Download,
  downloadDatev,
  downloadEcSales,
  presentEcSales,
} from '#billing/exports/download_exports'
import { ecPeriod, ecSalesList } from '#billing/exports/ec_sales'
import { datevQuery, ecSalesQuery } from '#billing/validators/export_inputs'

export default class ExportsController {
  async datev({ api, request, response }: HttpContext) {
    const wish = await datevQuery.validate(request.qs())
    const account = (await loadAccount(api.accountId))!
    return sendFile(response, await downloadDatev(account, wish))
  }

  async ecSales({ api, request, response }: HttpContext) {
    const { period, format = 'json' } = await ecSalesQuery.validate(request.qs())
    const account = (await loadAccount(api.accountId))!
    if (format === 'json')
      return response.send(presentEcSales(await ecSalesList(account, ecPeriod(period)!)))
    return sendFile(response, await downloadEcSales(account, { period, format }))
  }
}

export const sendFile = (response: HttpContext['response'], { name, type, bytes }: Download) =>
  response
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(bytes)
