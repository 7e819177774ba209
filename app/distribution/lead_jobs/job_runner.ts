import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { idsOf } from '#entities/entity_scope'
import { newId } from '#shared/ids'
import { Runner } from '#shared/pass_timer'
import { store } from '#store/store'
import { changed } from '#store/changed'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { distribute } from '#distribution/distribute_by_hand'
import { engine } from '#distribution/engine'
import { freshTags } from '#distribution/fresh_tags'
import { changeLeads } from '#distribution/lead_jobs/change_leads'
import { UNDO_MS, tagsIn } from '#distribution/lead_jobs/job_change'
import { type LeadJob, findJob, toJob } from '#distribution/lead_jobs/lead_jobs'
import { readFilter } from '#distribution/lead_list/read_filter'
import { everyMatch } from '#distribution/lead_search/every_match'
import { TERM_COLUMNS } from '#distribution/lead_search/lead_terms'

const EVERY_MS = 3_000
const OWNED_MS = 30_000
const BATCH = 10
/** Changes go to disk together, so many at once. */
const CHANGED_AT_ONCE = 25
const NOTES = 500
const FORGET_EVERY_MS = 3_600_000
/** Distributions under way from which on no more are begun. */
const FULL_FROM = 200
const WAIT_MS = 50

/**
 * Runs profiles on many leads or changes them, one process a job. Where it stands is in its row: another process takes it up when this
 * one dies, and begins no lead a second time.
 */
export class JobRunner extends Runner {
  readonly #id = newId('wrk')
  #forgot = 0

  constructor() {
    super(EVERY_MS)
  }

  protected look() {
    return this.pass().catch((error: unknown) =>
      logger.warn({ err: error }, 'a job on leads was put down; it will be taken up again')
    )
  }

  /** Does every job that nobody does. */
  async pass() {
    await this.#forget()
    const due = (await db
      .from('lead_jobs')
      .where('status', 'running')
      .where('owned_until', '<', Date.now())
      .orderBy('id')
      .select('id')) as { id: string }[]
    for (const { id } of due) if (!this.stopping && (await this.#claim(id))) await this.#run(id)
  }

  async #claim(id: string): Promise<boolean> {
    const now = Date.now()
    const done = await db
      .from('lead_jobs')
      .where({ id, status: 'running' })
      .where('owned_until', '<', now)
      .update({ owner: this.#id, owned_until: now + OWNED_MS })
    return changed(done)
  }

  async #run(id: string) {
    const job = toJob(
      (await db.from('lead_jobs').where('id', id).first()) as Record<string, unknown>
    )
    await freshTags(job.accountId, tagsIn(job.change), job.filter?.tag)
    const size = job.change ? CHANGED_AT_ONCE : BATCH
    for await (const leads of leadsOf(job))
      for (let n = 0; n < leads.length; n += size) {
        const some = leads.slice(n, n + size)
        await (job.change ? this.#change(job, some) : this.#distribute(job, some))
        if (!(await this.#note(job)) || this.stopping) return this.#letGo(id)
      }
    await db
      .from('lead_jobs')
      .where({ id, status: 'running' })
      .update({ status: 'done', finished_at: Date.now() })
  }

  async #distribute(job: LeadJob, ids: string[]) {
    const before = await begunBefore(job, ids)
    for (const id of ids) {
      while (engine.underWay > FULL_FROM && !this.stopping) await pause(WAIT_MS)
      const done = before.has(id) || (await distribute(job.accountId, id, job.profile, 'manual'))
      if (done === true || done.ok) job.started++
      else {
        job.skipped++
        job.reasons[done.problem] = (job.reasons[done.problem] ?? 0) + 1
      }
      job.after = id
    }
  }

  async #change(job: LeadJob, ids: string[]) {
    // A stage may set profiles off.
    while (engine.underWay > FULL_FROM && !this.stopping) await pause(WAIT_MS)
    const config = await accountConfig(job.accountId)
    const { change } = job
    const source = change && 'undo' in change ? await findJob(job.accountId, change.undo) : null
    const done = await changeLeads(config, job, ids, source)
    for (const why of done) {
      if (why === null) job.started++
      else {
        job.skipped++
        job.reasons[why] = (job.reasons[why] ?? 0) + 1
      }
    }
    job.after = ids[ids.length - 1]
  }

  /** What leads were before is kept as long as it can be given back. */
  async #forget() {
    const now = Date.now()
    if (now - this.#forgot < FORGET_EVERY_MS) return
    this.#forgot = now
    const old = db
      .from('lead_jobs')
      .where('finished_at', '<', now - UNDO_MS)
      .select('id')
    await db.from('lead_job_undo').whereIn('job_id', old).delete()
  }

  /** False: somebody stopped it, or it is another's by now. */
  async #note({ id, after, started, skipped, reasons }: LeadJob): Promise<boolean> {
    const done = await db
      .from('lead_jobs')
      .where({ id, status: 'running', owner: this.#id })
      .update({
        after,
        started,
        skipped,
        reasons: JSON.stringify(reasons),
        owned_until: Date.now() + OWNED_MS,
      })
    return changed(done)
  }

  async #letGo(id: string) {
    await db.from('lead_jobs').where({ id, owner: this.#id }).update({ owned_until: 0 })
  }
}

export const jobRunner = new JobRunner()

/** Ids of the leads that are still to be done, oldest first. */
async function* leadsOf(job: LeadJob): AsyncGenerator<string[]> {
  if (job.ids) return yield job.ids.filter((id) => id > job.after)
  if (job.change && 'undo' in job.change) return yield* notedBy(job, job.change.undo)
  const all = await accountConfig(job.accountId)
  const found = job.change
    ? await readFilter(within(all, job.entities ?? []), job.filter ?? {}, job.createdAt)
    : await readFilter(
        all,
        { ...job.filter, entity: all.profilesByKey.get(job.profile)?.entity.key },
        job.createdAt
      )
  // The filter names what is gone by now.
  if (!found.ok) return
  const options = { order: 'oldest' as const, after: job.after || null, columns: TERM_COLUMNS }
  for await (const rows of everyMatch(job.accountId, found.value.search, options)) {
    const ids = rows.map((row) => row.id as string).filter((id) => id <= job.upto)
    if (ids.length) yield ids
    if (ids.length < rows.length) return
  }
}

/** The configuration with the entities a job may change leads of, and no other. */
function within(config: AccountConfig, keys: readonly string[]): AccountConfig {
  const ids = [...config.entities.values()].filter(({ key }) => keys.includes(key))
  return { ...config, limitedTo: idsOf(ids.map(({ id }) => id)) }
}

/** Leads that a job changed. */
async function* notedBy(job: LeadJob, of: string): AsyncGenerator<string[]> {
  for (let after = job.after; ;) {
    const rows = await store.all(
      `select lead_id from lead_job_undo where job_id = ? and lead_id > ? and before <> '{}'
       order by lead_id limit ${NOTES}`,
      [of, after]
    )
    if (!rows.length) return
    const ids = rows.map((row) => row.lead_id as string)
    yield ids
    after = ids[ids.length - 1]
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
