import { leadTitle } from '#entities/lead_title'
import { store } from '#store/store'
import type { Backtest } from '#distribution/backtest/jobs/backtests'
import { type ChangeQuery, pageOfChanges } from '#distribution/backtest/jobs/changes'
import { presentChange } from '#distribution/backtest/jobs/present_backtest'

/** A page of changes for people: with what each lead is called. */
export async function changeRows(job: Backtest, query: ChangeQuery) {
  const { changes, next } = await pageOfChanges(job.accountId, job.id, query)
  const rows = changes.length
    ? await store.all(
        'select id, "values", erased_at from leads where account_id = ? and id in (??)',
        [job.accountId, changes.map(({ lead }) => lead)]
      )
    : []
  const titles = new Map(
    rows
      .filter((row) => !row.erased_at)
      .map((row) => [row.id as string, leadTitle(JSON.parse(row.values as string) as object as {})])
  )
  const currency = job.result?.currency ?? ''
  const data = changes.map((one) => ({
    ...presentChange(one, currency),
    title: titles.get(one.lead) ?? null,
    erased: !titles.has(one.lead),
  }))
  return { data, next }
}
