/*
 * The shapes of the overview, as the server sends them.
 */
import type { LeadStatus, Money } from './types'

export type Choice = 'today' | 'yesterday' | '7d' | '30d' | 'month' | 'custom'

interface DaySpan {
  from: string
  to: string
  until: number | null
}

export interface Totals {
  leads: number
  sold: number
  unsold: number
  held: number
  underWay: number
  soldRate: number | null
  sales: number
  cancellations: number
  net: Money
  gross: Money
  reversed: Money
  answerMs: number | null
}

export interface Point {
  key: string
  leads: number
  sold: number
  sales: number
  net: Money
}

export interface Share {
  key: string
  name: string
  leads: number
  sold: number
  sales: number
  net: Money
  gross: Money
  reversed: Money
  answers?: number
  acceptance?: number | null
  answerMs?: number | null
}

export interface Overview {
  period: { choice: Choice; days: number; current: DaySpan; before: DaySpan }
  complete: boolean
  now: Totals
  before: Totals
  series: { unit: 'hour' | 'day'; points: Point[] }
  partners: Share[]
  profiles: Share[]
  sources: Share[]
  otherCurrencies: Money[]
  margin: { cost: Money; margin: Money } | null
}

interface Named {
  key: string
  name: string
}

export interface CapNearby {
  partner: Named
  assignment: { key: string; profile: Named } | null
  window: string
  used: number | Money
  limit: number | Money
  share: number
  resetsAt: string | null
  timeZone: string
}

export interface FailingEndpoint {
  assignmentId: string
  assignment: string
  partner: Named
  profile: Named | null
  state: 'paused' | 'disabled'
  until: string | null
  since: string | null
  reason: string | null
}

export interface Attention {
  caps: CapNearby[]
  balances: {
    partner: Named
    mode: 'prepaid' | 'credit'
    room: Money
    leads: number | null
    state: 'low' | 'reached'
  }[]
  endpoints: FailingEndpoint[]
  dropping: { partner: Named; acceptance: number; before: { acceptance: number } }[]
  held: {
    count: number
    latest: { id: string; title: string | null; reason: string | null; at: string }[]
  }
  returns: { waiting: number; overdue: number }
}

/** What is there of all that a first sale needs. */
export interface FirstSteps {
  entity: boolean
  partner: boolean
  profile: boolean
  live: boolean
  profileKey: string | null
  /** A lead that would be taken; null while nothing is live. */
  sample: SampleLead | null
}

export interface SampleLead {
  entity: string
  values: Record<string, unknown>
}

export interface LatestLead {
  id: string
  title: string | null
  entity: string
  source: string | null
  status: LeadStatus
  test: boolean
  created_at: string
  partners: string[]
  revenue: Money | null
}

/** Whether there was anything in the time a period is compared with. */
export const hasBefore = ({ before }: Overview): boolean => before.leads > 0 || before.sales > 0

type Filters = Record<string, string | undefined>

/** Where a number leads to: the leads it counts, among which no test is, or the events. */
export const leadsHref = (filters: Filters) => withQuery('/leads', { ...filters, test: 'false' })
export const eventsHref = (filters: Filters) => withQuery('/events', filters)

function withQuery(path: string, filters: Filters): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value)
  return query.size ? `${path}?${query}` : path
}
