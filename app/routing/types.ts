import type { AssignmentReturns, Caps } from '#partners/types'
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
  /** Prices for some leads: of the first whose filter matches; where none does, `price` holds. */
  prices?: PriceRule[]
  /** Prices by volume, where no rule above says another. */
  tiers?: Tiers
  priority?: number
  weight?: number
  filter?: Rule
  caps?: Caps
  schedule?: Schedule
  /** What holds for its leads otherwise than its partner's terms of return say. */
  returns?: AssignmentReturns
  delivery: DeliveryConfig
}

export interface PriceRule {
  filter: Rule
  price: string
}

/** From which accepted lead on a price holds. */
export interface Tiers {
  /** `month`: of the partner's time zone. */
  per: 'month' | 'total'
  /** What is counted: leads of this assignment (unless said otherwise), or of all the partner's in the profile. */
  count?: 'assignment' | 'partner'
  /** Ascending. */
  steps: { from: number; price: string }[]
}

/** A node of a route: `type` names the node plugin, `ports` maps its port names to node ids; the rest is its config. */
export interface NodeDocument {
  type: string
  ports?: Record<string, string>
  [key: string]: unknown
}

/** How a route is drawn. Says nothing about leads; a route without it is laid out by itself. Pixels, multiples of 8. */
export interface RouteCanvas {
  /** By node id. */
  nodes?: Record<string, { x: number; y: number; title?: string }>
  notes?: Record<string, CanvasNote>
}

export interface CanvasNote {
  x: number
  y: number
  width: number
  height: number
  text: string
}

export interface RouteGraph {
  /** Empty where a draft has none yet. */
  start: string
  nodes: Record<string, NodeDocument>
  canvas?: RouteCanvas
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

/** The place on a ladder of prices a lead has, or would have had, and what it costs there. */
export interface TierTrace {
  per: Tiers['per']
  count: 'assignment' | 'partner'
  /** The how manieth accepted lead it is. */
  place: number
  /** Where the step it stands on begins; null below the first one. */
  from: number | null
  /** Decimal amount. */
  price: string
}

/** What a partner could still be sold for, as a lead found it. Decimal amounts. */
export interface BalanceTrace {
  mode: 'prepaid' | 'credit'
  room: string
  price: string
}

export interface Evaluation {
  assignment: string
  partner: string
  eligible: boolean
  reason: RefusalReason | null
  explanation: string
  conditions: ConditionTrace[]
  caps: CapTrace[]
  /** Only where its price goes by volume. */
  tier?: TierTrace
  /** Only where its partner pays from a balance or up to a limit. */
  balance?: BalanceTrace
}

export interface PathStep {
  node: string
  type: string
  port: string | null
  detail: Record<string, unknown>
}
