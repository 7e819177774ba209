import type { RouteGraph } from '#routing/types'

/** How often one may run; what comes beyond is stopped and shown. */
export interface RunLimits {
  /** About one lead, partner or invoice. */
  per_subject_hour: number
  /** About whatever. */
  per_minute: number
}

export const DEFAULT_LIMITS: RunLimits = { per_subject_hour: 10, per_minute: 600 }

/** One immutable version of an automation: its graph begins at a trigger, and the rest are branches and actions. */
export interface AutomationDocument {
  schema: 1
  route: RouteGraph
  limits: RunLimits
}

export interface AutomationInfo {
  id: string
  accountId: string
  /** Null: it is about partners. */
  entityId: string | null
  key: string
  name: string
  status: 'off' | 'on'
  revision: number
  version: number | null
  enabledAt: number | null
  createdAt: number
  updatedAt: number
  updatedBy: string | null
}

export interface Automation extends AutomationInfo {
  draft: AutomationDocument
}

export interface AutomationVersion {
  automationId: string
  version: number
  document: AutomationDocument
  createdAt: number
  createdBy: string | null
}

/**
 * `scheduled`: it begins later, if it still holds then; else it is `skipped`. `waiting`: in a delay. `stopped`: by a
 * guard, by a person, or because there is nothing left to work on.
 */
export const RUN_STATUSES = [
  ...(['scheduled', 'running', 'waiting', 'done', 'failed', 'stopped', 'skipped'] as const),
] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** Those with something to be done yet. */
export const OPEN_STATUSES: readonly RunStatus[] = ['scheduled', 'running', 'waiting']

export interface Run {
  id: string
  accountId: string
  automationId: string
  version: number
  event: { id: string; type: string; at: number }
  /** What the event says. */
  facts: Record<string, unknown>
  /** Id of the lead, invoice or partner it is about. */
  subject: string
  leadId: string | null
  partnerId: string | null
  profileId: string | null
  parentRun: string | null
  chain: string[]
  status: RunStatus
  reason: string | null
  node: string
  stays: string | null
  dueAt: number
  createdAt: number
  endedAt: number | null
}

export type StepStatus = 'running' | 'waiting' | 'done' | 'failed' | 'unknown'

export interface Step {
  id: string
  runId: string
  position: number
  node: string
  type: string
  status: StepStatus
  port: string | null
  detail: Record<string, unknown>
  error: string | null
  startedAt: number
  endedAt: number | null
}
