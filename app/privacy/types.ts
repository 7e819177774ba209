import type { Identity } from '#privacy/identity'

export const REQUEST_KINDS = ['erasure', 'access'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** `waiting`: for a person to begin it. `asking`: our own part is done, partners are still to answer. */
export const REQUEST_STATUSES = ['waiting', 'running', 'asking', 'done', 'cancelled'] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** Why a lead was taken for the person's. `earlier_value`: it had the address once. */
export type MatchReason = 'email' | 'phone' | 'external_id' | 'earlier_value' | 'duplicate'

export interface FoundLead {
  id: string
  entityId: string
  why: MatchReason[]
}

/** What there is of a person, in numbers. Nothing in it names them. */
export interface Measure {
  leads: number
  /** By key of the entity. */
  entities: Record<string, number>
  /** Requests to partners and their answers that hold values. */
  requests: number
  files: number
  evidence: number
  /** Kept mails that went out with a lead. */
  mails: number
  /** Records of what was agreed to: where from goes, the record stays. */
  consents: number
  /** Values before a change. */
  revisions: number
  /** What stays: lines of the ledger, and documents they stand on. */
  sales: number
  invoices: number
  events: number
}

export interface KeptLead {
  lead: string
  reason: string
}

export interface PrivacyRequest {
  id: string
  accountId: string
  kind: RequestKind
  status: RequestStatus
  /** Null once nobody needs to know it. */
  identity: Identity | null
  leads: string[]
  done: number
  found: Measure | null
  kept: KeptLead[]
  refusal: string | null
  createdBy: string | null
  begunBy: string | null
  createdAt: number
  dueAt: number
  begunAt: number | null
  finishedAt: number | null
  closedAt: number | null
  file: { path: string; size: number; until: number } | null
}
