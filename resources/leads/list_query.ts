/*
 * The list's filter as an address holds it, and what makes two filters the same.
 */
import type { Layout, LeadFilter, ListChoices, ListQuery, Order, SavedView } from './types.js'

const PARTS = [
  'q',
  'entity',
  'status',
  'stage',
  'tag',
  'assignee',
  'source',
  'test',
  'period',
  'from',
  'to',
  'rule',
] as const

/** Query fields, without what says nothing. */
export function toParams({ view, sort, pipeline, ...filter }: ListQuery): Record<string, string> {
  const params: Record<string, string> = {}
  if (view && view !== 'all') params.view = view
  for (const part of PARTS) {
    const value = filter[part]
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value)) {
      if (value.length) params[part] = value.join(',')
    } else params[part] = typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  if (sort === 'oldest') params.sort = sort
  if (pipeline) params.pipeline = pipeline
  return params
}

export const filterOf = ({ view, sort, pipeline, ...filter }: ListQuery): LeadFilter => filter

/** A board has no order of its own and shows every stage; a table knows no pipeline. */
export function inLayout(query: ListQuery, layout: Layout): ListQuery {
  if (layout === 'board') return { ...query, stage: undefined, sort: undefined }
  return { ...query, pipeline: undefined }
}

export const LAYOUT_PATHS: Record<Layout, string> = { table: '/leads', board: '/leads/board' }

export function hrefOf(query: ListQuery, layout: Layout = 'table'): string {
  const params = new URLSearchParams(toParams(inLayout(query, layout)))
  return params.size ? `${LAYOUT_PATHS[layout]}?${params}` : LAYOUT_PATHS[layout]
}

const plain = (filter: LeadFilter): string => JSON.stringify(toParams(filter), PARTS as never)

export const sameFilter = (a: LeadFilter, b: LeadFilter): boolean => plain(a) === plain(b)

export const isFiltered = (filter: LeadFilter): boolean => Object.keys(toParams(filter)).length > 0

export interface View {
  id: string
  /** Key of its name for views that everybody has. */
  text?: string
  name?: string
  filter: LeadFilter
  sort: Order
  columns: string[] | null
  saved: SavedView | null
}

const builtIn = (id: string, filter: LeadFilter): View => ({
  id,
  text: `leads.view.${id}`,
  filter,
  sort: 'newest',
  columns: null,
  saved: null,
})

/** Views that everybody has. */
export const BUILT_IN: View[] = [
  builtIn('all', {}),
  builtIn('sold_today', { status: ['sold'], period: 'today' }),
  builtIn('unsold', { status: ['unsold'] }),
  builtIn('held', { status: ['held'] }),
  builtIn('test', { test: true }),
]

export const allViews = (saved: readonly SavedView[]): View[] => [
  ...BUILT_IN,
  ...saved.map((one) => ({ ...one, saved: one })),
]

/** The entity that is looked at: the chosen one, or the only one there is. */
export const entityOf = ({ entities }: ListChoices, { entity }: LeadFilter) =>
  entities.length === 1 ? entities[0] : entities.find(({ key }) => key === entity)
