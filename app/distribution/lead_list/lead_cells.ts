import type { Entity } from '#entities/types'
import type { XlsxCell } from '#shared/xlsx/cell'
import type { Locale } from '#shared/locales'
import { type WallOf, fieldCell, momentCell } from '#shared/xlsx/value_cell'
import { LEAD_HEADS } from '#distribution/lead_list/lead_heads'
import type { LeadRow } from '#distribution/lead_list/present_rows'

/** A column of a list or file: what it is called, and what a lead has there as text. */
export interface CellColumn {
  key: string
  label: string
  text(row: LeadRow): string
  /** As a cell of a workbook; absent: its text. */
  cell?(row: LeadRow, wallOf: WallOf): XlsxCell
}

const text = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(text).join(', ')
  if (typeof value !== 'object') return String(value)
  const { amount, currency, name } = value as Record<string, unknown>
  if (amount !== undefined) return `${text(amount)} ${text(currency)}`.trim()
  if (name !== undefined) return text(name)
  return Object.values(value).map(text).filter(Boolean).join(', ')
}

const COLUMNS: Record<string, Omit<CellColumn, 'key' | 'label'>> = {
  'lead.id': { text: (row) => row.id },
  'lead.created_at': {
    text: (row) => row.created_at,
    cell: (row, wallOf) => momentCell(row.created_at, wallOf),
  },
  'lead.entity': { text: (row) => row.entity },
  'lead.title': { text: (row) => row.title ?? '' },
  'lead.status': { text: (row) => row.status },
  'lead.stage': { text: (row) => row.stage ?? '' },
  'lead.assignee': { text: (row) => row.assignee ?? '' },
  'lead.tags': { text: (row) => row.tags.map(({ name }) => name).join(', ') },
  'lead.source': { text: (row) => row.source ?? '' },
  'lead.external_id': { text: (row) => row.external_id ?? '' },
  'lead.test': { text: (row) => String(row.test), cell: (row) => row.test },
  'lead.partners': { text: (row) => row.partners.join(', ') },
  'lead.revenue': {
    text: (row) => row.revenue?.amount ?? '',
    cell: ({ revenue }) => revenue && { decimal: revenue.amount },
  },
  'lead.currency': { text: (row) => row.revenue?.currency ?? '' },
}

const USUAL = [
  'lead.id',
  'lead.created_at',
  'lead.entity',
  'lead.status',
  'lead.assignee',
  'lead.tags',
  'lead.source',
  'lead.external_id',
  'lead.test',
  'lead.partners',
  'lead.revenue',
  'lead.currency',
]

/** Columns by their keys (`lead.status`, `email`, `address.city`); without keys the usual ones and every field. */
export function cellColumns(
  entities: readonly Entity[],
  locale: Locale,
  keys?: readonly string[]
): CellColumn[] {
  const fields = new Map(entities.flatMap((one) => one.fields.map((field) => [field.key, field])))
  const wanted = keys?.length ? keys : [...USUAL, ...fields.keys()]
  return wanted.flatMap((key): CellColumn[] => {
    const known = Object.hasOwn(COLUMNS, key) ? COLUMNS[key] : null
    if (known) return [{ key, label: LEAD_HEADS[locale][key], ...known }]
    const [name, part] = key.split('.')
    const field = fields.get(name)
    if (!field) return []
    const label = part === undefined ? field.label : `${field.label} ${part}`
    const at = (row: LeadRow) => valueAt(row.values[name], part)
    const cell = (row: LeadRow, wallOf: WallOf) => {
      const value = at(row)
      const plain = typeof value !== 'object' || value === null
      return plain ? fieldCell(value, field.type, wallOf) : text(value)
    }
    return [{ key, label, text: (row) => text(at(row)), cell }]
  })
}

function valueAt(value: unknown, part: string | undefined): unknown {
  if (part === undefined) return value
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, part)
  return isObject ? (value as Record<string, unknown>)[part] : undefined
}
