import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { newId } from '#shared/ids'
import { Runner } from '#shared/pass_timer'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { engine } from '#distribution/engine'
import { breatheWhile } from '#distribution/lead_search/build_block'
import {
  type Backtest,
  affected,
  findBacktest,
  toBacktest,
} from '#distribution/backtest/jobs/backtests'
import { TooManyLeads } from '#distribution/backtest/jobs/collect_cases'
import { BacktestImpossible, runBacktest } from '#distribution/backtest/jobs/run_backtest'

const EVERY_MS = 3_000
const OWNED_MS = 30_000
/** How often the row is told how far it is. */
const NOTE_MS = 500
/** A backtest that brought its process down so often is not begun again. */
const MOST_TRIES = 3
/** Distributions under way from which on backtests rest between portions. */
const BUSY_FROM = 20

/** Somebody stopped it, it is another process' by now, or this one ends. */
class PutDown extends Error {}

/**
 * Makes backtests, one after the other in a process. One whose process died is begun anew by another: it comes to the
 * same, and where it stood is worth less than the certainty.
 */
export class BacktestRunner extends Runner {
  readonly #id = newId('wrk')
  readonly #rest = breatheWhile(() => engine.underWay > BUSY_FROM)
  #again = false

  constructor() {
    super(EVERY_MS)
  }

  /** Looks for backtests that nobody makes, without waiting for them. */
  kick() {
    this.#again = true
    super.kick()
  }

  protected async look() {
    while (this.#again && !this.stopping) {
      this.#again = false
      await this.pass().catch((error: unknown) =>
        logger.warn({ err: error }, 'backtests could not be looked for; it will be tried again')
      )
    }
  }

  /** Makes every backtest that nobody makes. */
  async pass() {
    const due = await store.all(
      `select id from backtests where status = 'running' and owned_until < ? order by id`,
      [Date.now()]
    )
    for (const { id } of due) {
      if (this.stopping) return
      const job = await this.#claim(id as string)
      if (job) await this.#make(job)
    }
  }

  /** Resolves with the backtest when it has ended, or as it is after `ms`. */
  async waitFor(accountId: string, id: string, ms: number): Promise<Backtest | null> {
    const until = Date.now() + ms
    for (let step = 20; ; step = Math.min(250, step * 1.5)) {
      const job = await findBacktest(accountId, id)
      if (!job || job.status !== 'running' || Date.now() >= until) return job
      await pause(step)
    }
  }

  async #claim(id: string): Promise<Backtest | null> {
    const now = Date.now()
    const claimed = await db
      .from('backtests')
      .where({ id, status: 'running' })
      .where('owned_until', '<', now)
      .update({ owner: this.#id, owned_until: now + OWNED_MS, started_at: now, done: 0 })
    if (!affected(claimed)) return null
    await db.from('backtests').where('id', id).increment('tries', 1)
    const row = await store.first('select * from backtests where id = ?', [id])
    return row && toBacktest(row)
  }

  async #make(job: Backtest) {
    if (job.tries > MOST_TRIES)
      return this.#end(job.id, { status: 'failed', reason: 'interrupted' })
    let noted = 0
    try {
      const result = await runBacktest(job, {
        breathe: async () => {
          await this.#rest()
          if (this.stopping) throw new PutDown()
        },
        progress: async (phase, done, total) => {
          const now = Date.now()
          if (now - noted < NOTE_MS && done !== total) return
          noted = now
          const set = { phase, done, total, owned_until: now + OWNED_MS }
          if (!(await this.#write(job.id, set))) throw new PutDown()
        },
      })
      const { changed } = result
      await this.#end(job.id, { status: 'done', changed, result: JSON.stringify(result) })
    } catch (error) {
      if (error instanceof PutDown) return this.#letGo(job.id)
      if (error instanceof BacktestImpossible || error instanceof TooManyLeads)
        return this.#end(job.id, { status: 'failed', reason: reasonOf(error) })
      logger.error({ err: error, backtest: job.id }, 'a backtest failed')
      await this.#end(job.id, { status: 'failed', reason: 'internal' })
    }
  }

  #end(id: string, set: Row) {
    return this.#write(id, { ...set, finished_at: Date.now() })
  }

  /** False: it is not running any more, or not here. */
  async #write(id: string, set: Row): Promise<boolean> {
    const rows = db.from('backtests').where({ id, status: 'running', owner: this.#id })
    return affected(await rows.update(set))
  }

  /** The next process begins it anew; that it was put down is no fault of its own. */
  async #letGo(id: string) {
    const mine = db.from('backtests').where({ id, owner: this.#id })
    await mine.update({ owned_until: 0, phase: 'waiting', tries: 0 })
    const row = await db.from('backtests').where('id', id).select('status').first()
    // What was stopped keeps nothing of what it found.
    if (row?.status !== 'running')
      await db.from('backtest_changes').where('backtest_id', id).delete()
  }
}

const reasonOf = (error: BacktestImpossible | TooManyLeads) =>
  error instanceof TooManyLeads ? 'too_many_leads' : error.reason

export const backtestRunner = new BacktestRunner()
