import logger from '@adonisjs/core/services/logger'
import { engine } from '#distribution/engine'
import { rollCosts } from '#insights/costs/roll_costs'
import { rollUp } from '#insights/figures/roll_up'
import { sumNextDay } from '#insights/revenue/sum_days'
import { rollTraffic } from '#insights/traffic/roll_traffic'

const REST_MS = 10_000
/** After the start it looks sooner: what a process before it left is caught up with. */
const FIRST_MS = 2_000
/**
 * Leads come first: while some are under way it waits, up to so long, for a moment without any. Between stretches it
 * rests so many times as long as one took.
 */
const PATIENCE_MS = 60_000
const LOOK_MS = 500
const REST_WHEN_BUSY = 30
const REST_WHEN_IDLE = 2
const MOST_MS = 5_000

/** Adds the logs up behind the hot path, for as long as the process serves pages. */
class Roller {
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #stopped = true

  /** `roll` adds a stretch up and says whether there is more; `what` names it to whoever reads the log. */
  constructor(
    private roll: (now: number) => Promise<boolean>,
    private what: string
  ) {}

  start() {
    this.#stopped = false
    this.#next(FIRST_MS)
  }

  async stop() {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#running
  }

  #next(ms: number, patient = Date.now() + ms + PATIENCE_MS) {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      if (engine.underWay > 0 && Date.now() < patient) return this.#next(LOOK_MS, patient)
      const began = performance.now()
      this.#running = this.roll(Date.now())
        .catch((error) => {
          logger.warn({ err: error }, `${this.what} were not added up; tried again soon`)
          return false
        })
        .then((more) => this.#next(more ? restAfter(performance.now() - began) : REST_MS))
    }, ms)
    this.#timer.unref()
  }
}

const restAfter = (tookMs: number) =>
  Math.min(MOST_MS, tookMs * (engine.underWay > 0 ? REST_WHEN_BUSY : REST_WHEN_IDLE))

export const roller = new Roller(rollUp, 'figures of the overview')
export const trafficRoller = new Roller(rollTraffic, 'counts of routes')
export const costRoller = new Roller(rollCosts, 'costs of leads')
export const revenueRoller = new Roller(sumNextDay, 'days of the ledger')
