import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { changeDraft, readLine } from '#billing/invoices/change_draft'
import { exportInvoices } from '#billing/invoices/export_invoices'
import { finalizeReady } from '#billing/invoices/finalize_ready'
import { lastMonth } from '#billing/invoices/month_period'
import {
  addAdjustment,
  dropAdjustment,
  openAdjustments,
} from '#billing/invoices/partner_adjustments'
import { presentDrafted } from '#billing/invoices/preview_drafts'
import { reversePayment } from '#billing/invoices/record_payment'
import { remindRefusal, reversalRefusal } from '#billing/invoices/refusals'
import { pauseReminders } from '#billing/reminders/pause_reminders'
import { recordReminder } from '#billing/reminders/remind'
import { readStatements } from '#billing/statements/read_statement'
import { writeStatementCsv } from '#billing/statements/write_statement_csv'
import {
  adjustmentInput,
  draftInput,
  exportQuery,
  pauseInput,
  reversalInput,
  statementQuery,
} from '#billing/validators/invoice_inputs'
import { loadPartner } from '#partners/repository'
import { dateText, localDay } from '#shared/local_time'
import { notFound } from '#shared/http_problem'

/** What people do about drafts, payments, reminders and statements on the pages of invoices. */
export default class CollectionPagesController {
  async update({ params, request, response, team }: HttpContext) {
    const wish = await draftInput.validate(request.body())
    await changeDraft(team!.account, params.id, wish, actorOf(team!.user))
    return response.noContent()
  }

  async tryOut({ params, request, response, team }: HttpContext) {
    const wish = await draftInput.validate(request.body())
    const drafted = await changeDraft(team!.account, params.id, wish, null, true)
    return response.send({ draft: drafted && presentDrafted(drafted) })
  }

  async finalizeReady({ request, response, team }: HttpContext) {
    const filters = await exportQuery.validate(request.body())
    return response.send(await finalizeReady(team!.account, filters, actorOf(team!.user)))
  }

  async reverse({ params, request, response, team }: HttpContext) {
    const { reference = null } = await reversalInput.validate(request.body())
    const wish = { reference, actor: actorOf(team!.user) }
    const done = await reversePayment(team!.account.id, params.id, params.payment, wish)
    if (!done.ok) throw reversalRefusal(done.problem)
    return response.noContent()
  }

  async remind({ params, response, team }: HttpContext) {
    const actor = actorOf(team!.user)
    const done = await recordReminder(team!.account, params.id, { actor }, Date.now())
    if (!done.ok) throw remindRefusal(done.problem)
    return response.send(done.value)
  }

  async pause({ params, request, response, team }: HttpContext) {
    const { paused } = await pauseInput.validate(request.body())
    if (!(await pauseReminders(team!.account.id, params.id, paused))) throw notFound('invoice')
    return response.noContent()
  }

  async export({ request, response, team }: HttpContext) {
    const { account } = team!
    const { what = 'invoices', ...filters } = await exportQuery.validate(request.qs())
    sendCsv(response, `${account.key}-${what}`)
    return response.stream(Readable.from(exportInvoices(account, what, filters)))
  }

  async statement({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const partner = await loadPartner(account.id, params.key)
    if (!partner) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    const [, asked] = await statementQuery.tryValidate(request.qs())
    const today = dateText(localDay(account.timeZone, Date.now()))
    const period = asked ?? { from: lastMonth(today).from, to: today }
    return inertia.render('invoices/statement', {
      partner: { key: partner.key, name: partner.name },
      period,
      statements: await readStatements(account, partner, period),
      adjustments: await openAdjustments(account.id, partner.id),
      currency: account.currency,
    })
  }

  async adjust({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const written = await adjustmentInput.validate(request.body())
    const partner = await loadPartner(account.id, params.key)
    if (!partner) throw notFound('partner')
    const wish = { ...readLine(written, account.currency, ''), reason: written.reason }
    await addAdjustment(account, partner.id, wish, actorOf(user), Date.now())
    return response.noContent()
  }

  async dropAdjustment({ params, response, team }: HttpContext) {
    if (!(await dropAdjustment(team!.account.id, params.id))) throw notFound('adjustment')
    return response.noContent()
  }

  async statementCsv({ params, request, response, team }: HttpContext) {
    const period = await statementQuery.validate(request.qs())
    const partner = await loadPartner(team!.account.id, params.key)
    if (!partner) throw notFound('partner')
    sendCsv(response, `${partner.key}-statement-${period.from}-${period.to}`)
    const statements = await readStatements(team!.account, partner, period)
    return response.stream(Readable.from(writeStatementCsv(statements)))
  }
}

function sendCsv(response: HttpContext['response'], name: string) {
  response.header('content-type', 'text/csv; charset=utf-8')
  response.header('content-disposition', `attachment; filename="${name}.csv"`)
  response.header('cache-control', 'no-store')
}
