import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { planMany, sendMany } from '#billing/sends/send_many'
import { presentSends } from '#billing/sends/present_sends'
import { queueSend } from '#billing/sends/queue_send'
import { sendRefusal } from '#billing/sends/send_refusal'
import { sendsOf } from '#billing/sends/send_records'
import { sendRunner } from '#billing/sends/send_runner'
import { termsOfParty } from '#billing/sends/send_terms'
import { manyInput, sendInput } from '#billing/validators/send_inputs'
import { mailTransport } from '#delivery/transports/delivery_hands'
import { store } from '#store/store'

/** Sending finalized documents by mail, for people: one, many, and what became of it. */
export default class SendPagesController {
  /** What was sent of a document, and where the next mail would go. */
  async index({ params, request, response, team }: HttpContext) {
    const { account } = team!
    const row = await store.first(
      'select kind, partner_id from invoices where id = ? and account_id = ?',
      [params.id, account.id]
    )
    if (!row) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    const terms = await termsOfParty(account, row as { kind: string; partner_id: string })
    const sends = presentSends(await sendsOf(account.id, params.id))
    return response.send({ sends, terms, leaves: mailTransport().leaves })
  }

  async store({ params, request, response, team }: HttpContext) {
    const wish = await sendInput.validate(request.body())
    const { account, user } = team!
    const done = await queueSend(account, params.id, wish, actorOf(user), Date.now())
    if (!done.ok) throw sendRefusal(done.problem)
    sendRunner.kick()
    return response.accepted(done.value)
  }

  async planMany({ request, response, team }: HttpContext) {
    const { again = false, ...filters } = await manyInput.validate(request.body())
    return response.send(await planMany(team!.account, { filters, again }))
  }

  async sendMany({ request, response, team }: HttpContext) {
    const { again = false, ...filters } = await manyInput.validate(request.body())
    const { account, user } = team!
    const done = await sendMany(account, { filters, again }, actorOf(user), Date.now())
    sendRunner.kick()
    return response.accepted(done)
  }
}
