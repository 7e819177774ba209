import type { Pipeline } from '../crm/pipelines.js'
import type { TagChoice } from '../crm/tags.js'
import type { Rule } from '../rules/types.js'
import type { LeadStatus, Money } from '../types.js'

/** What leads are looked for by: in the address, in saved views, in requests. */
export interface LeadFilter {
  q?: string
  entity?: string
  status?: LeadStatus[]
  stage?: string
  /** Keys: leads with any of them. */
  tag?: string[]
  /** E-mails, `me` and `nobody`: leads of any of them. */
  assignee?: string[]
  source?: string
  test?: boolean
  period?: Period
  from?: string
  to?: string
  rule?: Rule
}

export type Period = 'today' | 'yesterday' | '7d' | '30d'
export type Order = 'newest' | 'oldest'

export interface ListQuery extends LeadFilter {
  view?: string
  sort?: Order
  /** Of a board. */
  pipeline?: string
}

export type Layout = 'table' | 'board'

export interface LeadRow {
  id: string
  entity: string
  title: string | null
  status: LeadStatus
  stage: string | null
  stage_since: string | null
  assignee: string | null
  tags: TagChoice[]
  source: string | null
  external_id: string | null
  test: boolean
  duplicate_of: string | null
  created_at: string
  erased: boolean
  values: Record<string, unknown>
  partners: string[]
  revenue: Money | null
}

export interface RowsPage {
  data: LeadRow[]
  meta: {
    next_cursor: string | null
    searched_back_to: string | null
    count: { n: number; exact: boolean } | null
    since: string | null
    until: string | null
    current: boolean
  }
}

export interface SavedView {
  id: string
  name: string
  shared: boolean
  own: boolean
  filter: LeadFilter
  sort: Order
  columns: string[] | null
  layout: Layout
  pipeline: string | null
}

export interface ListField {
  key: string
  label: string
  type: string
  options: string[] | null
  encrypted: boolean
}

export interface ListEntity {
  key: string
  name: string
  stages: string[]
  pipelines: Pipeline[]
  fields: ListField[]
}

export interface ListChoices {
  tags: TagChoice[]
  team: { email: string; name: string | null }[]
  entities: ListEntity[]
  profiles: { key: string; name: string; entity: string; ready: boolean }[]
}

export type JobKind = 'distribute' | 'stage' | 'assignee' | 'tags' | 'values' | 'erase' | 'undo'

export interface LeadJob {
  id: string
  kind: JobKind
  /** Key; null where none is run. */
  profile: string | null
  /** Of values the keys of the fields. */
  change: {
    stage?: string
    assignee?: string | null
    tags?: { add: string[]; remove: string[] }
    values?: { set: string[]; cleared: string[] }
    undo?: string
  } | null
  status: 'running' | 'done' | 'stopped'
  total: number | null
  started: number
  skipped: number
  reasons: Record<string, number>
  undoable: boolean
  undone_by: string | null
  actor: string
  created_at: string
  finished_at: string | null
}

export interface LeadBrief {
  lead: LeadRow
  distributions: {
    id: string
    profile: string
    status: string
    reason: string | null
    started_at: string | null
    deliveries: { partner: string; status: string; reason: string | null; price: Money }[]
    refused: Record<string, number>
  }[]
}
