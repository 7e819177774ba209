import logger from '@adonisjs/core/services/logger'
import { remindOfDeadlines } from '#portal/deadlines/remind_of_deadlines'
import { followTrail } from '#portal/notices/follow_trail'
import { sendNotices } from '#portal/notices/send_notices'
import { PassTimer } from '#shared/pass_timer'

const EVERY_MS = 60_000

async function tellWhatIsDue() {
  await remindOfDeadlines(Date.now())
  while (await followTrail(Date.now()));
  await sendNotices(Date.now())
}

/** Looks once a minute for leads whose deadline comes near, and for whatever else partners want to be told of. */
export const deadlineRunner = new PassTimer(EVERY_MS, () =>
  tellWhatIsDue().catch((error: unknown) =>
    logger.warn({ err: error }, 'Partners were not reminded')
  )
)
