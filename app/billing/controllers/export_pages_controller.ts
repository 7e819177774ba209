import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { saveAccountBookkeeping } from '#accounts/save_account_bookkeeping'
import { dateText, localDay } from '#shared/local_time'
import { invalid } from '#shared/http_problem'
import { sendFile } from '#billing/controllers/exports_controller'
import { downloadDatev, downloadEcSales, presentEcSales } from '#billing/exports/download_exports'
import { ecPeriod, ecSalesList } from '#billing/exports/ec_sales'
import { exportDatev } from '#billing/exports/export_datev'
import { chartAccounts } from '#billing/exports/ledger_accounts'
import { lastMonth } from '#billing/invoices/month_period'
import { datevQuery, ecSalesQuery } from '#billing/validators/export_inputs'

/** Exports for bookkeeping and tax offices, for people. */
export default class ExportPagesController {
  async show({ inertia, request, team }: HttpContext) {
    const { account } = team!
    const today = dateText(localDay(account.timeZone, Date.now()))
    const month = lastMonth(today)
    const [, asked] = await datevQuery.tryValidate(request.qs())
    const [, listed] = await ecSalesQuery.tryValidate(request.qs())
    const books = account.bookkeeping ?? {}
    const datev = asked ?? month
    const period = listed?.period ?? lastPeriod(month.from, books.ec_sales ?? 'quarter')
    const made = await exportDatev(account, datev, Date.now())
    return inertia.render('invoices/exports', {
      bookkeeping: books,
      charts: { skr03: chartAccounts('skr03'), skr04: chartAccounts('skr04') },
      datev: {
        ...{ from: datev.from, to: datev.to },
        documents: made.ok ? made.value.documents : 0,
        rows: made.ok ? made.value.rows : 0,
        problems: made.ok ? made.value.problems : made.problem,
        ready: made.ok,
      },
      ecSales: {
        asked: period,
        ...presentEcSales(await ecSalesList(account, ecPeriod(period)!)),
      },
    })
  }

  async datev({ request, response, team }: HttpContext) {
    const wish = await datevQuery.validate(request.qs())
    return sendFile(response, await downloadDatev(team!.account, wish))
  }

  async ecSales({ request, response, team }: HttpContext) {
    const { period, format } = await ecSalesQuery.validate(request.qs())
    const as = format === 'bzst' ? 'bzst' : 'csv'
    return sendFile(response, await downloadEcSales(team!.account, { period, format: as }))
  }

  async update({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const options = { actor: actorOf(user), now: Date.now() }
    const saved = await saveAccountBookkeeping(account, request.body(), options)
    if (!saved.ok) throw invalid(saved.problem)
    return response.send(saved.value)
  }
}

/** The month or quarter a month belongs to. */
const lastPeriod = (first: string, every: 'month' | 'quarter') =>
  every === 'month'
    ? first.slice(0, 7)
    : `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5, 7)) / 3)}`
