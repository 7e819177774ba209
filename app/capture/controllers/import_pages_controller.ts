import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#shared/http_problem'
import { teamConfig } from '#distribution/limit_config'
import { importChoices } from '#capture/import_choices'
import { findImport, listImports } from '#capture/imports/imports'
import { presentImport } from '#capture/imports/present_import'

/** The pages of imports. What they ask for and do goes by JSON (imports_controller.ts). */
export default class ImportPagesController {
  async index({ inertia, team }: HttpContext) {
    const config = await teamConfig(team!)
    const one = await listImports(team!.account.id, { limit: 1 })
    return inertia.render('imports/index', {
      entities: importChoices(config) as never,
      any: one.length > 0,
    })
  }

  async show({ inertia, params, team }: HttpContext) {
    const config = await teamConfig(team!)
    const entry = await findImport(team!.account.id, params.id)
    if (!entry) throw notFound('import')
    const entity = config.entities.get(entry.entityId)
    return inertia.render('imports/show', {
      import: presentImport(entry, entity, Date.now()) as never,
      entities: importChoices(config) as never,
    })
  }
}
