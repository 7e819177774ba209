import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { readLine } from '#billing/invoices/change_draft'
import {
  addAdjustment,
  dropAdjustment,
  openAdjustments,
} from '#billing/invoices/partner_adjustments'
import { adjustmentInput } from '#billing/validators/invoice_inputs'
import { loadPartner } from '#partners/repository'
import { conflict, notFound } from '#shared/http_problem'

/** What is billed to a partner beside sales, until it is. */
export default class AdjustmentsController {
  async index({ api, params, response }: HttpContext) {
    const partner = await loadPartner(api.accountId, params.key)
    if (!partner) throw notFound('partner')
    const data = await openAdjustments(api.accountId, partner.id)
    return response.send({ data, meta: { next_cursor: null } })
  }

  async store({ api, params, response }: HttpContext) {
    const written = await adjustmentInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const partner = await loadPartner(api.accountId, params.key)
    if (!partner) throw notFound('partner')
    const wish = { ...readLine(written, account.currency, ''), reason: written.reason }
    await addAdjustment(account, partner.id, wish, api.actor, Date.now())
    const data = await openAdjustments(api.accountId, partner.id)
    return response.created({ data, meta: { next_cursor: null } })
  }

  async destroy({ api, params, response }: HttpContext) {
    const partner = await loadPartner(api.accountId, params.key)
    if (!partner) throw notFound('partner')
    const open = await openAdjustments(api.accountId, partner.id)
    if (!open.some(({ id }) => id === params.id)) throw notFound('adjustment')
    if (!(await dropAdjustment(api.accountId, params.id)))
      throw conflict('It stands on a draft already; take it off there')
    return response.noContent()
  }
}
