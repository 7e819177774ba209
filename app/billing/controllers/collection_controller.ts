import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { exportInvoices } from '#billing/invoices/export_invoices'
import { remindRefusal } from '#billing/invoices/refusals'
import { pauseReminders } from '#billing/reminders/pause_reminders'
import { presentReminders } from '#billing/reminders/present_reminders'
import { recordReminder } from '#billing/reminders/remind'
import { presentSchedules } from '#billing/schedules/present_runs'
import { readStatements } from '#billing/statements/read_statement'
import { exportQuery, pauseInput, statementQuery } from '#billing/validators/invoice_inputs'
import { loadPartner } from '#partners/repository'
import { notFound } from '#shared/http_problem'

/** Getting documents made in time and paid: schedules, reminders, statements, exports. */
export default class CollectionController {
  async runs({ api, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    const { next, runs } = await presentSchedules(account, Date.now())
    return response.send({ data: runs, next, meta: { next_cursor: null } })
  }

  async reminders({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    const found = await presentReminders(account, params.id)
    if (!found) throw notFound('invoice')
    return response.send(found)
  }

  async remind({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    const done = await recordReminder(account, params.id, { actor: api.actor }, Date.now())
    if (!done.ok) throw remindRefusal(done.problem)
    return response.created(await presentReminders(account, params.id))
  }

  async pause({ api, params, response }: HttpContext) {
    const { paused } = await pauseInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    if (!(await pauseReminders(account.id, params.id, paused))) throw notFound('invoice')
    return response.send(await presentReminders(account, params.id))
  }

  async statement({ api, params, request, response }: HttpContext) {
    const period = await statementQuery.validate(request.qs())
    const account = (await loadAccount(api.accountId))!
    const partner = await loadPartner(account.id, params.key)
    if (!partner) throw notFound('partner')
    const data = await readStatements(account, partner, period)
    return response.send({ data, meta: { next_cursor: null } })
  }

  async export({ api, request, response }: HttpContext) {
    const { what = 'invoices', ...filters } = await exportQuery.validate(request.qs())
    const account = (await loadAccount(api.accountId))!
    response.header('content-type', 'text/csv; charset=utf-8')
    return response.stream(Readable.from(exportInvoices(account, what, filters)))
  }
}
