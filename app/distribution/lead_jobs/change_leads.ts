import { openValues } from '#entities/seal_values'
import { type LeadChange, changeLead } from '#intake/change_lead'
import { eraseLead } from '#intake/erase_lead'
import type { Before } from '#intake/job_note'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import type { JobChange } from '#distribution/lead_jobs/job_change'
import type { LeadJob } from '#distribution/lead_jobs/lead_jobs'

/** Null: it was done; else why not. */
export type Skipped = string | null

/** Does a job's change to some leads at once, answers in their order. What was done before is not done again. */
export async function changeLeads(
  config: AccountConfig,
  job: LeadJob,
  ids: string[],
  source: LeadJob | null
): Promise<Skipped[]> {
  const { id: accountId } = config.account
  const [rows, notes] = await Promise.all([
    store.all('select id, entity_id, erased_at from leads where account_id = ? and id in (??)', [
      accountId,
      ids,
    ]),
    source ? notesOf(source.id, ids) : new Map<string, Before>(),
  ])
  const byId = new Map(rows.map((row) => [row.id as string, row]))
  return Promise.all(
    ids.map((id) => {
      const row = byId.get(id)
      if (!row) return 'not_found'
      return source
        ? takeBack(config, job, source, row, notes.get(id) ?? {})
        : changeOne(config, job, row)
    })
  )
}

async function changeOne(config: AccountConfig, job: LeadJob, row: Row): Promise<Skipped> {
  const change = job.change!
  if ('erase' in change) return eraseOne(config, job, row)
  const entity = config.entities.get(row.entity_id as string)
  if ('stage' in change && !entity?.stages.includes(change.stage)) return 'no_such_stage'
  const wish = wishOf(config, change)
  return wish ? submit(config, job, row, wish) : 'tag_gone'
}

function wishOf({ tags: names }: AccountConfig, change: JobChange): LeadChange | null {
  if ('stage' in change) return { stage: change.stage }
  if ('assignee' in change) return { assignee: change.assignee }
  if ('values' in change) return { values: change.values }
  if (!('tags' in change)) return null
  const idsOf = (keys: string[]) => keys.flatMap((key) => names.byKey.get(key)?.id ?? [])
  const [add, remove] = [idsOf(change.tags.add), idsOf(change.tags.remove)]
  // Tags that were deleted meanwhile leave nothing to do.
  return add.length + remove.length ? { tags: { names, add, remove } } : null
}

async function submit(
  config: AccountConfig,
  job: LeadJob,
  row: Row,
  change: LeadChange
): Promise<Skipped> {
  const id = row.id as string
  const done = await changeLead(config.account.id, id, change, job.actor, {
    job: { jobId: job.id },
  })
  if (!done.ok) return done.problem
  return done.value.unchanged ? 'unchanged' : null
}

async function eraseOne(config: AccountConfig, job: LeadJob, row: Row): Promise<Skipped> {
  // Erased by this very job, by a process that died before it could say so.
  if (row.erased_at) return Number(row.erased_at) >= job.createdAt ? null : 'erased'
  const done = await eraseLead(config.account.id, row.id as string, job.actor)
  return done === 'erased' ? null : done
}

async function notesOf(jobId: string, ids: string[]): Promise<Map<string, Before>> {
  const rows = await store.all(
    'select lead_id, before from lead_job_undo where job_id = ? and lead_id in (??)',
    [jobId, ids]
  )
  return new Map(
    rows.map((row) => [row.lead_id as string, JSON.parse(row.before as string) as Before])
  )
}

/** Gives a lead back what a job took, where it still is as the job left it. */
async function takeBack(
  config: AccountConfig,
  job: LeadJob,
  source: LeadJob,
  row: Row,
  before: Before
): Promise<Skipped> {
  if (row.erased_at) return 'erased'
  const wish = await wayBack(config, source.change!, row, before)
  return wish ? submit(config, job, row, wish) : 'unchanged'
}

async function wayBack(
  config: AccountConfig,
  change: JobChange,
  row: Row,
  before: Before
): Promise<LeadChange | null> {
  const quiet = true as const
  if ('stage' in change && before.stage !== undefined)
    return { stage: before.stage, provided: { stage: change.stage }, quiet }
  if ('assignee' in change && before.assignee !== undefined)
    return { assignee: before.assignee, provided: { assignee: change.assignee } }
  if ('tags' in change && before.tags) {
    const { tags: names } = config
    const known = (ids: string[]) => ids.flatMap((id) => names.find(id)?.id ?? [])
    const [remove, add] = [known(before.tags.added), known(before.tags.removed)]
    if (!remove.length && !add.length) return null
    return { tags: { names, add, remove }, provided: { tags: { has: remove, lacks: add } } }
  }
  if ('values' in change && before.revision !== undefined)
    return valuesBack(config, Object.keys(change.values), row, before.revision)
  return null
}

/** A revision that was emptied meanwhile belongs to an erased lead, which is passed over. */
async function valuesBack(
  config: AccountConfig,
  fields: string[],
  row: Row,
  revision: number
): Promise<LeadChange | null> {
  const entity = config.entities.get(row.entity_id as string)
  const kept = await store.first('select "values" from lead_revisions where id = ?', [
    `${row.id as string}:${revision - 1}`,
  ])
  if (!entity || !kept) return null
  const values = openValues(config.key, entity, kept.values as string)
  return {
    values: Object.fromEntries(fields.map((field) => [field, values[field] ?? null])),
    provided: { revision },
  }
}
