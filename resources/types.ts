/*
 * The shapes pages get. Those of leads are the API's own (OpenAPI: Lead, Distribution, Delivery).
 */
export interface Money {
  amount: string
  currency: string
}

export type LeadStatus = 'received' | 'distributing' | 'sold' | 'unsold' | 'held'

export interface Condition {
  field: string
  operator: string
  value: unknown
  actual: unknown
  matched: boolean
  not_comparable?: true
}

export interface CapUse {
  scope: 'partner' | 'assignment'
  window: string
  limit: number | string
  used: number | string
  resets_at: string | null
}

export interface Evaluation {
  assignment: string
  partner: string
  eligible: boolean
  reason: string | null
  explanation: string
  conditions: Condition[]
  caps: CapUse[]
}

export interface Attempt {
  number: number
  started_at: string
  duration_ms: number | null
  outcome: string | null
  request: Record<string, unknown> | null
  response: Record<string, unknown> | null
  error: string | null
}

export interface Delivery {
  id: string
  partner: string
  assignment: string
  channel: string
  price: Money
  status: string
  reason: string | null
  duplicate: boolean
  reference: string | null
  cancelled_at: string | null
  cancel_reason: string | null
  attempts: Attempt[]
}

export interface PathStep {
  node: string
  type: string
  port: string | null
  detail: Record<string, unknown>
}

export interface Distribution {
  id: string
  profile: string
  route_version: number | null
  status: string
  reason?: string | null
  revenue: Money
  started_at: string | null
  finished_at: string | null
  path: PathStep[]
  evaluations: Evaluation[]
  deliveries: Delivery[]
}

export interface Lead {
  id: string
  entity: string
  status: LeadStatus
  stage: string | null
  source: string | null
  external_id?: string | null
  values: Record<string, unknown>
  extra: Record<string, unknown>
  duplicate_of: string | null
  test: boolean
  created_at: string
  distributions: Distribution[]
}

export interface StoryNames {
  partners: Record<string, string>
  profiles: Record<string, string>
  entities: Record<string, { name: string; fields: Record<string, string> }>
}

export interface SharedProps {
  user: { email: string; name: string | null } | null
  account: { key: string; name: string; currency: string; timeZone: string } | null
  [key: string]: unknown
}
