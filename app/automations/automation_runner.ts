import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { Runner } from '#shared/pass_timer'
import { advanceRun } from '#automations/runs/advance_run'
import { type AutomationHands, automationHands } from '#automations/runs/perform_task'
import { forgetRuns } from '#automations/runs/forget_runs'
import { TrailFollower } from '#automations/trail/follow_trail'
import { OPEN_STATUSES } from '#automations/types'

/** Also what another machine took in is begun within about a second: the trail is what all of them share. */
const EVERY_MS = 1_000
const FORGET_EVERY_MS = 3_600_000
const AT_ONCE = 10
const BATCH = 100

/**
 * Follows the trail and advances what is due. Any number of processes may: an event begins one run, and a run is one
 * process' at a time. What a process that died was at is taken up when its claim has run out.
 */
export class AutomationRunner extends Runner {
  #follower = new TrailFollower()
  #forgotAt = 0

  constructor() {
    super(EVERY_MS)
  }

  protected async look() {
    try {
      await this.follow(Date.now())
      await this.advance()
      await this.#forget(Date.now())
    } catch (error) {
      logger.warn({ err: error }, 'automations were put down; they will be taken up again')
    }
  }

  /** Looks at once, where it is at work at all. */
  nudge() {
    if (this.started) this.kick()
  }

  /** Now and then what is too old goes. */
  async #forget(now: number) {
    if (now - this.#forgotAt < FORGET_EVERY_MS) return
    this.#forgotAt = now
    await forgetRuns(now, () => this.stopping)
  }

  /** How many runs began. */
  follow(now: number): Promise<number> {
    return this.#follower.pass(now)
  }

  /** Advances everything that is due, some at once; answers how many. */
  async advance(
    clock: () => number = Date.now,
    hands: AutomationHands = automationHands
  ): Promise<number> {
    let advanced = 0
    for (;;) {
      const ids = await dueRuns(clock())
      const mine: boolean[] = []
      for (let i = 0; i < ids.length && !this.stopping; i += AT_ONCE)
        mine.push(
          ...(await Promise.all(
            ids.slice(i, i + AT_ONCE).map((id) => advanceOne(id, clock, hands))
          ))
        )
      const done = mine.filter(Boolean).length
      advanced += done
      // What nobody could take is somebody else's, or fails: it is looked at again with the next pass.
      if (done === 0 || this.stopping) return advanced
    }
  }
}

export const automationRunner = new AutomationRunner()

async function advanceOne(id: string, clock: () => number, hands: AutomationHands) {
  try {
    return await advanceRun(id, clock, hands)
  } catch (error) {
    // Its claim runs out, and it is tried again.
    logger.error({ err: error, run: id }, 'a run of an automation could not be advanced')
    return false
  }
}

/** Runs of accounts that do not rest. */
async function dueRuns(now: number): Promise<string[]> {
  const rows = await db
    .from('automation_runs as r')
    .join('accounts as c', 'c.id', 'r.account_id')
    .whereRaw(
      `(${OPEN_STATUSES.map((status) => `r.status = '${status}'`).join(' or ')}) and r.due_at <= ?`,
      [now]
    )
    .where('r.owned_until', '<=', now)
    .whereNull('c.suspended_at')
    .orderBy('r.due_at')
    .limit(BATCH)
    .select('r.id')
  return rows.map((row) => row.id as string)
}
