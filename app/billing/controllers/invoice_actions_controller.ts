import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { creditInvoice } from '#billing/invoices/credit_invoice'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { payInvoice } from '#billing/invoices/pay_invoice'
import { creditRefusal, finalizeRefusal } from '#billing/invoices/refusals'
import { voidDraft } from '#billing/invoices/void_draft'
import { creditInput, paymentInput } from '#billing/validators/invoice_inputs'

/** What somebody does on the page of a document. */
export default class InvoiceActionsController {
  async finalize({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const done = await finalizeInvoice(account, params.id, actorOf(user))
    if (!done.ok) throw finalizeRefusal(done.problem)
    return response.send(done.value)
  }

  async discard({ params, response, team }: HttpContext) {
    const done = await voidDraft(team!.account, params.id, actorOf(team!.user))
    if (!done.ok) throw finalizeRefusal(done.problem)
    return response.noContent()
  }

  async pay({ params, request, response, team }: HttpContext) {
    const wish = await paymentInput.validate(request.body())
    await payInvoice(team!.account, params.id, wish, actorOf(team!.user))
    return response.noContent()
  }

  async credit({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const wish = await creditInput.validate(request.body())
    const done = await creditInvoice(account, params.id, { ...wish, actor: actorOf(user) })
    if (!done.ok) throw creditRefusal(done.problem)
    return response.send(done.value)
  }
}
