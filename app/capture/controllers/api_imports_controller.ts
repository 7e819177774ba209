import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { conflict, invalid, invalidField, notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { accountConfig } from '#distribution/account_config'
import { entityByKey } from '#distribution/take_lead'
import { errorFile } from '#capture/imports/error_file'
import { findImport, listImports } from '#capture/imports/imports'
import { presentImport } from '#capture/imports/present_import'
import { type Opened, dropImport, saveSettings } from '#capture/imports/save_settings'
import { type Order, steerImport } from '#capture/imports/steer_import'
import { type FileWish, takeFile } from '#capture/imports/take_file'
import {
  correctedQuery,
  importsQuery,
  settingsInput,
  uploadQuery,
} from '#capture/validators/imports'

/** Files of leads, as programs steer them. */
export default class ApiImportsController {
  async store({ api, request, response }: HttpContext) {
    const { name = 'leads.csv', entity: key } = await uploadQuery.validate(request.qs())
    const config = await accountConfig(api.accountId)
    const entity = entityByKey(config, key)
    if (!entity) throw invalidField('entity', 'exists', `There is no entity "${key}"`)
    const made = await taken({ config, entity, name, file: api.upload!, by: api.actor })
    response.header('location', `/api/v1/imports/${made.id}`)
    return response.status(201).send(made)
  }

  async index({ api, request, response }: HttpContext) {
    const { cursor, limit = DEFAULT_LIMIT } = await importsQuery.validate(request.qs())
    const found = await listImports(api.accountId, { after: cursor, limit: limit + 1 })
    const { entities } = await accountConfig(api.accountId)
    const { data, meta } = toPage(found, limit, ({ id }) => id)
    const now = Date.now()
    const told = data.map((one) => presentImport(one, entities.get(one.entityId), now))
    return response.send({ data: told, meta })
  }

  async show(ctx: HttpContext) {
    const { entry, entity } = await opened(ctx)
    return ctx.response.send(presentImport(entry, entity, Date.now()))
  }

  async settings(ctx: HttpContext) {
    const { header, ...change } = await settingsInput.validate(ctx.api.body)
    return ctx.response.send(await saveSettings(await opened(ctx), header, change))
  }

  check = (ctx: HttpContext) => steer(ctx, 'check')
  run = (ctx: HttpContext) => steer(ctx, 'run')
  pause = (ctx: HttpContext) => steer(ctx, 'pause')
  resume = (ctx: HttpContext) => steer(ctx, 'resume')
  cancel = (ctx: HttpContext) => steer(ctx, 'cancel')
  undo = (ctx: HttpContext) => steer(ctx, 'undo')

  async errors(ctx: HttpContext) {
    const { entry, entity } = await opened(ctx)
    if (entry.path === null || !entity) throw conflict('The file of this import has been deleted')
    ctx.response.header('content-type', 'text/csv; charset=utf-8')
    return ctx.response.stream(Readable.from(errorFile(entry)))
  }

  async corrected(ctx: HttpContext) {
    const { name } = await correctedQuery.validate(ctx.request.qs())
    const { entry, entity, config } = await opened(ctx)
    if (!entity) throw conflict('The entity of this import is gone')
    const file = ctx.api.upload!
    const wish = { config, entity, name: name ?? entry.name, file, by: ctx.api.actor }
    return ctx.response.status(201).send(await taken({ ...wish, corrects: entry }))
  }

  async destroy(ctx: HttpContext) {
    const { entry } = await opened(ctx)
    await dropImport(entry)
    return ctx.response.noContent()
  }
}

async function taken(wish: FileWish) {
  const made = await takeFile(wish, Date.now())
  if (!made.ok) throw invalid(made.problem)
  return presentImport(made.value, wish.entity, Date.now())
}

async function steer(ctx: HttpContext, order: Order) {
  const { entry, entity } = await opened(ctx)
  await steerImport(entry, order, entity)
  const after = (await findImport(entry.accountId, entry.id))!
  return ctx.response.send(presentImport(after, entity, Date.now()))
}

async function opened({ api, params }: HttpContext): Promise<Opened> {
  const entry = await findImport(api.accountId, params.id)
  if (!entry) throw notFound('import')
  const config = await accountConfig(api.accountId)
  return { entry, entity: config.entities.get(entry.entityId), config }
}
