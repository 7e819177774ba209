import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { configValue } from '#distribution/config_value'
import { configPage } from '#distribution/validators/config_inputs'
import { notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, writeCursor } from '#shared/list_query'
import { removeSource } from '#capture/sources/remove_source'
import { createSource, updateSource } from '#capture/sources/save_source'
import { showSource, showSources } from '#capture/sources/show_source'

/** Sources by key, for programs. */
export default class SourcesController {
  async index({ api, request, response }: HttpContext) {
    const { limit = DEFAULT_LIMIT, cursor } = await configPage.validate(request.qs())
    const { data, next } = await showSources(api.accountId, { limit, after: cursor })
    const meta = { next_cursor: next === null ? null : writeCursor(next) }
    return response.send({ data, meta })
  }

  async show({ api, params, response }: HttpContext) {
    const found = await showSource(api.accountId, params.key)
    if (!found) throw notFound('source')
    return response.send(found)
  }

  async store({ api, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    const made = await createSource(account, api.body, { actor: api.actor })
    const key = configValue(made, 'source')
    response.status(201).header('location', `/api/v1/sources/${encodeURIComponent(key)}`)
    return response.send(await showSource(api.accountId, key))
  }

  async update({ api, params, response }: HttpContext) {
    const account = (await loadAccount(api.accountId))!
    const changed = await updateSource(account, params.key, api.body, { actor: api.actor })
    return response.send(await showSource(api.accountId, configValue(changed, 'source')))
  }

  async destroy({ api, params, response }: HttpContext) {
    if (!(await removeSource(api.accountId, params.key, api.actor))) throw notFound('source')
    return response.noContent()
  }
}
