import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { LEAD_NAMES, MAIL_NAMES } from '#crm/mail_templates/mail_scope'
import { listMailTemplates } from '#crm/mail_templates/repository'
import type { MailTemplate } from '#crm/mail_templates/types'
import { writeMailTemplate } from '#distribution/blueprint/write_forms'
import { accountConfig } from '#distribution/account_config'
import { configValue } from '#distribution/config_value'
import { createConfig, deleteConfig, updateConfig } from '#distribution/configuration/configuration'
import { revisionOf } from '#distribution/configuration/revision'
import { previewTemplate } from '#distribution/lead_mails/preview_template'
import { writerOf } from '#distribution/lead_mails/written_lead'
import { missingPage } from '#distribution/missing_page'
import { previewMailInput } from '#distribution/validators/lead_mails'
import { readChange } from '#distribution/validators/page_inputs'

const by = ({ team }: HttpContext) => ({ actor: actorOf(team!.user) })

/** Templates of mails to leads, in the settings. */
export default class MailTemplatePagesController {
  async index({ inertia, team }: HttpContext) {
    const { account } = team!
    const templates = await listMailTemplates(account.id)
    return inertia.render('settings/mail_templates', {
      templates: templates.map(headOf),
      entities: await entitiesOf(account.id),
    } as never)
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const templates = await listMailTemplates(account.id)
    const found = templates.find(({ key }) => key === params.key)
    if (!found) throw missingPage(request)
    return inertia.render('settings/mail_template', {
      template: headOf(found),
      entities: await entitiesOf(account.id),
      names: { ...MAIL_NAMES, lead: LEAD_NAMES },
    } as never)
  }

  async store(ctx: HttpContext) {
    const { request, response, team } = ctx
    const made = await createConfig(team!.account.id, 'mail_templates', request.body(), by(ctx))
    return response.created({ key: configValue(made, 'mail template').key })
  }

  async update(ctx: HttpContext) {
    const { params, request, response, team } = ctx
    const { account } = team!
    const { base, form } = await readChange(request.body())
    const options = { ...by(ctx), base }
    const changed = await updateConfig(account.id, 'mail_templates', params.key, form, options)
    configValue(changed, 'mail template')
    const templates = await listMailTemplates(account.id)
    return response.send(headOf(templates.find(({ key }) => key === params.key)!))
  }

  async destroy(ctx: HttpContext) {
    const { params, response, team } = ctx
    const gone = await deleteConfig(team!.account.id, 'mail_templates', params.key, by(ctx))
    configValue(gone, 'mail template')
    return response.noContent()
  }

  async preview(ctx: HttpContext) {
    const { request, response, team } = ctx
    const wish = await previewMailInput.validate(request.body())
    const { entity = null, lead = null, ...words } = wish
    const writer = writerOf(team!.user, actorOf(team!.user))
    const wished = { ...words, entity, lead }
    return response.send(await previewTemplate(team!.account.id, wished, writer))
  }
}

function headOf(template: MailTemplate) {
  const form = writeMailTemplate(template)
  const updated = new Date(template.updatedAt).toISOString()
  return { id: template.id, form, revision: revisionOf(form), updated_at: updated }
}

async function entitiesOf(accountId: string) {
  const { entities } = await accountConfig(accountId)
  return [...entities.values()].map(({ key, name, fields }) => ({
    ...{ key, name },
    fields: fields.map((field) => ({ key: field.key, label: field.label })),
  }))
}
