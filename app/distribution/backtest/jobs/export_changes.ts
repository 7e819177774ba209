import { csvLine } from '#shared/csv_line'
import { formatAmount } from '#shared/money'
import type { Backtest } from '#distribution/backtest/jobs/backtests'
import { changesFrom } from '#distribution/backtest/jobs/changes'
import type { Change, Why } from '#distribution/backtest/types'

const COLUMNS = [
  ...['lead', 'arrived', 'kind', 'live_partners', 'draft_partners'],
  ...['live_revenue', 'draft_revenue', 'currency', 'why'],
]
const LINES = 200

/** The leads that changed hands as a CSV file, in the order of arrival. */
export async function* exportChanges(job: Backtest): AsyncGenerator<string> {
  const currency = job.result?.currency ?? ''
  // Spreadsheets take a file for UTF-8 when it says so.
  yield `\uFEFF${csvLine(COLUMNS)}`
  let lines: string[] = []
  for await (const { change } of changesFrom(job.accountId, job.id)) {
    lines.push(lineOf(change, currency))
    if (lines.length === LINES) yield lines.splice(0).join('')
  }
  if (lines.length) yield lines.join('')
}

const lineOf = (change: Change, currency: string) =>
  csvLine([
    change.lead,
    new Date(change.at).toISOString(),
    change.kind,
    change.live.join(' '),
    change.draft.join(' '),
    formatAmount(change.revenueLive, currency),
    formatAmount(change.revenueDraft, currency),
    currency,
    whyText(change.why),
  ])

const REASONS: Record<Why['code'], string> = {
  absent: 'has no assignment',
  filter: 'its filter does not match',
  schedule: 'it is closed',
  paused: 'it is paused',
  cap: 'its cap is full',
  duplicate: 'it has the lead already',
  answer: 'it does not buy the lead',
  sold_before: 'somebody else buys first',
  elsewhere: 'the route does not come to it',
  held: 'the lead is held',
  not_run: 'the profile did not run',
}

const whyText = ({ side, partner, code, by, window }: Why): string => {
  const reason = [REASONS[code], window && `(${window})`, by && `(${by})`]
  return `${side === 'lost' ? 'draft' : 'live'}, ${partner}: ${reason.filter(Boolean).join(' ')}`
}
