import logger from '@adonisjs/core/services/logger'
import { listAccounts } from '#accounts/repository'
import { noteOverdue } from '#billing/reminders/note_overdue'
import { remindAll } from '#billing/reminders/remind'
import { claimRun, dueRuns, performRun } from '#billing/schedules/perform_run'
import { planRuns } from '#billing/schedules/plan_runs'
import { Runner } from '#shared/pass_timer'

const EVERY_MS = 60_000
const BATCH = 20

/**
 * What time brings about in billing: periods come due, invoices become overdue, partners are reminded. Any number of
 * processes may do this at once: each thing is claimed by its row.
 */
export class ScheduleRunner extends Runner {
  constructor() {
    super(EVERY_MS)
  }

  protected look() {
    return this.pass(Date.now).catch((error: unknown) =>
      logger.warn({ err: error }, 'schedules of billing failed')
    )
  }

  async pass(clock: () => number): Promise<void> {
    for (const account of await listAccounts()) {
      if (this.stopping) return
      // Nothing of its own begins in an account that rests; it is made up for when it wakes.
      if (account.suspendedAt !== null) continue
      await planRuns(account, clock())
      await noteOverdue(account, clock())
      await remindAll(account, clock())
    }
    for (const run of await dueRuns(clock(), BATCH)) {
      if (this.stopping) return
      if (await claimRun(run.id as string, clock())) await performRun(run, clock)
    }
  }
}

export const scheduleRunner = new ScheduleRunner()
