import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { presentSends } from '#billing/sends/present_sends'
import { queueSend } from '#billing/sends/queue_send'
import { sendRefusal } from '#billing/sends/send_refusal'
import { sendsOf } from '#billing/sends/send_records'
import { sendRunner } from '#billing/sends/send_runner'
import { sendInput } from '#billing/validators/send_inputs'
import { notFound } from '#shared/http_problem'
import { store } from '#store/store'

/** Sending finalized documents by mail, over the API. */
export default class SendsController {
  async store({ api, params, response }: HttpContext) {
    const wish = await sendInput.validate(api.body)
    const account = (await loadAccount(api.accountId))!
    const done = await queueSend(account, params.id, wish, api.actor, Date.now())
    if (!done.ok) throw sendRefusal(done.problem)
    sendRunner.kick()
    const sends = await sendsOf(account.id, params.id)
    return response.accepted(presentSends(sends.filter(({ id }) => id === done.value.id))[0])
  }

  async index({ api, params, response }: HttpContext) {
    const found = await store.first('select id from invoices where id = ? and account_id = ?', [
      params.id,
      api.accountId,
    ])
    if (!found) throw notFound('invoice')
    const data = presentSends(await sendsOf(api.accountId, params.id))
    return response.send({ data, meta: { next_cursor: null } })
  }
}
