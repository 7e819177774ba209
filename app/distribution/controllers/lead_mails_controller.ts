import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { mailsOfLead, presentMail } from '#crm/lead_mails/mail_rows'
import { accountConfig } from '#distribution/account_config'
import { draftMail } from '#distribution/lead_mails/draft_mail'
import { queueMail } from '#distribution/lead_mails/queue_mail'
import { writerOf } from '#distribution/lead_mails/written_lead'
import { draftMailInput, writtenMailInput } from '#distribution/validators/lead_mails'

const writer = ({ team }: HttpContext) => writerOf(team!.user, actorOf(team!.user))

/** Mails somebody writes to a lead on its page. */
export default class LeadMailsController {
  async index({ params, response, team }: HttpContext) {
    const { key } = await accountConfig(team!.account.id)
    const mails = await mailsOfLead(team!.account.id, params.id, key)
    return response.send({ data: mails.map(presentMail) })
  }

  async draft(ctx: HttpContext) {
    const { params, request, response, team } = ctx
    const { template = null } = await draftMailInput.validate(request.body())
    return response.send(await draftMail(team!.account.id, params.id, template, writer(ctx)))
  }

  async store(ctx: HttpContext) {
    const { params, request, response, team } = ctx
    const wish = await writtenMailInput.validate(request.body())
    const mail = await queueMail(team!.account.id, params.id, wish, writer(ctx))
    return response.status(201).send(presentMail(mail))
  }
}
