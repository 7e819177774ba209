import { formatAmount, money } from '#shared/money'
import { isSpend } from '#routing/cap_windows'
import type { Backtest, BacktestHead, StoredResult } from '#distribution/backtest/jobs/backtests'
import type { CapUse, Change } from '#distribution/backtest/types'

const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** Changes a result carries itself; all of them come page by page. */
export const CHANGES_WITHIN = 10_000

/** A backtest as the API and its page show it, without its result. */
export const presentBacktest = (job: BacktestHead) => ({
  id: job.id,
  status: job.status,
  reason: job.reason,
  source: job.source,
  version: job.version,
  from: time(job.from)!,
  to: time(job.to)!,
  phase: job.phase,
  done: job.done,
  total: job.total,
  created_by: job.actor,
  created_at: time(job.createdAt)!,
  started_at: time(job.startedAt),
  finished_at: time(job.finishedAt),
})

/** The figures of a backtest; null until it is done. */
export function presentResult({ result }: Pick<Backtest, 'result'>) {
  if (!result) return null
  const of = (minor: number) => money(minor, result.currency)
  return {
    leads: result.leads,
    changed: result.changed,
    repriced: result.repriced,
    kinds: result.kinds,
    sold: result.sold,
    sales: result.sales,
    revenue: { live: of(result.revenue.live), draft: of(result.revenue.draft) },
    held: result.held,
    cancelled: result.cancelled,
    not_run: result.notRun,
    left_out: {
      tests: result.leftOut.tests,
      erased: result.leftOut.erased,
      under_way: result.leftOut.underWay,
    },
    bases: result.bases,
    versions: result.versions,
    partners: result.partners.map((one) => ({
      partner: one.partner,
      live: one.live,
      draft: one.draft,
      revenue_live: of(one.revenueLive),
      revenue_draft: of(one.revenueDraft),
      caps: one.caps.map((cap) => presentCap(cap, result)),
    })),
  }
}

function presentCap(cap: CapUse, { currency }: StoredResult) {
  const show = (n: number) => (isSpend(cap.window as 'day') ? formatAmount(n, currency) : n)
  return {
    scope: cap.scope,
    assignment: cap.assignment,
    window: cap.window,
    limit: show(cap.limit),
    live: show(cap.live),
    draft: show(cap.draft),
    full: cap.full,
  }
}

export const presentChange = (change: Change, currency: string) => ({
  lead: change.lead,
  at: time(change.at)!,
  kind: change.kind,
  live: change.live,
  draft: change.draft,
  revenue_live: money(change.revenueLive, currency),
  revenue_draft: money(change.revenueDraft, currency),
  why: change.why,
})
