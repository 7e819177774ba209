import logger from '@adonisjs/core/services/logger'
import { remindOfDeadlines } from '#portal/deadlines/remind_of_deadlines'
import { followTrail } from '#portal/notices/follow_trail'
import { sendNotices } from '#portal/notices/send_notices'
import { PassTimer } from '#shared/pass_timer'

const LOOK_EVERY_MS = 60_000
const SEND_EVERY_MS = 10_000

const runner = (everyMs: number, pass: () => Promise<unknown>) =>
  new PassTimer(everyMs, () =>
    pass().catch((error: unknown) => logger.warn({ err: error }, 'Partners were not told'))
  )

/** Looks once a minute for leads whose deadline comes near, and for whatever else partners want to be told of. */
export const deadlineRunner = runner(LOOK_EVERY_MS, async () => {
  await remindOfDeadlines(Date.now())
  while (await followTrail(Date.now()));
})

/** Apart: a mail server that thinks for long holds up nothing else. */
export const portalMailRunner = runner(SEND_EVERY_MS, () => sendNotices(Date.now()))
