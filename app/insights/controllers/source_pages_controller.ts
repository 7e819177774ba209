import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { loadEntities } from '#entities/repository'
import { listSuppliers } from '#suppliers/repository'
import { removeSource, moveDocument } from '#capture/sources/remove_source'
import { createSource, updateSource } from '#capture/sources/save_source'
import { configValue } from '#distribution/config_value'
import { missingPage } from '#distribution/missing_page'
import { accountConfig } from '#distribution/account_config'
import { readChange } from '#distribution/validators/page_inputs'
import { notFound } from '#shared/http_problem'
import {
  entityOfSeen,
  seenSources,
  sourceFigures,
  sourceHead,
  sourceRows,
} from '#insights/source_pages'
import { sourceListQuery } from '#insights/validators/source_list_query'

/** Where leads come from, for people. */
export default class SourcePagesController {
  async index({ inertia, request, team }: HttpContext) {
    const { account } = team!
    const [, asked] = await sourceListQuery.tryValidate(request.qs())
    const seen = asked?.seen
    const entities = await loadEntities(account.id)
    return inertia.render('sources/index', {
      sources: await sourceRows(account, Date.now()),
      seen: await seenSources(account),
      entities: entities.map(({ key, name }) => ({ key, name })),
      entityOfSeen: seen ? await entityOfSeen(account.id, seen) : null,
    })
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const head = await sourceHead(account.id, params.key)
    if (!head) throw missingPage(request)
    const suppliers = await listSuppliers(account.id)
    return inertia.render('sources/show', {
      source: head,
      figures: await sourceFigures(account, head.form, Date.now()),
      suppliers: suppliers.map(({ key, name }) => ({ key, name })),
    })
  }

  async document({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const head = await sourceHead(account.id, params.key)
    if (!head) throw missingPage(request)
    const config = await accountConfig(account.id)
    const entity = [...config.entities.values()].find(({ key }) => key === head.form.entity)!
    const profiles = [...config.profiles.values()].filter((one) => one.entity.id === entity.id)
    return inertia.render('sources/document', {
      source: head,
      entity: { key: entity.key, name: entity.name, duplicate: entity.duplicate?.action ?? null },
      fields: entity.fields.map(({ key, label, type, required, options, encrypted }) => ({
        ...{ key, label, type, required, options, encrypted },
      })),
      profiles: profiles.map(({ profile: { key, name } }) => ({ key, name })),
    })
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const made = await createSource(account, request.body(), { actor: actorOf(user) })
    return response.created({ key: configValue(made, 'source') })
  }

  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base, form } = await readChange(request.body())
    const changed = await updateSource(account, params.key, form, { actor: actorOf(user), base })
    return response.send(await sourceHead(account.id, configValue(changed, 'source')))
  }

  async move({ params, response, team }: HttpContext) {
    const { account, user } = team!
    if (!(await moveDocument(account.id, params.key, actorOf(user)))) throw notFound('source')
    return response.send(await sourceHead(account.id, params.key))
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    if (!(await removeSource(account.id, params.key, actorOf(user)))) throw notFound('source')
    return response.noContent()
  }
}
