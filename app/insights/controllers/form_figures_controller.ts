import type { HttpContext } from '@adonisjs/core/http'
import { brokenForms } from '#capture/forms/kept/broken_forms'
import { formHead, formRows } from '#capture/forms/kept/form_pages'
import { loadVersion } from '#capture/forms/kept/repository'
import { missingPage } from '#distribution/missing_page'
import { statisticsQuery } from '#distribution/validators/page_inputs'
import { figuresByForm, formFigures } from '#insights/form_figures'

const LIST_DAYS = 30

/** Forms with what they brought. */
export default class FormFiguresController {
  async index({ inertia, team }: HttpContext) {
    const { account, scope } = team!
    const rows = await formRows(account, scope)
    return inertia.render('forms/index', {
      ...rows,
      broken: inertia.defer(() => brokenForms(account, scope)),
      figures: inertia.defer(() => figuresByForm(account, LIST_DAYS, Date.now(), scope)),
    })
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const head = await formHead(account, params.key)
    if (!head) throw missingPage(request)
    const { row, props } = head
    const { days = 30 } = await statisticsQuery.validate(request.qs())
    const live = row.version === null ? null : await loadVersion(account.id, row.id, row.version)
    const figures = await formFigures(account, row, live?.document ?? row.draft, days, Date.now())
    return inertia.render('forms/figures', { ...props, figures })
  }
}
