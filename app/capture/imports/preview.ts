import type { Entity } from '#entities/types'
import type { Problem } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { withLocalFile } from '#capture/imports/import_files'
import { textOf } from '#capture/imports/open_import'
import { type DataRow, dataRows } from '#capture/imports/read/data_rows'
import { type RowPlan, columnOfProblem, planRows, rowToLead } from '#capture/imports/row_to_lead'
import type { Import } from '#capture/imports/types'

const SAMPLED_ROWS = 200
const SAMPLES = 3
const SHOWN_CELL = 200

export interface PreviewRow {
  number: number
  line: number
  cells: string[]
  values: Record<string, unknown>
  problems: (Problem & { column: number | null })[]
}

/** The first rows as the settings read them, and what each column holds. What goes to an encrypted field is not told. */
export async function previewImport(
  entry: Import,
  entity: Entity,
  config: AccountConfig,
  { rows: shown, now }: { rows: number; now: number }
) {
  const plan = planRows(entry, entity)
  const rows: DataRow[] = await withLocalFile(entry.path!, (path) => firstRows(entry, path))
  return {
    header: entry.header,
    rows: rows.slice(0, shown).map((row) => previewRow(row, plan, config, now)),
    columns: entry.header.map((name, index) => {
      const told = describeColumn(entry, name, index, rows)
      return secretColumns(plan).has(index)
        ? { ...told, samples: told.samples.map(() => HIDDEN) }
        : told
    }),
  }
}

const HIDDEN = '••••'

const secretColumns = (plan: RowPlan) =>
  new Set(plan.columns.filter(({ field }) => field?.encrypted).map(({ index }) => index))

async function firstRows(entry: Import, path: string): Promise<DataRow[]> {
  const rows: DataRow[] = []
  for await (const row of dataRows(entry, path)) {
    rows.push(row)
    if (rows.length === SAMPLED_ROWS) break
  }
  return rows
}

function previewRow(row: DataRow, plan: RowPlan, config: AccountConfig, now: number): PreviewRow {
  const lead = rowToLead(row, plan, config, now)
  const secret = new Set(plan.entity.fields.filter((one) => one.encrypted).map(({ key }) => key))
  const hidden = secretColumns(plan)
  const values = lead.ok ? lead.value.accepted.values : {}
  return {
    number: row.number,
    line: row.line,
    cells:
      'cells' in row
        ? row.cells.map((cell, i) => (hidden.has(i) && cell ? HIDDEN : shortened(textOf(cell))))
        : [],
    values: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, secret.has(key) ? HIDDEN : value])
    ),
    problems: lead.ok
      ? []
      : lead.problem.map((one) => ({ ...one, column: columnOfProblem(one, plan) })),
  }
}

function describeColumn(entry: Import, name: string, index: number, rows: DataRow[]) {
  const filled = rows.flatMap((row) => {
    const text = 'cells' in row ? textOf(row.cells[index]).trim() : ''
    return text === '' ? [] : [text]
  })
  return {
    index,
    name,
    samples: [...new Set(filled)].slice(0, SAMPLES).map(shortened),
    guess: entry.guesses[index] ?? { target: null, confidence: 'none', why: 'unknown' },
    /** Of the rows that were looked at. */
    filled: filled.length,
    of: rows.length,
  }
}

const shortened = (text: string) =>
  text.length > SHOWN_CELL ? `${text.slice(0, SHOWN_CELL).toWellFormed()}…` : text
