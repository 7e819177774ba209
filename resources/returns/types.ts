import type { Money } from '../types'

export type ReturnStatus = 'waiting' | 'approved' | 'refused' | 'withdrawn'

export interface Terms {
  days: number
  reasons: string[]
  limit_count: number | null
  limit_percent: number | null
  beyond_limit: 'refuse' | 'wait'
  evidence: 'required' | 'optional'
  approval: 'manual' | 'automatic'
  automatic_reasons: string[]
  restores_cap: boolean
  decide_days: number
}

/** A return as the queue gets it: the API's, with what its lead and partner are called. */
export interface ReturnRow {
  id: string
  status: ReturnStatus
  overdue: boolean
  delivery: string
  lead: string
  title: string | null
  partner: string | null
  partner_name: string | null
  profile: string | null
  reason: string
  note: string | null
  asked_by: 'partner' | 'operator' | 'api'
  actor: string | null
  amount: Money
  waived: boolean
  sold_at: string
  created_at: string
  due_at: string | null
  evidence: { id: string; name: string; type: string; size: number }[]
  facts: {
    sold_on: string
    last_day: string | null
    day: number
    time_zone: string
    month: string
    used: number
    limit: number | null
    sold: number | null
    proven: boolean | null
    proven_by: string | null
    breaches: ('reason' | 'evidence' | 'window' | 'limit')[]
    terms: Terms | null
  }
  decision: {
    how: 'person' | 'automatic' | 'cancelled'
    by: string | null
    reason: string | null
    at: string
  } | null
  invoice: { id: string; number: string; credited: boolean } | null
}

export interface ReturnFilters {
  status?: ReturnStatus
  overdue?: boolean
  partner?: string
  reason?: string
  delivery?: string
}

export interface ReturnPage {
  data: ReturnRow[]
  meta: { next_cursor: string | null }
}

/** What may be done with a delivery, as `GET /deliveries/{id}/return-policy` tells it. */
export interface Policy {
  possible: boolean
  why_not:
    | 'not_sold'
    | 'test'
    | 'credited'
    | 'asked'
    | 'no_terms'
    | 'window_closed'
    | 'limit_reached'
    | null
  request: { id: string; status: ReturnStatus } | null
  reasons: string[]
  terms: Terms | null
  sold_on: string
  last_day: string | null
  day: number
  time_zone: string
  month: string
  used: number
  limit: number | null
  sold: number | null
}

export interface Sums {
  asked: number
  approved: number
  refused: number
  waiting: number
  returned: Money
}

export interface Statistics {
  days: number
  partners: ({ key: string; name: string; sold: number } & Sums)[]
  reasons: ({ reason: string } & Sums)[]
  matrix: Record<string, Record<string, number>>
  total: { sold: number } & Sums
}
