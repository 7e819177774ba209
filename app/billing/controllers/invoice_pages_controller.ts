import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { billedPartners } from '#billing/invoices/draft_scope'
import { demandInvoice } from '#billing/invoices/demand_invoice'
import { countByStatus, findInvoices } from '#billing/invoices/find_invoices'
import { generateDrafts } from '#billing/invoices/generate_drafts'
import { creditsDue, invoicedSales, removedSales } from '#billing/invoices/invoiced_sales'
import { lastMonth } from '#billing/invoices/month_period'
import { presentReminders } from '#billing/reminders/present_reminders'
import { presentSchedules } from '#billing/schedules/present_runs'
import { presentInvoice } from '#billing/invoices/present_invoice'
import { lookAgain } from '#billing/invoices/reassess_draft'
import { previewDrafts } from '#billing/invoices/preview_drafts'
import { generateInput, invoiceFilters } from '#billing/validators/invoice_inputs'
import { billedCosts, payoutCreditsDue } from '#billing/self_billing/billed_costs'
import { dateText, localDay } from '#shared/local_time'

/** Invoices, for people: the list, the run of a period, one document. */
export default class InvoicePagesController {
  async index({ inertia, request, team }: HttpContext) {
    const { account } = team!
    // An address somebody mistyped shows everything rather than nothing.
    const [, query] = await invoiceFilters.tryValidate(request.qs())
    const { cursor, limit, ...filters } = query ?? {}
    await lookAgain(account)
    const due = await creditsDue(account.id)
    return inertia.render('invoices/index', {
      filters,
      list: () => findInvoices(account, { ...filters, limit: 50 }),
      counts: () => countByStatus(account, filters),
      partners: await namesOf(account.id),
      creditsDue: [...due].map(([id, count]) => ({ id, count })),
    })
  }

  async search({ request, response, team }: HttpContext) {
    const filters = await invoiceFilters.validate(request.qs())
    return response.send(await findInvoices(team!.account, filters))
  }

  async run({ inertia, team }: HttpContext) {
    const { account } = team!
    const today = dateText(localDay(account.timeZone, Date.now()))
    return inertia.render('invoices/generate', {
      period: lastMonth(today),
      partners: await namesOf(account.id),
      schedules: await presentSchedules(account, Date.now()),
    })
  }

  async preview({ request, response, team }: HttpContext) {
    const wish = await generateInput.validate(request.body())
    return response.send({ drafts: await previewDrafts(team!.account, wish) })
  }

  async generate({ request, response, team }: HttpContext) {
    const wish = await generateInput.validate(request.body())
    const drafts = await generateDrafts(team!.account, wish, actorOf(team!.user))
    return response.send({ drafts: drafts.map(({ id }) => id) })
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    await lookAgain(account, params.id)
    const invoice = await presentInvoice(account, params.id)
    if (!invoice) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    const bought = invoice.kind.startsWith('self_billing')
    const due = await (bought ? payoutCreditsDue : creditsDue)(account.id, params.id)
    const reminders = await presentReminders(account, params.id)
    return inertia.render('invoices/show', {
      invoice,
      creditsDue: due.get(params.id) ?? 0,
      reminders,
    })
  }

  async sales({ params, response, team }: HttpContext) {
    const { id: accountId } = team!.account
    await demandInvoice(accountId, params.id)
    const [sales, removed] = await Promise.all([
      invoicedSales(accountId, params.id),
      removedSales(accountId, params.id),
    ])
    // A document of self-billing has costs where an invoice has sales.
    const shown = sales.sales.length ? sales : await billedCosts(accountId, params.id)
    return response.send({ ...shown, removed })
  }
}

const namesOf = async (accountId: string) => {
  const partners = await billedPartners(accountId)
  return partners.map(({ key, name }) => ({ key, name }))
}
