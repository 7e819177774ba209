import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { newId } from '#shared/ids'
import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'
import { distribute } from '#distribution/distribute_by_hand'
import { engine } from '#distribution/engine'
import { type LeadJob, toJob } from '#distribution/lead_jobs/lead_jobs'
import { readFilter } from '#distribution/lead_list/read_filter'
import { everyMatch } from '#distribution/lead_search/every_match'

const EVERY_MS = 3_000
const OWNED_MS = 30_000
const BATCH = 10
/** Distributions under way from which on no more are begun. */
const FULL_FROM = 200
const WAIT_MS = 50

/**
 * Runs profiles on many leads, one process a job. Where it stands is in its row: another process takes it up when this
 * one dies, and begins no lead a second time.
 */
export class JobRunner {
  readonly #id = newId('wrk')
  #timer: NodeJS.Timeout | null = null
  #passing: Promise<void> | null = null
  #stopping = false

  start() {
    this.#stopping = false
    this.#timer ??= setInterval(() => this.kick(), EVERY_MS)
    this.#timer.unref()
  }

  async stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#stopping = true
    await this.#passing
    this.#stopping = false
  }

  /** Looks for jobs that nobody does, without waiting for them. */
  kick() {
    this.#passing ??= this.pass()
      .catch((error: unknown) =>
        logger.warn({ err: error }, 'a job on leads was put down; it will be taken up again')
      )
      .finally(() => (this.#passing = null))
  }

  /** Does every job that nobody does. */
  async pass() {
    const due = (await db
      .from('lead_jobs')
      .where('status', 'running')
      .where('owned_until', '<', Date.now())
      .orderBy('id')
      .select('id')) as { id: string }[]
    for (const { id } of due) if (!this.#stopping && (await this.#claim(id))) await this.#run(id)
  }

  async #claim(id: string): Promise<boolean> {
    const now = Date.now()
    const changed = await db
      .from('lead_jobs')
      .where({ id, status: 'running' })
      .where('owned_until', '<', now)
      .update({ owner: this.#id, owned_until: now + OWNED_MS })
    return Number(Array.isArray(changed) ? changed[0] : changed) > 0
  }

  async #run(id: string) {
    const job = toJob(
      (await db.from('lead_jobs').where('id', id).first()) as Record<string, unknown>
    )
    for await (const leads of leadsOf(job))
      for (let n = 0; n < leads.length; n += BATCH) {
        await this.#distribute(job, leads.slice(n, n + BATCH))
        if (!(await this.#note(job)) || this.#stopping) return this.#letGo(id)
      }
    await db
      .from('lead_jobs')
      .where({ id, status: 'running' })
      .update({ status: 'done', finished_at: Date.now() })
  }

  async #distribute(job: LeadJob, ids: string[]) {
    const before = await begunBefore(job, ids)
    for (const id of ids) {
      while (engine.underWay > FULL_FROM && !this.#stopping) await pause(WAIT_MS)
      const done = before.has(id) || (await distribute(job.accountId, id, job.profile, 'manual'))
      if (done === true || done.ok) job.started++
      else {
        job.skipped++
        job.reasons[done.problem] = (job.reasons[done.problem] ?? 0) + 1
      }
      job.after = id
    }
  }

  /** False: somebody stopped it, or it is another's by now. */
  async #note({ id, after, started, skipped, reasons }: LeadJob): Promise<boolean> {
    const changed = await db
      .from('lead_jobs')
      .where({ id, status: 'running', owner: this.#id })
      .update({
        after,
        started,
        skipped,
        reasons: JSON.stringify(reasons),
        owned_until: Date.now() + OWNED_MS,
      })
    return Number(Array.isArray(changed) ? changed[0] : changed) > 0
  }

  async #letGo(id: string) {
    await db.from('lead_jobs').where({ id, owner: this.#id }).update({ owned_until: 0 })
  }
}

export const jobRunner = new JobRunner()

/** Ids of the leads that are still to be done, oldest first. */
async function* leadsOf(job: LeadJob): AsyncGenerator<string[]> {
  if (job.ids) return yield job.ids.filter((id) => id > job.after)
  const config = await accountConfig(job.accountId)
  const entity = config.profilesByKey.get(job.profile)?.entity.key
  const found = readFilter(config, { ...job.filter, entity }, job.createdAt)
  // The filter names what is gone by now.
  if (!found.ok) return
  const columns = 'id, entity_id, status, stage, source, external_id, "values", test, created_at'
  const options = { order: 'oldest' as const, after: job.after || null, columns }
  for await (const rows of everyMatch(job.accountId, found.value.search, options)) {
    const ids = rows.map((row) => row.id as string).filter((id) => id <= job.upto)
    if (ids.length) yield ids
    if (ids.length < rows.length) return
  }
}

/** Leads that a process which died had begun already. */
async function begunBefore(job: LeadJob, ids: string[]): Promise<Set<string>> {
  const config = await accountConfig(job.accountId)
  const profile = config.profilesByKey.get(job.profile)?.profile.id ?? ''
  const rows = await store.all(
    `select lead_id from distributions
     where lead_id in (??) and profile_id = ? and trigger = 'manual' and created_at >= ?`,
    [ids, profile, job.createdAt]
  )
  return new Set(rows.map((row) => row.lead_id as string))
}
