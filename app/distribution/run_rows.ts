import type { Row, Write } from '#store/types'
import { event } from '#store/audit_event'
import { formatAmount } from '#shared/money'
import { type Run, revenueOf } from '#distribution/run'

/**
 * Columns that say where a run stands, as they are stored at every durable step of it. Revenue is none of them: sales
 * and cancellations count it on the row, whoever makes them.
 */
export function stateColumns(run: Run, status: string): Row {
  return {
    status,
    version_id: run.versionId,
    route_version: run.versionNumber,
    started_at: run.startedAt,
    state: JSON.stringify(run.state),
    path: JSON.stringify(run.path),
    evaluations: JSON.stringify(run.verdicts),
  }
}

/** Said once, with the first durable step of the run. */
export function startedEvent(run: Run, profile: string, at: number): Write[] {
  if (run.started) return []
  return [
    event(
      'distribution.started',
      { accountId: run.accountId, leadId: run.lead.id, distributionId: run.id },
      { profile, route_version: run.versionNumber, trigger: run.trigger },
      at
    ),
  ]
}

export type RunEnd = { status: 'sold' | 'unsold' | 'held'; reason: string | null }

/** The last durable step of a run: its verdict, and the lead's status derived from all its runs. */
export function finishWrites(run: Run, end: RunEnd, at: number): Write[] {
  const revenue = revenueOf(run)
  return [
    {
      update: 'distributions',
      id: run.id,
      set: {
        ...stateColumns(run, end.status),
        reason: end.reason,
        owner: null,
        wake_at: null,
        finished_at: at,
      },
    },
    event(
      'distribution.finished',
      { accountId: run.accountId, leadId: run.lead.id, distributionId: run.id },
      {
        status: end.status,
        reason: end.reason,
        revenue: formatAmount(revenue, run.currency),
        currency: run.currency,
      },
      at
    ),
    { refreshLead: run.lead.id, at },
  ]
}
