import logger from '@adonisjs/core/services/logger'
import { advanceSubscriptions } from '#accounts/plans/advance'
import { bookPeriods } from '#billing/plans/book_periods'
import { draftPeriods } from '#billing/plans/draft_periods'
import { notePastDue } from '#billing/plans/note_past_due'
import { PassTimer } from '#shared/pass_timer'

const EVERY_MS = 30_000

/** What time brings about for plans: periods end, are booked, and billed. Any number of processes may do this. */
export async function passPlans(now: number): Promise<void> {
  await advanceSubscriptions(now)
  await bookPeriods(now)
  await draftPeriods()
  await notePastDue(now)
}

export const planRunner = new PassTimer(EVERY_MS, () =>
  passPlans(Date.now()).catch((error: unknown) =>
    logger.warn({ err: error }, 'plans were not seen to')
  )
)
