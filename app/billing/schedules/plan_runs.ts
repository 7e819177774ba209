import db from '@adonisjs/lucid/services/db'
import type { Account, InvoiceSchedule } from '#accounts/types'
import { dateText, dayNumber, localDay, startOfLocalDate } from '#shared/local_time'
import { store } from '#store/store'
import { type BilledPartner, billedPartners } from '#billing/invoices/draft_scope'
import type { BillingPeriod } from '#billing/invoices/types'
import { lastBilled, nextPeriod, runDay } from '#billing/schedules/schedule_periods'

/** Who is billed together: a partner with a schedule of its own, or all that have none. */
export interface ScheduleUnit {
  partner: BilledPartner | null
  schedule: InvoiceSchedule
}

/** At most so many periods are caught up with at once. */
const MOST_BEHIND = 120

/** What an account's schedules are, by whom they bill. */
export function unitsOf(account: Account, partners: readonly BilledPartner[]): ScheduleUnit[] {
  const units: ScheduleUnit[] = []
  const { schedule } = account.invoicing
  if (schedule) units.push({ partner: null, schedule })
  for (const partner of partners) {
    const own = partner.billing?.schedule
    if (own && own.every !== 'never') units.push({ partner, schedule: own as InvoiceSchedule })
  }
  return units
}

/** The first moment (ms) of the date on which a period is billed, in the account's zone. */
export const dueAt = (account: Account, schedule: InvoiceSchedule, period: BillingPeriod) =>
  startOfLocalDate(account.timeZone, dayNumber(runDay(schedule, period)))

const runId = (accountId: string, partnerId: string | null, every: string, from: string) =>
  `${accountId}:${partnerId ?? 'all'}:${every}:${from}`

/**
 * Writes a row for each period that has come due since the last one. A schedule that is new begins with the next run: what
 * came due before it was set is noted as skipped.
 */
export async function planRuns(account: Account, now: number): Promise<void> {
  const today = dateText(localDay(account.timeZone, now))
  for (const unit of unitsOf(account, await billedPartners(account.id))) {
    const { every } = unit.schedule
    const last = await lastRun(account.id, unit)
    if (!last) {
      await writeRun(account, unit, lastBilled(unit.schedule, today), 'skipped', now)
      continue
    }
    let period = nextPeriod(every, last)
    for (let i = 0; i < MOST_BEHIND && runDay(unit.schedule, period) <= today; i++) {
      await writeRun(account, unit, period, 'due', now)
      period = nextPeriod(every, period)
    }
  }
}

export async function lastRun(
  accountId: string,
  { partner, schedule }: ScheduleUnit
): Promise<BillingPeriod | null> {
  const row = await store.first(
    `select from_day, to_day from invoice_runs where account_id = ? and every = ?
       and coalesce(partner_id, '') = ? order by from_day desc limit 1`,
    [accountId, schedule.every, partner?.id ?? '']
  )
  return row && { from: row.from_day as string, to: row.to_day as string }
}

async function writeRun(
  account: Account,
  { partner, schedule }: ScheduleUnit,
  { from, to }: BillingPeriod,
  state: 'due' | 'skipped',
  now: number
) {
  const partnerId = partner?.id ?? null
  const { every } = schedule
  const row = {
    id: runId(account.id, partnerId, every, from),
    ...{ account_id: account.id, partner_id: partnerId, every, from_day: from, to_day: to },
    ...{ due_at: dueAt(account, schedule, { from, to }), state, owned_until: 0, attempts: 0 },
    ...{ result: '{}', finished_at: state === 'skipped' ? now : null },
  }
  // Another process may have been first.
  await db.knexQuery().table('invoice_runs').insert(row).onConflict('id').ignore()
}
