import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { loadAccount } from '#accounts/repository'
import { creditReturns } from '#billing/invoices/credit_returns'
import { presentInvoice } from '#billing/invoices/present_invoice'
import { creditRefusal } from '#billing/invoices/refusals'

/** One credit note over everything of an invoice that was taken back. */
export default class CreditReturnsController {
  async page({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const made = await creditReturns(account, params.id, actorOf(user))
    if (!made.ok) throw creditRefusal(made.problem)
    return response.send(made.value)
  }

  async api({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    const made = await creditReturns(account, params.id, api.actor)
    if (!made.ok) throw creditRefusal(made.problem)
    return response.status(201).send(await presentInvoice(account, made.value.id))
  }
}
