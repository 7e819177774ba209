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

export type Role = 'owner' | 'admin' | 'operator' | 'finance' | 'viewer'

export interface Picture {
  url: string
  width: number
  height: number
}

export interface Brand {
  name: string
  branded: boolean
  logo: Picture | null
  logoDark: Picture | null
  icons: { tab: string; type: string; touch: string | null }
  color: string
  colorDark: string | null
  radius: string
  font: string
  css: string
  support: { email: string | null; url: string | null }
  links: { imprint: string | null; privacy: string | null; terms: string | null }
  sender: string | null
  replyTo: string | null
  login: string | null
  poweredBy: string | null
}

export interface TrialLine {
  days_left: number
  stopped: boolean
  chosen: boolean
  steps: { entity: boolean; partner: boolean; live: boolean; lead: boolean }
}

export interface SharedProps {
  brand: Brand
  locale: 'en' | 'de'
  user: {
    email: string
    name: string | null
    timeFormat: '12h' | '24h' | null
  } | null
  role: Role | null
  /** Whether people may make accounts of their own here. */
  signUp: boolean
  /** Whether the reader sees to the install as a whole. */
  ownsInstall?: boolean
  /** What the reader may do; null for nobody. Pages hide what it denies, the server refuses it. */
  can: { configure: boolean; operate: boolean; bill: boolean; manage: boolean } | null
  /** Names of the entities the reader's place is limited to; null: it shows all of the account. */
  limits: string[] | null
  /** What waits for a person, by the page it waits on. */
  waiting: { returns: number; tasks: number } | null
  /** What the reader was told and has not read; counted up to 100. */
  unread: number | null
  account: {
    key: string
    name: string
    currency: string
    timeZone: string
    /** Has accounts of clients below it. */
    agency?: boolean
  } | null
  /** Somebody of its agency works in this account, until then at the latest (RFC 3339). */
  visit: { agency: string; until: string } | null
  /** Whether there is a plan to see, and what is left of a trial. */
  plan: { offered: boolean; trial: TrialLine | null } | null
  /** Between which accounts the person may switch; null where there is one. */
  accounts: { key: string; name: string }[] | null
  /** Where the help of the page is, and the guide's name; null on the help's own pages. */
  help: { href: string; title: string | null } | null
  /** Where these pages begin: '' or `/portal`. */
  base: string
  /** In the partner portal: for which partner somebody is here. */
  portal: { partner: string; seat: string; owner: boolean; balance: boolean } | null
  [key: string]: unknown
}
