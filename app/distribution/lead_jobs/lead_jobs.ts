import db from '@adonisjs/lucid/services/db'
import type { Scope } from '#entities/entity_scope'
import { newId } from '#shared/ids'
import type { LeadFilter } from '#distribution/lead_list/read_filter'

/** Work on many leads, as its row holds it. */
export interface LeadJob {
  id: string
  accountId: string
  profile: string
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
}

const parsed = <T>(text: unknown) => (text ? (JSON.parse(text as string) as T) : null)

export const toJob = (row: Record<string, unknown>): LeadJob => ({
  id: row.id as string,
  accountId: row.account_id as string,
  profile: row.profile as string,
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
})

export interface JobWish {
  accountId: string
  actor: string
  profile: string
  ids: string[] | null
  filter: LeadFilter | null
  upto: string
  total: number | null
}

export async function createJob({ accountId, ids, filter, ...wish }: JobWish): Promise<string> {
  const now = Date.now()
  const id = newId('job', now)
  await db.table('lead_jobs').insert({
    ...wish,
    id,
    account_id: accountId,
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

const SHOWN_MS = 15 * 60_000

/** What is under way, and what ended a short while ago; the newest first. */
export async function recentJobs(accountId: string, now: number, scope: Scope = null) {
  const rows = (await db
    .from('lead_jobs')
    .where('account_id', accountId)
    .if(scope, (query) => query.whereIn('profile', [...scope!.profiles]))
    .where((query) => query.where('status', 'running').orWhere('finished_at', '>', now - SHOWN_MS))
    .orderBy('id', 'desc')
    .limit(20)) as Record<string, unknown>[]
  return rows.map(toJob).map(presentJob)
}

export const presentJob = (job: LeadJob) => ({
  id: job.id,
  profile: job.profile,
  status: job.status,
  total: job.total,
  started: job.started,
  skipped: job.skipped,
  reasons: job.reasons,
  created_at: new Date(job.createdAt).toISOString(),
  finished_at: job.finishedAt === null ? null : new Date(job.finishedAt).toISOString(),
})

/** False: there is no such job, or it has ended. */
export async function stopJob(accountId: string, id: string, now: number): Promise<boolean> {
  const changed = await db
    .from('lead_jobs')
    .where({ account_id: accountId, id, status: 'running' })
    .update({ status: 'stopped', finished_at: now })
  return Number(Array.isArray(changed) ? changed[0] : changed) > 0
}
