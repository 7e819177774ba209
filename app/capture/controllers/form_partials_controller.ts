import type { HttpContext } from '@adonisjs/core/http'
import { formHead } from '#capture/forms/kept/form_pages'
import { PARTIAL_DAYS, listPartials } from '#capture/hosted/partials'
import { missingPage } from '#distribution/missing_page'
import { loadEntityById } from '#entities/repository'

/** What was begun in a form and not sent. */
export default class FormPartialsController {
  async index({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const head = await formHead(account, params.key)
    const entity = head && (await loadEntityById(account.id, head.row.entityId))
    if (!head || !entity) throw missingPage(request)
    const rows = await listPartials(account.id, head.row.id, entity)
    return inertia.render('forms/partials', {
      ...head.props,
      days: PARTIAL_DAYS,
      fields: entity.fields.map(({ key, label, type }) => ({ key, label, type })),
      rows: rows.map(({ createdAt, updatedAt, ...row }) => ({
        ...row,
        created_at: new Date(createdAt).toISOString(),
        updated_at: new Date(updatedAt).toISOString(),
      })),
    })
  }
}
