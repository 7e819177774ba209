/** What becomes of leads beyond those a plan includes: refused, billed, or only told of. */
export const AT_LIMIT = ['stop', 'overage', 'warn'] as const
export type AtLimit = (typeof AT_LIMIT)[number]

/** The install sells to accounts without an agency; an agency, by the id of its account, to those of its clients. */
export const INSTALL = 'install'
export type Seller = string

/** On what terms a period runs. Minor units; null: no bound. */
export interface Terms {
  price: number
  included: number | null
  overage: number | null
  at_limit: AtLimit
}

/** The terms from a day of the period on: an upgrade begins another. */
export interface Segment extends Terms {
  plan: string
  name: string
  from: string
  trial: boolean
}

export const LIMITED = ['entities', 'members', 'partners'] as const
export type Limited = (typeof LIMITED)[number]
export type Limits = Record<Limited, number | null>

export interface Plan extends Terms {
  id: string
  seller: Seller
  key: string
  name: string
  currency: string
  trialDays: number
  limits: Limits
  archived: boolean
}

export interface PaymentChoice {
  use: string
  version: string
  config: Record<string, unknown>
}

export interface PlanSettings {
  seller: Seller
  enabled: boolean
  /** Whose books bill it. */
  accountId: string
  defaultPlan: string | null
  invoices: 'draft' | 'finalize'
  payment: PaymentChoice
  webhookToken: string
}

export type SubscriptionStatus = 'trialing' | 'active' | 'past_due' | 'ended'

/** Local dates in the account's zone, both included. */
export interface PlanPeriod {
  from: string
  to: string
}

export interface Subscription {
  accountId: string
  seller: Seller
  planId: string
  status: SubscriptionStatus
  anchor: number
  period: PlanPeriod
  /** The period as moments, ms: its first, and that after its last. A trial ends there. */
  fromAt: number
  endsAt: number
  segments: Segment[]
  nextPlanId: string | null
  ends: boolean
  endedAt: number | null
  createdAt: number
}
