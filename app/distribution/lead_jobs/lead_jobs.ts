import db from '@adonisjs/lucid/services/db'
import type { Scope } from '#entities/entity_scope'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import type { LeadFilter } from '#distribution/lead_list/read_filter'
import {
  type JobChange,
  type JobKind,
  UNDO_MS,
  isUndoable,
} from '#distribution/lead_jobs/job_change'

/** Work on many leads, as its row holds it. */
export interface LeadJob {
  id: string
  accountId: string
  actor: string
  kind: JobKind
  /** Of a run of a profile: its key; else empty. */
  profile: string
  /** Null: it runs a profile. */
  change: JobChange | null
  /** Keys of the entities whose leads it changes. */
  entities: string[] | null
  /** Null: every lead of the filter. */
  ids: string[] | null
  filter: LeadFilter | null
  /** Newest lead when it was begun: those that came later are not meant. */
  upto: string
  /** Last lead that is done; they go oldest first. */
  after: string
  total: number | null
  started: number
  skipped: number
  reasons: Record<string, number>
  status: 'running' | 'done' | 'stopped'
  createdAt: number
  finishedAt: number | null
  /** The job that takes it back. */
  undoneBy: string | null
}

const parsed = <T>(text: unknown) => (text ? (JSON.parse(text as string) as T) : null)

export const toJob = (row: Record<string, unknown>): LeadJob => ({
  id: row.id as string,
  accountId: row.account_id as string,
  actor: row.actor as string,
  kind: row.kind as JobKind,
  profile: row.profile as string,
  change: parsed<JobChange>(row.change),
  entities: parsed<string[]>(row.entities),
  ids: parsed<string[]>(row.ids),
  filter: parsed<LeadFilter>(row.filter),
  upto: row.upto as string,
  after: row.after as string,
  total: row.total === null ? null : Number(row.total),
  started: Number(row.started),
  skipped: Number(row.skipped),
  reasons: parsed<Record<string, number>>(row.reasons) ?? {},
  status: row.status as LeadJob['status'],
  createdAt: Number(row.created_at),
  finishedAt: row.finished_at === null ? null : Number(row.finished_at),
  undoneBy: (row.undone_by ?? null) as string | null,
})

export interface JobWish {
  accountId: string
  actor: string
  kind: JobKind
  profile: string
  change?: JobChange
  entities?: string[]
  ids: string[] | null
  filter: LeadFilter | null
  upto: string
  total: number | null
}

export async function createJob({
  accountId,
  ids,
  filter,
  change,
  entities,
  ...wish
}: JobWish): Promise<string> {
  const now = Date.now()
  const id = newId('job', now)
  await db.table('lead_jobs').insert({
    ...wish,
    id,
    account_id: accountId,
    change: change ? JSON.stringify(change) : null,
    entities: entities ? JSON.stringify(entities) : null,
    ids: ids && JSON.stringify(ids.toSorted()),
    filter: filter && JSON.stringify(filter),
    after: '',
    status: 'running',
    owner: null,
    owned_until: 0,
    created_at: now,
  })
  return id
}

export async function findJob(accountId: string, id: string): Promise<LeadJob | null> {
  const row = (await db.from('lead_jobs').where({ account_id: accountId, id }).first()) as Record<
    string,
    unknown
  > | null
  return row && toJob(row)
}

/** Whether a limited place may see a job: it is about leads of its entities alone. */
export const showsJob = (scope: Scope, job: Pick<LeadJob, 'kind' | 'profile' | 'entities'>) =>
  !scope ||
  (job.kind === 'distribute'
    ? scope.profiles.includes(job.profile)
    : job.entities !== null && job.entities.every((key) => scope.entities.includes(key)))

const SHOWN_MS = 15 * 60_000
const MOST = 20
const LOOKED_AT = 200

/** What is under way, and what ended a short while ago; the newest first. */
export const recentJobs = (accountId: string, now: number, scope: Scope = null) =>
  jobsSince(accountId, now - SHOWN_MS, now, scope, MOST)

/** Everything of the days in which it can be taken back. */
export const pastJobs = (accountId: string, now: number, scope: Scope = null) =>
  jobsSince(accountId, now - UNDO_MS, now, scope, LOOKED_AT)

async function jobsSince(
  accountId: string,
  since: number,
  now: number,
  scope: Scope,
  limit: number
) {
  const rows = (await db
    .from('lead_jobs')
    .where('account_id', accountId)
    .where((query) => query.where('status', 'running').orWhere('finished_at', '>', since))
    .orderBy('id', 'desc')
    .limit(LOOKED_AT)) as Record<string, unknown>[]
  const jobs = rows.map(toJob).filter((job) => showsJob(scope, job))
  return jobs.slice(0, limit).map((job) => presentJob(job, now))
}

export const presentJob = (job: LeadJob, now: number) => ({
  id: job.id,
  kind: job.kind,
  profile: job.profile || null,
  change: presentChange(job.change),
  status: job.status,
  total: job.total,
  started: job.started,
  skipped: job.skipped,
  reasons: job.reasons,
  undoable: isUndoable(job, now),
  undone_by: job.undoneBy,
  actor: job.actor,
  created_at: new Date(job.createdAt).toISOString(),
  finished_at: job.finishedAt === null ? null : new Date(job.finishedAt).toISOString(),
})

/** Values that were set are not told again: the names of their fields are. */
function presentChange(change: JobChange | null): Record<string, unknown> | null {
  if (!change || !('values' in change)) return change
  const fields = Object.keys(change.values)
  return {
    values: {
      set: fields.filter((key) => change.values[key] !== null),
      cleared: fields.filter((key) => change.values[key] === null),
    },
  }
}

/** False: there is no such job, or it has ended. */
export async function stopJob(accountId: string, id: string, now: number): Promise<boolean> {
  const done = await db
    .from('lead_jobs')
    .where({ account_id: accountId, id, status: 'running' })
    .update({ status: 'stopped', finished_at: now })
  return changed(done)
}
