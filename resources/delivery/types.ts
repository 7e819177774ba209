/*
 * What the server says about a delivery that is tried out (app/distribution/tryouts).
 */
import type { TriedCondition } from '~/rules/rule_trial'
import type { Verdict } from '~/rules/types'

export interface SentRequest {
  method?: string
  url?: string
  headers?: Record<string, string>
  body?: string | null
  truncated?: boolean
  to?: string[]
  reply_to?: string | null
  subject?: string
  text?: string
  html?: string | null
  accept_reject?: boolean
  deadline_hours?: number | null
}

export interface GivenAnswer {
  status: number
  headers: Record<string, string>
  body: string
  truncated?: boolean
}

export interface SampleTold {
  id: string
  title: string | null
  kind: 'stored' | 'typed' | 'made_up'
}

export interface Preview {
  type: 'http' | 'mail' | 'portal' | null
  request: SentRequest | null
  problems: { field: string; rule: string; message: string }[]
  transform: { console: string[]; duration_ms: number } | null
  lead: SampleTold | null
}

export interface Outcome {
  status: string
  reason?: string | null
  duplicate?: boolean
  price?: string | null
  reference?: string | null
  retry?: { afterSeconds?: number } | false
  error?: string | null
  disable?: boolean
}

export type AnswerRule = 'duplicate' | 'pending' | 'accepted' | 'rejected'

export interface AnswerTrial {
  outcome: Outcome
  decided_by: AnswerRule | 'fault' | 'status' | 'rules'
  rules: {
    name: AnswerRule
    matched: boolean
    verdicts: Record<string, Verdict>
    conditions: TriedCondition[]
  }[]
  found: Partial<Record<'reason' | 'price' | 'reference', unknown>>
  body: unknown
  unreadable: string | null
}

export interface TestResult {
  outcome: Outcome
  request: SentRequest | null
  response: GivenAnswer | null
  error: string | null
  fault: 'endpoint' | 'config' | null
  duration_ms: number
  reading: AnswerTrial | null
  lead: SampleTold
}

/** The draft of one assignment, as the server reads it; what is left out is as it is stored. */
export interface DeliveryDraft {
  profile?: string
  assignment?: string
  entity?: string
  partner?: string
  price?: string
  delivery?: Record<string, unknown>
}
