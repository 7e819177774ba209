import { csvLine } from '#shared/csv_cell'
import type { Locale } from '#shared/locales'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { type CellColumn, cellColumns } from '#distribution/lead_list/lead_cells'
import { type LeadRow, ROW_COLUMNS, presentRows } from '#distribution/lead_list/present_rows'
import type { ReadFilter } from '#distribution/lead_list/read_filter'
import type { Order } from '#distribution/lead_search/criteria'
import { everyMatch } from '#distribution/lead_search/every_match'

export interface ExportOptions {
  format: 'csv' | 'jsonl'
  order: Order
  /** Of the head. */
  locale: Locale
  columns?: readonly string[]
}

/** A spreadsheet takes the file for what it is only with this in front. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * Every lead that matches as lines of a file, a few hundred at a time. Encrypted values stay masked; cells of a CSV file
 * are never formulas.
 */
export async function* exportLeads(
  config: AccountConfig,
  { search, criteria }: ReadFilter,
  { format, order, locale, columns }: ExportOptions
): AsyncGenerator<string> {
  const entities = criteria.entity ? [criteria.entity] : [...config.entities.values()]
  const cells = cellColumns(entities, locale, columns)
  if (format === 'csv') yield BYTE_ORDER_MARK + csvLine(cells.map(({ label }) => label))
  const options = { order, columns: ROW_COLUMNS }
  for await (const rows of everyMatch(config.account.id, search, options))
    yield await linesOf(config, rows, format, cells)
}

async function linesOf(
  config: AccountConfig,
  rows: Row[],
  format: ExportOptions['format'],
  cells: CellColumn[]
): Promise<string> {
  const leads = await presentRows(config, rows)
  const line = (lead: LeadRow) =>
    format === 'csv' ? csvLine(cells.map((cell) => cell.text(lead))) : `${JSON.stringify(lead)}\n`
  return leads.map(line).join('')
}
