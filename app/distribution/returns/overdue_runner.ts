import logger from '@adonisjs/core/services/logger'
import { markOverdue } from '#distribution/returns/mark_overdue'
import { PassTimer } from '#shared/pass_timer'

const EVERY_MS = 60_000

/** Looks once a minute for requests that nobody decided in time. */
export const overdueRunner = new PassTimer(EVERY_MS, () =>
  markOverdue(Date.now()).catch((error: unknown) =>
    logger.warn({ err: error }, 'Overdue returns were not told')
  )
)
