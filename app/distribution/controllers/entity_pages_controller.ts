import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { configValue } from '#distribution/config_value'
import { createConfig, deleteConfig, updateConfig } from '#distribution/configuration/configuration'
import { checkEntity } from '#distribution/setup/check_entity'
import { entityPage, entityRows, hasLeads, leadsToday } from '#distribution/setup/entity_pages'
import { readChange } from '#distribution/validators/page_inputs'
import { missingPage } from '#distribution/missing_page'

/** Kinds of leads and their fields, for people. */
export default class EntityPagesController {
  async index({ inertia, team }: HttpContext) {
    const { account, scope } = team!
    return inertia.render('entities/index', {
      entities: await entityRows(account, scope),
      leads: inertia.defer(() => leadsToday(account, Date.now(), scope)),
    })
  }

  async show({ inertia, params, request, response, team }: HttpContext) {
    const { account } = team!
    const props = await entityPage(account, params.key)
    if (!props && params.key === 'new') return response.redirect('/entities?new=1')
    if (!props) throw missingPage(request)
    return inertia.render('entities/show', {
      ...props,
      hasLeads: inertia.defer(() => hasLeads(account, params.key)),
    })
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const made = await createConfig(account.id, 'entities', request.body(), {
      actor: actorOf(user),
    })
    return response.created({ key: configValue(made, 'entity').key })
  }

  /** What a change would do to leads and profiles, before it is made. */
  async check({ params, request, response, team }: HttpContext) {
    const { form } = await readChange(request.body())
    const checked = await checkEntity(team!.account, params.key, form)
    return response.send(configValue(checked, 'entity'))
  }

  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base, form } = await readChange(request.body())
    const options = { actor: actorOf(user), base }
    const changed = await updateConfig(account.id, 'entities', params.key, form, options)
    configValue(changed, 'entity')
    return response.send(await entityPage(account, params.key))
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const gone = await deleteConfig(account.id, 'entities', params.key, { actor: actorOf(user) })
    configValue(gone, 'entity')
    return response.noContent()
  }
}
