import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { conflict, invalid, invalidField, notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { teamConfig } from '#distribution/limit_config'
import { entityByKey } from '#distribution/take_lead'
import { errorFile } from '#capture/imports/error_file'
import { receiveFile } from '#capture/imports/import_files'
import { findImport, listImports } from '#capture/imports/imports'
import { presentImport } from '#capture/imports/present_import'
import { previewImport } from '#capture/imports/preview'
import { type Opened, dropImport, saveSettings } from '#capture/imports/save_settings'
import { type Order, steerImport } from '#capture/imports/steer_import'
import { takeFile } from '#capture/imports/take_file'
import {
  correctedQuery,
  importsQuery,
  previewQuery,
  settingsInput,
  uploadQuery,
} from '#capture/validators/imports'

/** Files of leads, as the pages of the team steer them. */
export default class ImportsController {
  async store(ctx: HttpContext) {
    const { name = 'leads.csv', entity: key } = await uploadQuery.validate(ctx.request.qs())
    const config = await teamConfig(ctx.team!)
    const entity = entityByKey(config, key)
    if (!entity) throw invalidField('entity', 'exists', `There is no entity "${key}"`)
    const file = await receiveFile(ctx.request.request)
    const by = actorOf(ctx.team!.user)
    const taken = await takeFile({ config, entity, name, file, by }, Date.now())
    if (!taken.ok) throw invalid(taken.problem)
    return ctx.response.status(201).send(presentImport(taken.value, entity, Date.now()))
  }

  async index({ request, team }: HttpContext) {
    const { cursor, limit = DEFAULT_LIMIT } = await importsQuery.validate(request.qs())
    const options = { after: cursor, limit: limit + 1, scope: team!.scope }
    const found = await listImports(team!.account.id, options)
    const { entities } = await teamConfig(team!)
    const page = toPage(found, limit, ({ id }) => id)
    const now = Date.now()
    return {
      ...page,
      data: page.data.map((one) => presentImport(one, entities.get(one.entityId), now)),
    }
  }

  async show(ctx: HttpContext) {
    const { entry, entity } = await opened(ctx)
    return presentImport(entry, entity, Date.now())
  }

  async preview(ctx: HttpContext) {
    const { rows = 20 } = await previewQuery.validate(ctx.request.qs())
    const { entry, entity, config } = await opened(ctx)
    if (entry.path === null || !entity) throw conflict('The file of this import has been deleted')
    return previewImport(entry, entity, config, { rows, now: Date.now() })
  }

  async settings(ctx: HttpContext) {
    const { header, ...change } = await ctx.request.validateUsing(settingsInput)
    const { entry, entity, config } = await opened(ctx)
    return saveSettings({ entry, entity, config }, header, change)
  }

  check = (ctx: HttpContext) => this.#steer(ctx, 'check')
  run = (ctx: HttpContext) => this.#steer(ctx, 'run')
  pause = (ctx: HttpContext) => this.#steer(ctx, 'pause')
  resume = (ctx: HttpContext) => this.#steer(ctx, 'resume')
  cancel = (ctx: HttpContext) => this.#steer(ctx, 'cancel')
  undo = (ctx: HttpContext) => this.#steer(ctx, 'undo')

  async #steer(ctx: HttpContext, order: Order) {
    const { entry, entity } = await opened(ctx)
    await steerImport(entry, order, entity)
    const after = (await findImport(entry.accountId, entry.id))!
    return presentImport(after, entity, Date.now())
  }

  async errors(ctx: HttpContext) {
    const { entry, entity } = await opened(ctx)
    if (entry.path === null || !entity) throw conflict('The file of this import has been deleted')
    const { response } = ctx
    const name = encodeURIComponent(`${entry.name.replace(/\.\w{1,6}$/, '')} errors.csv`)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    response.header('cache-control', 'no-store')
    return response.stream(Readable.from(errorFile(entry)))
  }

  async corrected(ctx: HttpContext) {
    const { name } = await correctedQuery.validate(ctx.request.qs())
    const { entry, entity, config } = await opened(ctx)
    if (!entity) throw conflict('The entity of this import is gone')
    const file = await receiveFile(ctx.request.request)
    const by = actorOf(ctx.team!.user)
    const wish = { config, entity, name: name ?? entry.name, file, by, corrects: entry }
    const taken = await takeFile(wish, Date.now())
    if (!taken.ok) throw invalid(taken.problem)
    return ctx.response.status(201).send(presentImport(taken.value, entity, Date.now()))
  }

  async destroy(ctx: HttpContext) {
    const { entry } = await opened(ctx)
    await dropImport(entry)
    return ctx.response.noContent()
  }
}

async function opened({ params, team }: HttpContext): Promise<Opened> {
  const config = await teamConfig(team!)
  const entry = await findImport(team!.account.id, params.id)
  if (!entry) throw notFound('import')
  return { entry, entity: config.entities.get(entry.entityId), config }
}
