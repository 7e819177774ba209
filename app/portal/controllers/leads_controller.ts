import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { readerLocale } from '#accounts/reader_locale'
import { missingPage } from '#distribution/missing_page'
import { conflict, notFound } from '#shared/http_problem'
import { note } from '#portal/people/note'
import { decideLead } from '#portal/leads/decide_lead'
import { EXPORTS, EXPORT_TYPES, exportTable } from '#portal/leads/export_leads'
import { countWaiting, findLeads, leadFields } from '#portal/leads/find_leads'
import { leadPage } from '#portal/leads/lead_page'
import { revealValue } from '#portal/leads/reveal_value'
import {
  decideInput,
  leadExportFilters,
  leadFilters,
  revealInput,
} from '#portal/validators/lead_inputs'

/** The leads of a partner, for its people. */
export default class LeadsController {
  async index({ inertia, portal, request }: HttpContext) {
    // An address somebody mistyped shows everything rather than nothing.
    const [, query] = await leadFilters.tryValidate(request.qs())
    const { cursor, limit, ...filters } = query ?? {}
    return inertia.render('portal/leads', {
      filters,
      entities: await leadFields(portal!),
      undecided: await countWaiting(portal!),
      list: () => findLeads(portal!, filters) as never,
    })
  }

  async search({ portal, request, response }: HttpContext) {
    return response.send(await findLeads(portal!, await leadFilters.validate(request.qs())))
  }

  async show({ inertia, params, portal, request }: HttpContext) {
    const page = await leadPage(portal!, params.id)
    if (!page) throw missingPage(request)
    return inertia.render('portal/lead', page as never)
  }

  async decide({ params, portal, request, response }: HttpContext) {
    const { accept, reason = null } = await decideInput.validate(request.body())
    const done = await decideLead(portal!, params.id, { accept, reason })
    if (done.ok) return response.send({ status: accept ? 'accepted' : 'rejected' })
    if (done.problem.type === 'not_found') throw notFound('lead')
    throw conflict(`The lead is ${done.problem.status} already`)
  }

  async reveal({ params, portal, request, response }: HttpContext) {
    const { field } = await revealInput.validate(request.body())
    const shown = await revealValue(portal!, params.id, field, Date.now())
    if (!shown) throw notFound('value')
    response.header('cache-control', 'no-store')
    return response.send(shown)
  }

  async export({ portal, request, response }: HttpContext) {
    const { format = 'csv', ...filters } = await leadExportFilters.validate(request.qs())
    const { account, partner, actor } = portal!
    const table = await exportTable(portal!, filters, readerLocale(request, portal))
    // Whose values left is on record before the first byte does; opened ones by the names of their fields.
    const data = { ...filters, format, ...(table.opened.length && { opened: table.opened }) }
    await note('portal.exported', { account, partner }, data, actor, Date.now())
    const day = DateTime.now().setZone(partner.timeZone).toISODate()
    response.header('content-type', EXPORT_TYPES[format])
    response.header('content-disposition', `attachment; filename="leads-${day}.${format}"`)
    response.header('cache-control', 'no-store')
    return response.stream(Readable.from(EXPORTS[format](table)))
  }
}
