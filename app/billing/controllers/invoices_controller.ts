import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { creditInvoice } from '#billing/invoices/credit_invoice'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { findInvoices } from '#billing/invoices/find_invoices'
import { generateDrafts } from '#billing/invoices/generate_drafts'
import { presentInvoice } from '#billing/invoices/present_invoice'
import { lookAgain } from '#billing/invoices/reassess_draft'
import { payInvoice } from '#billing/invoices/pay_invoice'
import { changeDraft } from '#billing/invoices/change_draft'
import { reversePayment } from '#billing/invoices/record_payment'
import { voidDraft } from '#billing/invoices/void_draft'
import {
  creditRefusal,
  finalizeRefusal,
  reversalRefusal,
  voidRefusal,
} from '#billing/invoices/refusals'
import {
  creditInput,
  draftInput,
  generateInput,
  invoiceFilters,
  paymentInput,
  reversalInput,
} from '#billing/validators/invoice_inputs'
import { notFound } from '#shared/http_problem'

export default class InvoicesController {
  async generate({ api, response }: HttpContext) {
    const wish = await generateInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const data = await generateDrafts(account, wish, api.actor)
    return response.send({ data, meta: { next_cursor: null } })
  }

  async index({ api, request, response }: HttpContext) {
    const filters = await invoiceFilters.validate(request.qs())
    const account = (await loadAccount(api.accountId))!
    return response.send(await findInvoices(account, filters))
  }

  async show({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    await lookAgain(account, params.id)
    const invoice = await presentInvoice(account, params.id)
    if (!invoice) throw notFound('invoice')
    return response.send(invoice)
  }

  async finalize({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    const done = await finalizeInvoice(account, params.id, api.actor)
    if (!done.ok) throw finalizeRefusal(done.problem)
    return response.send(await presentInvoice(account, params.id))
  }

  async update({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    await changeDraft(account, params.id, await draftInput.validate(api.body), api.actor)
    return response.send(await presentInvoice(account, params.id))
  }

  async discard({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    const done = await voidDraft(account, params.id, api.actor)
    if (!done.ok) throw voidRefusal(done.problem)
    return response.send(await presentInvoice(account, params.id))
  }

  async reverse({ api, params, response }: HttpContext) {
    const { reference = null } = await reversalInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const wish = { reference, actor: api.actor }
    const done = await reversePayment(account.id, params.id, params.payment, wish)
    if (!done.ok) throw reversalRefusal(done.problem)
    return response.created(await presentInvoice(account, params.id))
  }

  async pay({ api, params, response }: HttpContext) {
    const wish = await paymentInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    await payInvoice(account, params.id, wish, api.actor)
    return response.created(await presentInvoice(account, params.id))
  }

  async credit({ api, params, response }: HttpContext) {
    const wish = await creditInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const done = await creditInvoice(account, params.id, { ...wish, actor: api.actor })
    if (!done.ok) throw creditRefusal(done.problem)
    return response.created(await presentInvoice(account, done.value.id))
  }
}
