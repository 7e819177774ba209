import { setTimeout as pause } from 'node:timers/promises'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { loadAccount } from '#accounts/repository'
import { newId } from '#shared/ids'
import { Runner } from '#shared/pass_timer'
import { changed } from '#store/changed'
import { engine } from '#distribution/engine'
import { note } from '#privacy/requests/note'
import { loadRules, quietHour } from '#privacy/retention/rules'
import { runRule } from '#privacy/retention/run_rule'

const EVERY_MS = 60_000
const OWNED_MS = 120_000
/** Distributions under way from which on live leads go first. */
const FULL_FROM = 20
const WAIT_MS = 100

/**
 * Erases what is over its time, once a day at the quiet hour of each account. A run is one process's; when that dies
 * another goes on with it.
 */
export class RetentionRunner extends Runner {
  readonly #id = newId('wrk')

  constructor() {
    super(EVERY_MS)
  }

  start() {
    super.start()
    this.kick()
  }

  protected look() {
    return this.pass(Date.now()).catch((error: unknown) =>
      logger.warn({ err: error }, 'what is over its time was not erased; it will be tried again')
    )
  }

  async pass(now: number) {
    await this.#begin(now)
    const due: { id: string }[] = await db
      .from('retention_runs')
      .where('status', 'running')
      .where('owned_until', '<', Date.now())
      .orderBy('id')
      .select('id')
    for (const { id } of due)
      if (!this.stopping && (await this.#claim(id))) await this.#run(id, now)
  }

  /** One run for each account and day, from its quiet hour on: a server that slept through it begins later. */
  async #begin(now: number) {
    const ruled: { account_id: string }[] = await db.from('retention_rules').distinct('account_id')
    for (const { account_id: accountId } of ruled) {
      const account = await loadAccount(accountId)
      if (!account) continue
      const local = DateTime.fromMillis(now, { zone: account.timeZone })
      if (local.hour < (await quietHour(accountId))) continue
      await db
        .knexQuery()
        .table('retention_runs')
        .insert({
          ...{ id: newId('rrun', now), account_id: accountId, day: local.toISODate() },
          ...{ status: 'running', owned_until: 0, started_at: now },
        })
        .onConflict(['account_id', 'day'])
        .ignore()
    }
  }

  async #claim(id: string): Promise<boolean> {
    const now = Date.now()
    const claimed = await db
      .from('retention_runs')
      .where({ id, status: 'running' })
      .where('owned_until', '<', now)
      .update({ owner: this.#id, owned_until: now + OWNED_MS })
    return changed(claimed)
  }

  async #run(id: string, now: number) {
    const run = await db.from('retention_runs').where('id', id).firstOrFail()
    const counts = JSON.parse(run.counts) as Record<string, number>
    let held = 0
    const keep = async (rule: string, erased: number, more: number) => {
      counts[rule] = (counts[rule] ?? 0) + erased
      held += more
      const mine = await this.#own(id).update({
        ...{ counts: JSON.stringify(counts), held, owned_until: Date.now() + OWNED_MS },
      })
      return changed(mine) && !this.stopping
    }
    for (const rule of await loadRules(run.account_id))
      if (!(await runRule(rule, now, { keep, room: () => this.#room() })))
        return void (await this.#own(id).update({ owned_until: 0 }))
    await this.#finish(id, run.account_id, counts, held)
  }

  #own(id: string) {
    return db.from('retention_runs').where({ id, status: 'running', owner: this.#id })
  }

  #finish(id: string, accountId: string, counts: Record<string, number>, held: number) {
    const now = Date.now()
    const sum = Object.values(counts).reduce((all, one) => all + one, 0)
    return db.transaction(async (trx) => {
      const mine = await trx
        .from('retention_runs')
        .where({ id, status: 'running', owner: this.#id })
        .update({ status: 'done', finished_at: now, owner: null })
      if (changed(mine) && sum > 0)
        await note(trx, 'retention.finished', { accountId }, { erased: sum, held }, now)
    })
  }

  async #room() {
    while (engine.underWay > FULL_FROM && !this.stopping) await pause(WAIT_MS)
  }
}

export const retentionRunner = new RetentionRunner()
