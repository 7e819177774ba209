import type { Account } from '#accounts/types'
import { store } from '#store/store'
import { billedPartners } from '#billing/invoices/draft_scope'
import { type RunResult } from '#billing/schedules/perform_run'
import { lastRun, unitsOf } from '#billing/schedules/plan_runs'
import { dateText, localDay } from '#shared/local_time'
import { lastBilled, nextPeriod, runDay } from '#billing/schedules/schedule_periods'

const SHOWN = 24

const iso = (at: unknown) => (at === null ? null : new Date(Number(at)).toISOString())

/** What schedules did lately, newest first, and what each does next. */
export async function presentSchedules(account: Account, now: number) {
  const partners = await billedPartners(account.id)
  const keyOf = new Map(partners.map(({ id, key }) => [id, key]))
  const today = dateText(localDay(account.timeZone, now))
  const rows = await store.all(
    `select * from invoice_runs where account_id = ? and not (state = 'skipped' and started_at is null)
     order by from_day desc, id limit ${SHOWN}`,
    [account.id]
  )
  const next = await Promise.all(
    unitsOf(account, partners).map(async (unit) => {
      const { schedule, partner } = unit
      const last = (await lastRun(account.id, unit)) ?? lastBilled(schedule, today)
      const period = nextPeriod(schedule.every, last)
      return {
        partner: partner?.key ?? null,
        every: schedule.every,
        then: schedule.then ?? 'draft',
        period,
        day: runDay(schedule, period),
      }
    })
  )
  return {
    next: next.sort((a, b) => (a.day < b.day ? -1 : 1)),
    runs: rows.map((row) => ({
      id: row.id as string,
      partner: keyOf.get(row.partner_id as string) ?? null,
      every: row.every as string,
      period: { from: row.from_day as string, to: row.to_day as string },
      state: row.state as 'due' | 'done' | 'skipped',
      due_at: iso(row.due_at),
      finished_at: iso(row.finished_at),
      error: row.error as string | null,
      ...(JSON.parse(row.result as string) as Partial<RunResult>),
    })),
  }
}
