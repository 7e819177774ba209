/* Profiles as their pages know them: the blueprint's form, and what the app knows of it. */
import type { Schedule } from './config/schedule.js'
import type { EntityForm } from './entities.js'
import type { FormSchema } from './forms/schema.js'
import type { Rule } from './rules/types.js'
import type { CapUse, Money } from './types.js'

export interface Delivery {
  use: string
  [setting: string]: unknown
}

export interface AssignmentForm {
  key: string
  partner: string
  price?: string
  prices?: PriceRule[]
  tiers?: Tiers
  priority?: number
  weight?: number
  filter?: Rule
  caps?: Record<string, number | string | undefined>
  schedule?: Schedule
  returns?: AssignmentReturns
  delivery: Delivery
}

/** What holds for its leads otherwise than its partner's terms of return say. */
export interface AssignmentReturns {
  allowed?: boolean
  days?: number
  [term: string]: unknown
}

/** What is paid for leads that match, instead of the price. */
export interface PriceRule {
  filter: Rule
  price: string
}

/** Prices by volume, from the how manieth accepted lead on. */
export interface Tiers {
  per: 'month' | 'total'
  count?: 'assignment' | 'partner'
  steps: { from: number; price: string }[]
}

export type Trigger = 'on_arrival' | 'manual' | { stage: string }
export interface Strategy {
  use: string
  [setting: string]: unknown
}

export interface RouteNode {
  type: string
  ports?: Record<string, string>
  assignments?: string[] | null
  strategy?: Strategy
  [setting: string]: unknown
}

/** Pixels, multiples of 8. */
export interface CanvasPlace {
  x: number
  y: number
  title?: string
}

export interface CanvasNote {
  x: number
  y: number
  width: number
  height: number
  text: string
}

/** How a route is drawn; without it the route is laid out by itself. */
export interface RouteCanvas {
  nodes?: Record<string, CanvasPlace>
  notes?: Record<string, CanvasNote>
}

export interface RouteGraph {
  /** Empty where there is none yet. */
  start: string
  nodes: Record<string, RouteNode>
  canvas?: RouteCanvas
}

export interface ProfileForm {
  key: string
  name: string
  entity: string
  trigger: Trigger
  price?: string
  filter?: Rule
  strategy?: Strategy
  route?: RouteGraph
  assignments?: AssignmentForm[]
}

/** What every page of a profile gets: its draft where there is one, else what is live. */
export interface ProfilePage {
  form: ProfileForm
  revision: string
  paused: boolean
  entity: EntityForm
  version: number | null
  /** The route is more than one offer: who is asked when is not a list. */
  drawn: boolean
  draft: { saved_at: string; saved_by: string | null } | null
}

export interface PartnerChoice {
  key: string
  name: string
  paused: boolean
  time_zone: string
  has_email: boolean
}

export interface PluginChoice {
  kind: 'channel' | 'strategy'
  id: string
  name: string
  version: string
  status: 'active' | 'quarantined'
  reason: string | null
  description?: string
  de?: { name?: string; description?: string } | null
  config_schema: FormSchema | null
}

export interface AssignmentState {
  paused: boolean
  caps: CapUse[]
}

export interface ProfileFigures {
  leads: number
  sold: number
  revenue: Money
}

export interface Version {
  version: number
  status: 'draft' | 'published'
  live: boolean
  created_by: string | null
  created_at: string
  published_at: string | null
}

/** Ids of the offers of a route that ask an assignment; one that names none asks all. */
export const offersOf = (route: ProfileForm['route'], assignment: string): string[] =>
  Object.entries(route?.nodes ?? {})
    .filter(
      ([, { type, assignments }]) =>
        type === 'offer' && (!assignments || assignments.includes(assignment))
    )
    .map(([id]) => id)

export const nameOf = (partners: readonly PartnerChoice[], key: string): string =>
  partners.find((one) => one.key === key)?.name ?? key
