import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { Run, RunStatus, Step, StepStatus } from '#automations/types'

type Row = Record<string, unknown>
const time = (value: unknown) => (value === null ? null : Number(value))

export const toRun = (row: Row): Run => ({
  id: row.id as string,
  accountId: row.account_id as string,
  automationId: row.automation_id as string,
  version: Number(row.version),
  event: {
    id: row.event_id as string,
    type: row.event_type as string,
    at: Number(row.event_at),
  },
  facts: JSON.parse(row.facts as string) as Record<string, unknown>,
  subject: row.subject as string,
  leadId: row.lead_id as string | null,
  partnerId: row.partner_id as string | null,
  profileId: row.profile_id as string | null,
  parentRun: row.parent_run as string | null,
  chain: JSON.parse(row.chain as string) as string[],
  status: row.status as RunStatus,
  reason: row.reason as string | null,
  node: row.node as string,
  stays: row.stays as string | null,
  dueAt: Number(row.due_at),
  createdAt: Number(row.created_at),
  endedAt: time(row.ended_at),
})

export const toStep = (row: Row): Step => ({
  id: row.id as string,
  runId: row.run_id as string,
  position: Number(row.position),
  node: row.node as string,
  type: row.type as string,
  status: row.status as StepStatus,
  port: row.port as string | null,
  detail: JSON.parse(row.detail as string) as Record<string, unknown>,
  error: row.error as string | null,
  startedAt: Number(row.started_at),
  endedAt: time(row.ended_at),
})

/** Null where the account has no such run. */
export async function findRun(accountId: string, id: string): Promise<Run | null> {
  const row = await db.from('automation_runs').where({ account_id: accountId, id }).first()
  return row && toRun(row)
}

/** Steps of a run in the order they were taken. */
export async function stepsOf(
  runId: string,
  client: QueryClientContract = db.connection()
): Promise<Step[]> {
  const rows = await client.from('automation_steps').where('run_id', runId).orderBy('position')
  return rows.map(toStep)
}
