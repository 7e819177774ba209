import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { dateText, localDay } from '#shared/local_time'
import { notFound } from '#shared/http_problem'
import { listSuppliers, loadSupplier } from '#suppliers/repository'
import { findInvoices } from '#billing/invoices/find_invoices'
import { lastMonth } from '#billing/invoices/month_period'
import { payoutCreditsDue } from '#billing/self_billing/billed_costs'
import { runSelfBilling } from '#billing/self_billing/run_self_billing'
import { sendFile } from '#billing/controllers/exports_controller'
import { statementCsv, supplierStatement } from '#billing/self_billing/supplier_statement'
import { invoiceFilters, payoutInput } from '#billing/validators/invoice_inputs'

/** Documents this account writes for its suppliers, for people. */
export default class SelfBillingPagesController {
  async index({ inertia, request, team }: HttpContext) {
    const { account } = team!
    const [, query] = await invoiceFilters.tryValidate(request.qs())
    const { status, supplier } = query ?? {}
    const filters = { status, supplier }
    const suppliers = await listSuppliers(account.id)
    const due = await payoutCreditsDue(account.id)
    return inertia.render('invoices/self_billing', {
      filters,
      list: await findInvoices(account, { ...filters, kind: 'self_billed', limit: 50 }),
      suppliers: suppliers.map(({ key, name }) => ({ key, name })),
      period: lastMonth(dateText(localDay(account.timeZone, Date.now()))),
      creditsDue: [...due].map(([id, count]) => ({ id, count })),
    })
  }

  async search({ request, response, team }: HttpContext) {
    const filters = await invoiceFilters.validate(request.qs())
    return response.send(await findInvoices(team!.account, { ...filters, kind: 'self_billed' }))
  }

  /** What a supplier was owed and paid this year, or in the period that is asked for. */
  async statement({ params, request, response, team }: HttpContext) {
    const { account } = team!
    const supplier = await loadSupplier(account.id, params.key)
    if (!supplier) throw notFound('supplier')
    const today = dateText(localDay(account.timeZone, Date.now()))
    const [, asked] = await payoutInput.tryValidate(request.qs())
    const period = asked ?? { from: `${today.slice(0, 4)}-01-01`, to: today }
    const statement = await supplierStatement(account, supplier.id, period)
    return sendFile(response, {
      name: `statement_${supplier.key}_${period.from}_${period.to}.csv`,
      type: 'text/csv; charset=utf-8',
      bytes: Buffer.from(`\uFEFF${statementCsv(statement, period)}`),
    })
  }

  async generate({ request, response, team }: HttpContext) {
    const wish = await payoutInput.validate(request.body())
    const drafts = await runSelfBilling(team!.account, wish, actorOf(team!.user))
    return response.send({
      drafts: drafts.map(({ id, problems }) => ({ id, held: problems.length > 0 })),
    })
  }
}
