import type { Caps } from '#partners/types'
import type { Schedule } from '#sdk'
import type { ConditionTrace, Rule } from '#sdk/rule'

export type { Caps } from '#partners/types'
export type { Schedule } from '#sdk'

/** `use` names the channel plugin; the rest is its config, plus what the host reads for every channel. */
export interface DeliveryConfig {
  use: string
  transform?: string
  timeout_seconds?: number
  retry?: { attempts?: number }
  on_unknown?: 'retry' | 'next'
  [key: string]: unknown
}

export interface AssignmentDocument {
  key: string
  partner: string
  price?: string
  priority?: number
  weight?: number
  filter?: Rule
  caps?: Caps
  schedule?: Schedule
  delivery: DeliveryConfig
}

/** A node of a route: `type` names the node plugin, `ports` maps its port names to node ids; the rest is its config. */
export interface NodeDocument {
  type: string
  ports?: Record<string, string>
  [key: string]: unknown
}

export interface RouteGraph {
  start: string
  nodes: Record<string, NodeDocument>
}

/**
 * One immutable version of a profile: everything that decides about a lead, except what operators switch at once
 * (pauses, partner caps). The short blueprint form (`strategy` + `assignments`) is stored with `short: true` and a
 * route of one offer node, so that it is exported as it was written.
 */
export interface RouteDocument {
  schema: 1
  short: boolean
  price: string | null
  filter: Rule | null
  route: RouteGraph
  assignments: AssignmentDocument[]
  /** Versions of the plugins it was written for, as `channel:webhook`: an older config goes through `upgrade`. */
  plugins?: Record<string, string>
}

export type RefusalReason =
  'filter' | 'cap' | 'schedule' | 'paused' | 'duplicate' | 'balance' | 'not_reached'

export interface CapTrace {
  scope: 'partner' | 'assignment'
  window:
    'day' | 'week' | 'month' | 'total' | 'spend_day' | 'spend_week' | 'spend_month' | 'spend_total'
  /** Deliveries, or a decimal amount for spend windows. */
  limit: number | string
  used: number | string
  /** RFC 3339; null for totals. */
  resets_at: string | null
}

export interface Evaluation {
  assignment: string
  partner: string
  eligible: boolean
  reason: RefusalReason | null
  explanation: string
  conditions: ConditionTrace[]
  caps: CapTrace[]
}

export interface PathStep {
  node: string
  type: string
  port: string | null
  detail: Record<string, unknown>
}
