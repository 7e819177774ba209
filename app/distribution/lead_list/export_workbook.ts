import { DateTime } from 'luxon'
import { xlsxFile } from '#shared/xlsx/xlsx_file'
import type { AccountConfig } from '#distribution/account_config'
import { type ExportOptions, rowsToExport } from '#distribution/lead_list/export_leads'
import { cellColumns } from '#distribution/lead_list/lead_cells'
import { presentRows } from '#distribution/lead_list/present_rows'
import type { ReadFilter } from '#distribution/lead_list/read_filter'

/** Every lead that matches as a workbook, written while it is read. Moments are those of the account's clock. */
export function exportWorkbook(
  config: AccountConfig,
  { search, criteria }: ReadFilter,
  { order, locale, columns, ids }: Omit<ExportOptions, 'format'>
): AsyncGenerator<Uint8Array> {
  const entities = criteria.entity ? [criteria.entity] : [...config.entities.values()]
  const cells = cellColumns(entities, locale, columns)
  const zone = config.account.timeZone
  const wallOf = (ms: number) => ms + DateTime.fromMillis(ms, { zone }).offset * 60_000
  async function* rows() {
    for await (const found of rowsToExport(config, search, { order, ids })) {
      const leads = await presentRows(config, found)
      yield leads.map((lead) =>
        cells.map((one) => (one.cell ? one.cell(lead, wallOf) : one.text(lead)))
      )
    }
  }
  return xlsxFile(
    'Leads',
    cells.map(({ label }) => label),
    rows()
  )
}
