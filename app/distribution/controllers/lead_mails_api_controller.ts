import type { HttpContext } from '@adonisjs/core/http'
import { mailsOfLead, presentMail } from '#crm/lead_mails/mail_rows'
import { accountConfig } from '#distribution/account_config'
import { queueMail } from '#distribution/lead_mails/queue_mail'
import { leadMailInput } from '#distribution/validators/lead_mails'

/** Mails to a lead over the API. */
export default class LeadMailsApiController {
  async index({ api, params, response }: HttpContext) {
    const { key } = await accountConfig(api.accountId)
    const mails = await mailsOfLead(api.accountId, params.id, key)
    return response.send({ data: mails.map(presentMail) })
  }

  async store({ api, params, response }: HttpContext) {
    const wish = await leadMailInput.validate(api.body)
    const writer = { actor: api.actor, user: null }
    const mail = await queueMail(api.accountId, params.id, wish, writer)
    api.leadId = params.id
    return response.status(201).send(presentMail(mail))
  }
}
