import type { HttpContext } from '@adonisjs/core/http'
import { consentsOfLead } from '#intake/consent/read_consents'
import { notFound } from '#shared/http_problem'
import { store } from '#store/store'
import { withdraw } from '#privacy/suppression/withdraw'
import { withdrawInput } from '#privacy/validators/suppression_inputs'

/** What was agreed to with a lead, over the API. */
export default class ConsentsController {
  async index({ api, params, response }: HttpContext) {
    const lead = await store.first('select id from leads where id = ? and account_id = ?', [
      params.id,
      api.accountId,
    ])
    if (!lead) throw notFound('lead')
    const data = await consentsOfLead(api.accountId, params.id)
    return response.send({ data, meta: { next_cursor: null } })
  }

  async withdraw({ api, params, response }: HttpContext) {
    const wish = await withdrawInput.validate(api.body)
    return response.send(await withdraw(api.accountId, params.id, wish, api.actor))
  }
}
