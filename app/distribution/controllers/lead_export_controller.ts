import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { invalid } from '#shared/http_problem'
import { XLSX_TYPE } from '#shared/xlsx/xlsx_file'
import { readerLocale } from '#accounts/reader_locale'
import { teamConfig } from '#distribution/limit_config'
import { exportLeads } from '#distribution/lead_list/export_leads'
import { forReader, readFilter } from '#distribution/lead_list/read_filter'
import { exportWorkbook } from '#distribution/lead_list/export_workbook'
import { leadExportQuery } from '#distribution/validators/lead_list'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: XLSX_TYPE,
  jsonl: 'application/jsonl; charset=utf-8',
}

export default class LeadExportController {
  async show({ request, response, team }: HttpContext) {
    const { account } = team!
    const config = await teamConfig(team!)
    const {
      format,
      sort = 'newest',
      columns,
      ids,
      ...filter
    } = await leadExportQuery.validate(request.qs())
    const found = await readFilter(config, forReader(filter, team!.user), Date.now())
    if (!found.ok) throw invalid(found.problem)
    const day = DateTime.now().setZone(account.timeZone).toISODate()
    response.header('content-type', TYPES[format])
    response.header('content-disposition', `attachment; filename="leads-${day}.${format}"`)
    response.header('cache-control', 'no-store')
    const options = { order: sort, columns, ids, locale: readerLocale(request, team) }
    const lines =
      format === 'xlsx'
        ? exportWorkbook(config, found.value, options)
        : exportLeads(config, found.value, { format, ...options })
    return response.stream(Readable.from(lines))
  }
}
