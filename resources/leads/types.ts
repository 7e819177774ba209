import type { Rule } from '~/rules/types'
import type { LeadStatus, Money } from '~/types'

/** What leads are looked for by: in the address, in saved views, in requests. */
export interface LeadFilter {
  q?: string
  entity?: string
  status?: LeadStatus[]
  stage?: string
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
}

export interface LeadRow {
  id: string
  entity: string
  title: string | null
  status: LeadStatus
  stage: string | null
  assignee: string | null
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
  fields: ListField[]
}

export interface ListChoices {
  entities: ListEntity[]
  profiles: { key: string; name: string; entity: string; ready: boolean }[]
}

export interface LeadJob {
  id: string
  profile: string
  status: 'running' | 'done' | 'stopped'
  total: number | null
  started: number
  skipped: number
  reasons: Record<string, number>
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
