/*
 * What the page of a lead gets: the lead as facts, its runs as told, and the answer to "why not".
 */
import type { MergedLead } from '../crm/merge.js'
import type { TagChoice } from '../crm/tags.js'
import type { Money } from '../types.js'
import type { Note } from '../crm/types.js'
import type { Condition } from '../rules/types.js'

export interface Trace extends Condition {
  actual: unknown
  matched: boolean
  not_comparable?: true
}

/** A condition that would have to come out the other way: `holds` is what it would have to be. */
export interface Need {
  condition: Trace
  holds: boolean
}

export interface Cap {
  scope: 'partner' | 'assignment'
  window: string
  limit: number | string
  used: number | string
  resets_at: string | null
}

export type VerdictDetail =
  | { kind: 'asked'; delivery: string; status: string; reason: string | null }
  | { kind: 'filter'; ways: Need[][] }
  | {
      kind: 'paused'
      whose: 'partner' | 'itself' | 'assignment' | 'endpoint'
      until: string | null
    }
  | { kind: 'schedule'; opens_at: string | null; time_zone: string }
  | { kind: 'cap'; cap: Cap; time_zone: string; reached_at: string | null }
  | {
      kind: 'balance'
      balance: { mode: 'prepaid' | 'credit'; room: string; price: string }
      currency: string
    }
  | { kind: 'duplicate'; by: string | null }
  | {
      kind: 'no_bid'
      reason: string | null
    }
  | {
      kind: 'not_reached'
      sold_to: string | null
      waiting_for: string | null
      stopped: 'filter' | 'held' | 'under_way' | null
    }

export interface Verdict {
  assignment: string
  partner: string
  eligible: boolean
  reason: string | null
  /** English, where nothing better can be said. */
  explanation: string
  conditions: Trace[]
  caps: Cap[]
  detail: VerdictDetail | null
}

export interface VerdictGroup {
  group: string
  total: number
  rows: Verdict[]
}

export interface AnswerRead {
  decided_by: 'accepted' | 'duplicate' | 'pending' | 'rejected' | 'fault' | 'status' | 'rules'
  conditions: Trace[]
  found: Record<string, unknown>
}

export interface StoryAttempt {
  number: number
  started_at: string
  duration_ms: number | null
  outcome: string | null
  request: Record<string, unknown> | null
  response: Record<string, unknown> | null
  error: string | null
  read: AnswerRead | null
}

export interface StoryDelivery {
  id: string
  partner: string
  assignment: string
  channel: string
  price: Money
  status: string
  reason: string | null
  duplicate: boolean
  reference: string | null
  test: boolean
  created_at: string
  finished_at: string | null
  next_attempt_at: string | null
  deadline_at: string | null
  cancelled_at: string | null
  cancel_reason: string | null
  held: boolean
  attempts: StoryAttempt[]
}

/** A partner asked for a bid before anybody had the lead. */
export interface StoryPing {
  id: string
  partner: string | null
  assignment: string
  asked_at: string
  duration_ms: number | null
  outcome: 'bid' | 'no_bid' | 'late' | 'failed' | null
  bid: Money | null
  reference: string | null
  reason: string | null
  request: Record<string, unknown> | null
  response: Record<string, unknown> | null
}

export interface Step {
  node: string
  type: string
  port: string | null
  detail: Record<string, unknown>
}

export interface Run {
  id: string
  profile: string | null
  route_version: number | null
  live_version: number | null
  trigger: string
  status: string
  reason: string | null
  revenue: Money
  created_at: string
  started_at: string | null
  finished_at: string | null
  path: Step[]
  eligible: number
  judged: number
  groups: VerdictGroup[]
  deliveries: StoryDelivery[]
  pings: StoryPing[]
}

export interface LeadField {
  key: string
  label: string
  type: string
  required: boolean
  options: string[] | null
  encrypted: boolean
  value: unknown
  raw: unknown
  hidden: boolean
  gone: boolean
}

export interface RelatedLead {
  id: string
  title: string
  status: string
  created_at: string
}

export interface LeadFacts {
  id: string
  title: string
  entity: { key: string; name: string }
  status: string
  stage: string | null
  stages: string[]
  stage_names?: Record<string, string>
  assignee: string | null
  tags: TagChoice[]
  source: string | null
  external_id: string | null
  test: boolean
  created_at: string
  updated_at: string
  erased_at: string | null
  consent: Record<string, unknown> | null
  extra: Record<string, unknown>
  duplicate_of: RelatedLead | null
  duplicates: RelatedLead[]
  /** The lead it was merged into. */
  merged_into: string | null
  merged: { into: MergedLead | null; from: MergedLead[] }
  fields: LeadField[]
}

export interface LeadEvent {
  id: string
  at: string
  type: string
  /** The lead it happened to, where that was merged into this one. */
  merged?: string | null
  distribution: string | null
  delivery: string | null
  partner: string | null
  actor: string | null
  data: Record<string, unknown>
  /** What a note says now; null: it is deleted, or it is about none. */
  note?: Note | null
  /** What a task is called now. */
  task?: string | null
}

export interface Timeline {
  events: LeadEvent[]
  next: string | null
}

export interface Choices {
  tags: TagChoice[]
  team: { email: string; name: string | null }[]
  profiles: {
    key: string
    name: string
    paused: boolean
    published: boolean
    version: number | null
    stage: string | null
  }[]
  reasons: Record<string, string[]>
}

export interface StoryNames {
  partners: Record<string, string>
  profiles: Record<string, string>
}

/** `GET /leads/{id}/why-not`: what decided, and changes that would have won, fewest first. */
export interface WhyNot {
  distribution: string
  profile: string | null
  route_version: number | null
  assignment: string | null
  partner: string
  /** Partners by the assignments spoken of. */
  names: Record<string, string>
  decided: { kind: string; [key: string]: unknown }
  evaluation: Omit<Verdict, 'detail'> | null
  /** Of one that was never asked: counted afterwards. */
  caps_then: Cap[]
  alternatives: Alternative[]
}

export interface Alternative {
  changes: StoryChange[]
  before: string[]
  price: Money
  explanation: string
}

export interface RuleOwner {
  of: 'assignment' | 'profile' | 'node'
  node: string | null
}

type Strategy = { use: string; [key: string]: unknown }

export type StoryChange =
  | { on: 'lead'; field: string; from: unknown; to: unknown; needs: Need[] }
  | { on: 'condition'; owner: RuleOwner; from: Condition; to: Condition | null }
  | { on: 'rule'; owner: RuleOwner }
  | { on: 'pause'; whose: 'partner' | 'assignment' }
  | { on: 'moment'; from: string; to: string; why: 'opens' | 'resets' }
  | { on: 'schedule'; day: string; hours: string }
  | { on: 'balance'; mode: 'prepaid' | 'credit'; from: Money; to: Money }
  | {
      on: 'cap'
      scope: Cap['scope']
      window: string
      from: number | string
      to: number | string
    }
  | { on: 'price'; from: Money; to: Money }
  | { on: 'priority' | 'weight'; from: number; to: number }
  | { on: 'strategy'; node: string; setting: string | null; from: Strategy; to: Strategy }
  | { on: 'offer'; node: string }
  | { on: 'port'; node: string; type: string; from: string; to: string }
  | { on: 'answer'; assignment: string }
  | { on: 'endpoint' }
  | { on: 'history'; partner: string }
  | { on: 'assignment'; assignment: string; partner: string }

export interface DistributionPreview {
  profile: string
  route_version: number | null
  status: string
  reason: string | null
  revenue: Money
  offers: { partner: string; name: string; assignment: string; channel: string; price: Money }[]
  refused: Record<string, number>
}
