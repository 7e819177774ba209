import type { AddressPart, Entity, Field } from '#entities/types'
import { isBlank } from '#entities/clean_text'
import { checkLimits } from '#intake/limits'
import type { LeadEnvelope } from '#intake/parse_lead_input'
import { setOwn } from '#shared/own_keys'
import { type Problem, type Result, fail } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { type TakenLead, takeLead } from '#distribution/take_lead'
import { convertCell, unprefixed } from '#capture/imports/convert_cell'
import { targetsOf } from '#capture/imports/guess/targets'
import type { DataRow } from '#capture/imports/read/data_rows'
import { type ColumnFormat, EXTERNAL_ID, type Import, KEEP, SOURCE } from '#capture/imports/types'

interface Column {
  index: number
  target: string
  field: Field | null
  part: AddressPart | null
  format: ColumnFormat
  /** Under what it is kept, if it is of no field. */
  name: string
}

/** How the rows of one import are read, made once. */
export interface RowPlan {
  entity: Entity
  columns: Column[]
  /** Cells a row has; null: as many as it likes. */
  width: number | null
  constants: [string, unknown][]
  envelope: LeadEnvelope
}

export function planRows(entry: Import, entity: Entity): RowPlan {
  const { settings, header } = entry
  const places = new Map(targetsOf(entity).map((one) => [one.target, one]))
  const names = new Set<string>()
  const columns = Object.entries(settings.mapping).flatMap(([at, target]): Column[] => {
    const index = Number(at)
    if (target === null || index >= header.length) return []
    const place = places.get(target)
    const name = ownName(header[index].trim() || `column_${index + 1}`, names)
    // A field that is gone by now: what was meant for it is kept.
    const known = place ?? { target: KEEP, field: null, part: null }
    return [{ index, ...known, format: settings.formats[at] ?? {}, name }]
  })
  const profile = typeof settings.distribute === 'object' ? settings.distribute.profile : null
  return {
    entity,
    columns,
    width: entry.format === 'csv' || entry.format === 'tsv' ? header.length : null,
    constants: Object.entries(settings.constants),
    envelope: {
      entity: entity.key,
      source: settings.source,
      externalId: null,
      profile,
      test: settings.test,
      duplicate: settings.duplicate,
      consent: settings.consent,
    },
  }
}

/** Two columns of one name are both kept. */
function ownName(name: string, names: Set<string>): string {
  let own = name
  for (let n = 2; names.has(own); n++) own = `${name} (${n})`
  names.add(own)
  return own
}

export const UNREADABLE = {
  too_long: 'The row is longer than 256 KB',
  json: 'The line is no JSON object',
  quotes: 'The row has a quote that is never closed',
} as const

const rowProblem = (rule: string, message: string) => fail([{ field: '', rule, message }])

/** The lead a row means, or all that is wrong with it. Pure; `now` in ms. */
export function rowToLead(
  row: DataRow,
  plan: RowPlan,
  config: AccountConfig,
  now: number
): Result<TakenLead, Problem[]> {
  if ('unreadable' in row) return rowProblem(row.unreadable, UNREADABLE[row.unreadable])
  const { cells, rest = {} } = row
  const wrong = plan.width !== null && widthProblem(cells, plan.width)
  if (wrong) return rowProblem('columns', wrong)
  const values: Record<string, unknown> = {}
  const extra: Record<string, unknown> = { ...rest }
  const said = { ...plan.envelope }
  for (const { index, target, field, format, name } of plan.columns) {
    const cell = cells[index]
    if (isBlank(cell)) continue
    if (target === KEEP) setOwn(extra, name, typeof cell === 'string' ? unprefixed(cell) : cell)
    else if (target === EXTERNAL_ID) said.externalId = nameOf(cell)
    else if (target === SOURCE) said.source = nameOf(cell)
    else values[target] = convertCell(cell, field, format)
  }
  for (const [field, value] of plan.constants)
    if (isBlank(values[field]) && !isBlank(value)) values[field] = value
  const limits = checkLimits({ values, extra })
  if (limits.length > 0) return fail(limits)
  return takeLead(config, plan.entity, said, values, extra, now)
}

const NAME_LENGTH = 255
const nameOf = (cell: unknown) =>
  unprefixed(String(cell)).trim().slice(0, NAME_LENGTH).toWellFormed() || null

function widthProblem(cells: unknown[], width: number): string | null {
  const surplus = cells.slice(width).some((cell) => !isBlank(cell))
  if (cells.length >= width && !surplus) return null
  return `The row has ${cells.length} cells, the first row has ${width}`
}

/** The column a problem is shown at; null: the row as a whole, or what no column gave. */
export const columnOfProblem = ({ field }: Problem, plan: RowPlan): number | null =>
  plan.columns.find(({ target, field: one }) => target === field || one?.key === field)?.index ??
  null
