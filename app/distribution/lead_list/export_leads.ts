import { csvLine } from '#shared/csv_cell'
import type { Locale } from '#shared/locales'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { type CellColumn, cellColumns } from '#distribution/lead_list/lead_cells'
import { type LeadRow, ROW_COLUMNS, presentRows } from '#distribution/lead_list/present_rows'
import type { ReadFilter } from '#distribution/lead_list/read_filter'
import type { CompiledSearch } from '#distribution/lead_search/compile_search'
import type { Order } from '#distribution/lead_search/criteria'
import { everyMatch } from '#distribution/lead_search/every_match'

export interface ExportOptions {
  format: 'csv' | 'jsonl'
  order: Order
  /** Of the head. */
  locale: Locale
  columns?: readonly string[]
  /** Of what the filter finds, these leads alone. */
  ids?: readonly string[]
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
  { format, order, locale, columns, ids }: ExportOptions
): AsyncGenerator<string> {
  const entities = criteria.entity ? [criteria.entity] : [...config.entities.values()]
  const cells = cellColumns(entities, locale, columns)
  if (format === 'csv') yield BYTE_ORDER_MARK + csvLine(cells.map(({ label }) => label))
  for await (const rows of rowsToExport(config, search, { order, ids }))
    yield await linesOf(config, rows, format, cells)
}

/** Rows of leads, some hundreds at a time. */
export async function* rowsToExport(
  config: AccountConfig,
  search: CompiledSearch,
  { order, ids }: Pick<ExportOptions, 'order' | 'ids'>
): AsyncGenerator<Row[]> {
  if (!ids) return yield* everyMatch(config.account.id, search, { order, columns: ROW_COLUMNS })
  const rows = await store.all(
    `select ${ROW_COLUMNS} from leads where account_id = ? and id in (??)
     order by id ${order === 'newest' ? 'desc' : 'asc'}`,
    [config.account.id, [...ids]]
  )
  yield rows.filter((row) => search.matches(row))
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
