import logger from '@adonisjs/core/services/logger'
import { closeVisits } from '#accounts/agencies/enter_client'
import { watchPlans } from '#notifications/trail/watch_plans'
import { watchTasks } from '#notifications/trail/watch_tasks'
import { followTrail } from '#notifications/trail/follow_trail'
import { followWatched } from '#notifications/trail/follow_watched'
import { sampleUnsold } from '#notifications/trail/sample_unsold'
import { gatherMails } from '#notifications/mails/gather_mails'
import { dropOld } from '#notifications/trail/drop_old'
import { sendMessages } from '#notifications/webhooks/send_messages'
import { PassTimer } from '#shared/pass_timer'
import { sendMails } from '#notifications/mails/send_mails'

const EVERY_MS = 5_000

type Step = [what: string, step: (now: number) => Promise<unknown>]

/**
 * Tells people what happened, behind everything else: step by step, each whatever became of the one before. What failed
 * is tried again with the next pass. Any number of processes may: each thing is told once.
 */
const runner = (...steps: Step[]) =>
  new PassTimer(EVERY_MS, async () => {
    for (const [what, step] of steps)
      await step(Date.now()).catch((error: unknown) => logger.warn({ err: error }, what))
  })

export const noticeRunner = runner(
  ['visits of agencies were not closed', closeVisits],
  ['the trail was not followed for notifications', followTrail],
  ['watched leads were not followed for notifications', followWatched],
  ['tasks were not looked at for notifications', watchTasks],
  ['the share of unsold leads was not looked at', sampleUnsold],
  ['plans were not looked at for notifications', watchPlans],
  ['mails of notifications were not gathered', gatherMails],
  ['old notifications were not dropped', dropOld]
)

/** Apart: a mail server that thinks for long holds nobody else up. */
export const noticeMailRunner = runner([
  'mails of notifications were not sent',
  (now) => sendMails(now),
])

export const webhookRunner = runner([
  'messages to webhooks were not sent',
  (now) => sendMessages(now),
])
