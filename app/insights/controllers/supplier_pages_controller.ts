import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { findInvoices } from '#billing/invoices/find_invoices'
import { configValue } from '#distribution/config_value'
import { createConfig, deleteConfig, updateConfig } from '#distribution/configuration/configuration'
import { missingPage } from '#distribution/missing_page'
import { readChange, statisticsQuery } from '#distribution/validators/page_inputs'
import {
  freeSources,
  latestCosts,
  supplierHead,
  supplierMargin,
  supplierRows,
} from '#insights/supplier_pages'

/** Who brings leads, for people. */
export default class SupplierPagesController {
  async index({ inertia, request, team }: HttpContext) {
    const { days = 30 } = await statisticsQuery.validate(request.qs())
    const { account } = team!
    return inertia.render('suppliers/index', {
      days,
      ...(await supplierRows(account, days, Date.now())),
      freeSources: await freeSources(account, Date.now()),
    })
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const { days = 30 } = await statisticsQuery.validate(request.qs())
    const { account } = team!
    const head = await supplierHead(account, params.key)
    if (!head) throw missingPage(request)
    const documents = await findInvoices(account, { supplier: params.key, limit: 20 })
    return inertia.render('suppliers/show', {
      supplier: head,
      margin: await supplierMargin(account, head.form, days, Date.now()),
      costs: await latestCosts(account.id, head.id),
      documents: documents.data,
    })
  }

  async details({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const head = await supplierHead(account, params.key)
    if (!head) throw missingPage(request)
    return inertia.render('suppliers/details', {
      supplier: head,
      freeSources: await freeSources(account, Date.now()),
    })
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const made = await createConfig(account.id, 'suppliers', request.body(), {
      actor: actorOf(user),
    })
    return response.created({ key: configValue(made, 'supplier').key })
  }

  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { base, form } = await readChange(request.body())
    const options = { actor: actorOf(user), base }
    configValue(await updateConfig(account.id, 'suppliers', params.key, form, options), 'supplier')
    return response.send(await supplierHead(account, params.key))
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const gone = await deleteConfig(account.id, 'suppliers', params.key, { actor: actorOf(user) })
    configValue(gone, 'supplier')
    return response.noContent()
  }
}
