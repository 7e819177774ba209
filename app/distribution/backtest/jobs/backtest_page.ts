import { listVersions } from '#routing/repository'
import { store } from '#store/store'
import { type Backtest, findBacktest, listBacktests } from '#distribution/backtest/jobs/backtests'
import { presentBacktest, presentResult } from '#distribution/backtest/jobs/present_backtest'

/** A backtest with what it found, for its page. */
export async function backtestView(job: Backtest) {
  const result = presentResult(job)
  return { ...presentBacktest(job), result, names: result ? await namesOf(job, result) : {} }
}

type Result = NonNullable<ReturnType<typeof presentResult>>

/** Names of the partners of a result, also of those that are deleted. */
async function namesOf({ accountId }: Backtest, { partners }: Result) {
  const keys = partners.map(({ partner }) => partner)
  if (!keys.length) return {}
  const rows = await store.all(
    'select key, name from partners where account_id = ? and key in (??)',
    [accountId, keys]
  )
  return Object.fromEntries(rows.map((row) => [row.key as string, row.name as string]))
}

/**
 * What the page of backtests shows: those that are kept, and one of them opened (without `id` none). Null where there is
 * no such backtest of the profile.
 */
export async function backtestPage(accountId: string, profileId: string, id?: string) {
  const [jobs, versions] = await Promise.all([
    listBacktests(accountId, profileId),
    listVersions(accountId, profileId),
  ])
  const opened = id === undefined ? null : await findBacktest(accountId, id)
  if (id !== undefined && opened?.profileId !== profileId) return null
  return {
    versions: versions.filter(({ number }) => number > 0).map(({ number }) => number),
    backtests: jobs.map((job) => ({ ...presentBacktest(job), changed: job.changed })),
    opened: opened && (await backtestView(opened)),
  }
}
