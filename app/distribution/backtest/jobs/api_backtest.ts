import { type Backtest } from '#distribution/backtest/jobs/backtests'
import { pageOfChanges } from '#distribution/backtest/jobs/changes'
import {
  CHANGES_WITHIN,
  presentBacktest,
  presentChange,
  presentResult,
} from '#distribution/backtest/jobs/present_backtest'

/** A backtest as the API answers it: with its result and the changes where it is done. */
export async function apiBacktest(job: Backtest, profile: string) {
  const head = { ...presentBacktest(job), profile }
  const result = presentResult(job)
  if (!result) return head
  const { changes, next } = await pageOfChanges(job.accountId, job.id, { limit: CHANGES_WITHIN })
  return {
    ...head,
    ...result,
    changes: changes.map((one) => presentChange(one, job.result!.currency)),
    changes_url: `/api/v1/backtests/${job.id}/changes`,
    changes_complete: next === null,
  }
}
