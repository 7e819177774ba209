/*
 * Columns of the list: what every lead has, then the fields of the entity that is chosen, with their parts.
 */
import type { Column } from '~/components/data_table.vue'
import type { ListEntity, ListField } from './types.js'

export interface ListColumn extends Column {
  /** The field it shows; none for what every lead has. */
  field?: ListField
  part?: string
}

type Translate = (key: string) => string

const LEAD: Omit<ListColumn, 'label'>[] = [
  { key: 'lead.title', class: 'max-sm:max-w-29 sm:min-w-40' },
  { key: 'lead.status', width: '1%' },
  { key: 'lead.entity', hideBelow: 'lg' },
  { key: 'lead.stage', hideBelow: 'lg' },
  { key: 'lead.tags', hideBelow: 'md' },
  { key: 'lead.source', hideBelow: 'lg' },
  { key: 'lead.partners', hideBelow: 'md' },
  { key: 'lead.revenue', align: 'right', width: '1%', hideBelow: 'sm' },
  { key: 'lead.external_id', hideBelow: 'md' },
  { key: 'lead.assignee', hideBelow: 'lg' },
  { key: 'lead.id', hideBelow: 'md' },
  { key: 'lead.created_at', align: 'right', width: '1%', sortable: true },
]

const PARTS: Record<string, string[]> = { address: ['city', 'postal_code', 'state', 'country'] }
const NUMERIC = new Set(['number', 'money'])
/** What is worth a column of its own before anybody chose. */
const TELLING = new Set(['select', 'number', 'money'])
const MOST_TELLING = 2

export function allColumns(
  entities: readonly ListEntity[],
  entity: ListEntity | undefined,
  t: Translate
): ListColumn[] {
  const own = LEAD.filter(({ key }) => key !== 'lead.entity' || (!entity && entities.length > 1))
    .filter(({ key }) => key !== 'lead.stage' || entities.some(({ stages }) => stages.length))
    .map((column) => ({ ...column, label: t(`leads.column.${column.key.slice('lead.'.length)}`) }))
  return [...own, ...(entity?.fields ?? []).flatMap((field) => fieldColumns(field, t))]
}

function fieldColumns(field: ListField, t: Translate): ListColumn[] {
  const { key, label, type } = field
  const align = NUMERIC.has(type) ? ('right' as const) : undefined
  return [
    { key, label, field, align, hideBelow: 'md' },
    ...(PARTS[type] ?? []).map((part): ListColumn => ({
      key: `${key}.${part}`,
      label: `${label} · ${t(`rules.part.${part}`)}`,
      field,
      part,
      hideBelow: 'md',
    })),
  ]
}

/** Keys of the columns that are shown before anybody chose. */
export function usualColumns(
  all: readonly ListColumn[],
  entity: ListEntity | undefined,
  tagged = false
): string[] {
  const telling = (entity?.fields ?? [])
    .filter(({ type, encrypted }) => TELLING.has(type) && !encrypted)
    .slice(0, MOST_TELLING)
    .map(({ key }) => key)
  const usual = ['lead.title', 'lead.status', 'lead.entity', ...telling]
  const rest = [
    ...(tagged ? ['lead.tags'] : []),
    'lead.source',
    'lead.partners',
    'lead.revenue',
    'lead.created_at',
  ]
  const known = new Set(all.map(({ key }) => key))
  return [...usual, ...rest].filter((key) => known.has(key))
}

/** The chosen columns in their order. What a lead is called comes first, whatever was chosen. */
export function chosenColumns(all: readonly ListColumn[], keys: readonly string[]): ListColumn[] {
  const byKey = new Map(all.map((column) => [column.key, column]))
  const chosen = keys
    .flatMap((key) => byKey.get(key) ?? [])
    .filter(({ key }) => key !== 'lead.title')
  return [byKey.get('lead.title')!, ...chosen]
}

const STORED = 'lead-columns'

/** What this person chose last for the entity, in this browser. */
export function storedColumns(entity: string | undefined): string[] | null {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, string[]>
    return stored[entity ?? ''] ?? null
  } catch {
    return null
  }
}

export function storeColumns(entity: string | undefined, keys: string[] | null) {
  const stored = { ...readAll(), [entity ?? '']: keys }
  if (keys === null) delete stored[entity ?? '']
  localStorage.setItem(STORED, JSON.stringify(stored))
}

function readAll(): Record<string, string[] | null> {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, string[]>
  } catch {
    return {}
  }
}
