import type { HttpContext } from '@adonisjs/core/http'
import {
  type ConfigKind,
  createConfig,
  deleteConfig,
  getConfig,
  listConfig,
  updateConfig,
} from '#distribution/configuration/configuration'
import { configValue } from '#distribution/config_value'
import { configPage } from '#distribution/validators/config_inputs'
import { notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, writeCursor } from '#shared/list_query'

/** The routes that entities, partners and profiles have in common. */
export abstract class ConfigController {
  protected abstract readonly kind: ConfigKind
  protected abstract readonly singular: string

  async index({ api, request, response }: HttpContext) {
    const { limit = DEFAULT_LIMIT, cursor } = await configPage.validate(request.qs())
    const page = await listConfig(api.accountId, this.kind, { limit, cursor })
    const next = page.nextCursor
    return response.send({
      data: page.data,
      meta: { next_cursor: next === null ? null : writeCursor(next) },
    })
  }

  async show({ api, params, response }: HttpContext) {
    const found = await getConfig(api.accountId, this.kind, params.key)
    if (!found) throw notFound(this.singular)
    return response.send(found)
  }

  async store({ api, response }: HttpContext) {
    const made = await createConfig(api.accountId, this.kind, api.body, { actor: api.actor })
    const object = configValue(made, this.singular)
    const path = this.kind.replace('_', '-')
    response.status(201).header('location', `/api/v1/${path}/${object.key}`)
    return response.send(object)
  }

  async update({ api, params, response }: HttpContext) {
    const { actor } = api
    const changed = await updateConfig(api.accountId, this.kind, params.key, api.body, { actor })
    return response.send(configValue(changed, this.singular))
  }

  async destroy({ api, params, response }: HttpContext) {
    const gone = await deleteConfig(api.accountId, this.kind, params.key, { actor: api.actor })
    configValue(gone, this.singular)
    return response.noContent()
  }
}
