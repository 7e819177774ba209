/* Automations and their runs as their pages know them. */
import type { RunLimits } from '../editor/types.js'
import type { EntityForm } from '../entities.js'
import type { RouteGraph, RouteNode } from '../profiles.js'

export interface AutomationDocument {
  route: RouteGraph
  limits: RunLimits
}

export interface AutomationPage {
  key: string
  name: string
  status: 'on' | 'off'
  /** The live one; null: never published. */
  version: number | null
  revision: string
  /** Null: it is about partners. */
  entity: EntityForm | null
  document: AutomationDocument
  /** Something of the draft is not live. */
  draft: boolean
  enabled_at: string | null
  saved_at: string
  saved_by: string | null
}

export interface Named {
  key: string
  name: string
}

export interface TeamMember {
  email: string
  name: string | null
}

export type RunStatus =
  'scheduled' | 'running' | 'waiting' | 'done' | 'failed' | 'stopped' | 'skipped'

export const STATUSES: readonly RunStatus[] = [
  ...(['running', 'waiting', 'done', 'failed', 'stopped', 'scheduled', 'skipped'] as const),
]
export const isOpen = (status: RunStatus) =>
  status === 'scheduled' || status === 'running' || status === 'waiting'
/** Something of it happens about now: one that waits for days is not looked at until then. */
export const isMoving = ({ status, due_at: due }: { status: RunStatus; due_at: string | null }) =>
  isOpen(status) && (status === 'running' || due === null || Date.parse(due) <= Date.now() + 2_000)

export interface AutomationRow extends Named {
  status: 'on' | 'off'
  version: number | null
  entity: Named | null
  draft: boolean
  trigger: RouteNode | null
  day: { done: number; failed: number; stopped: number; open: number }
  latest: { id: string; status: RunStatus; at: string } | null
}

export interface RunRow {
  id: string
  automation: string | null
  version: number
  status: RunStatus
  reason: string | null
  event: { id: string; type: string; at: string }
  cause: string | null
  node: string
  due_at: string | null
  created_at: string
  ended_at: string | null
  /** Its automation; a key of none that is deleted. */
  of: { name: string; key: string | null } | null
  lead: { id: string; title: string } | null
  partner: Named | null
  invoice: { id: string; number: string } | null
}

export interface RunStep {
  id: string
  node: string
  type: string
  status: 'running' | 'waiting' | 'done' | 'failed' | 'unknown'
  port: string | null
  detail: Record<string, unknown>
  error: string | null
  started_at: string
  ended_at: string | null
}

export interface RunLink {
  id: string
  name: string
  status: RunStatus
}

export interface RunPage extends RunRow {
  steps: RunStep[]
  /** The runs it came from, the first one first. */
  chain: RunLink[]
  /** Those that came from it. */
  caused: RunLink[]
}

/** What a node would do, as the test on a lead tells it. */
export interface TriedStep {
  node: string
  type: string
  port: string | null
  at: string
  detail?: Record<string, unknown>
  would?: { do: string; [what: string]: unknown }
  error?: string
}
