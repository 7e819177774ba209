import { accountKey } from '#entities/account_keys'
import { loadEntityById } from '#entities/repository'
import { type Arrival, arrivalsOf } from '#intake/arrivals'
import { type ImportRow, noteRow, rowLock } from '#intake/import_rows'
import {
  type Before,
  type JobNote,
  type Provided,
  noteBefore,
  noteLock,
  notedBefore,
  stillSo,
} from '#intake/job_note'
import { type TagWish, changeTags, putTags, tagIds, tagLocks } from '#intake/lead_tags'
import { replaceValues, valueLocks } from '#intake/replace_values'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { watchWrites, watcherLocks } from '#store/lead_watchers'
import { store } from '#store/store'
import type { Lock, Row, Work, Write } from '#store/types'

export interface LeadChange {
  /** Normal forms (see acceptLead); null takes a value away, what is not named stays. */
  values?: Record<string, unknown>
  extra?: Record<string, unknown>
  stage?: string | null
  /** The new stage is for a lead that stands in this one; one that was moved meanwhile stays where it is. */
  expectedStage?: string | null
  assignee?: string | null
  tags?: TagWish
  /** The run of an automation whose doing it is: the trail and what it sets off carry it. */
  cause?: string
  /** It is refused as `changed` where this is not so any more. */
  provided?: Provided
  /** Puts something back: its stage sets no profile off. */
  quiet?: true
}

export type LeadChangeProblem = 'not_found' | 'erased' | 'merged' | 'moved' | 'changed'

/** What a change is part of: the row of a file that says so, or a job on many leads. Each notes it with the change. */
export interface Notes {
  importRow?: ImportRow
  job?: JobNote
}

type Outcome = Result<{ arrival: Arrival | null; unchanged: boolean } | 'again', LeadChangeProblem>

/**
 * Changes a stored lead. The values before are kept as a revision, so that past distributions are still explained by
 * what they saw; the trail names the changed fields, never their values. `unchanged`: all of it was so already.
 */
export async function changeLead(
  accountId: string,
  leadId: string,
  change: LeadChange,
  actor: string | null,
  { importRow, job }: Notes = {}
): Promise<Result<{ unchanged: boolean }, LeadChangeProblem>> {
  for (;;) {
    const found = await store.first(
      'select entity_id, tags from leads where id = ? and account_id = ?',
      [leadId, accountId]
    )
    if (!found) return fail('not_found')
    const [entity, key, arrivals] = await Promise.all([
      loadEntityById(accountId, found.entity_id as string),
      accountKey(accountId),
      arrivalsOf(accountId),
    ])
    if (!entity) return fail('not_found')
    const at = Date.now()
    const cause = change.cause === undefined ? {} : { cause: change.cause }
    const heldTags = change.tags ? tagsOf(found, change.tags) : []
    // Whoever it is given to follows it from then on.
    const follow = change.assignee ? await membersOf(accountId, change.assignee) : []
    const locks: Lock[] = [
      ...valueLocks(accountId, entity, leadId),
      ...tagLocks(accountId, leadId, heldTags),
      ...watcherLocks(leadId, follow),
    ]
    if (importRow) locks.push(rowLock(accountId, importRow))
    if (job) locks.push(noteLock(accountId, leadId, job))
    const work: Work<Outcome> = {
      locks,
      decide(locked) {
        const row = locked.get('leads', leadId)
        if (!row) return { result: fail('not_found'), writes: [] }
        if (row.erased_at) return { result: fail('erased'), writes: [] }
        if (row.merged_into) return { result: fail('merged'), writes: [] }
        if (isMoved(change, row.stage as string | null))
          return { result: fail('moved'), writes: [] }
        const noted = job && notedBefore(locked, leadId, job)
        if (noted) {
          const unchanged = Object.keys(noted).length === 0
          return { result: ok({ arrival: null, unchanged }), writes: [] }
        }
        const names = change.tags?.names
        const tagsNow = names ? tagIds(row, names) : []
        // Somebody tagged it between the look and the lock.
        if (tagsNow.some((id) => !heldTags.includes(id))) return { result: ok('again'), writes: [] }
        if (change.provided && !stillSo(row, tagsNow, change.provided))
          return { result: fail('changed'), writes: [] }
        const replaced = replaceValues(locked, { key, entity, row, at }, change.values ?? {})
        const { values, changed, revision } = replaced
        const set: Row = { updated_at: at, ...replaced.set }
        const writes: Write[] = [...replaced.writes]
        const was: Before = {}
        const subject = { accountId, leadId }
        const tell = (type: Parameters<typeof event>[0], data: object) =>
          writes.push(event(type, subject, { ...data, ...cause }, at, actor))
        if (changed.length) {
          if (importRow) noteRow(locked, importRow, { revision: revision - 1 })
          was.revision = revision
          tell('lead.updated', { fields: changed, revision })
        }
        if (change.extra && Object.keys(change.extra).length)
          set.extra = JSON.stringify({ ...JSON.parse(row.extra as string), ...change.extra })
        if (change.assignee !== undefined && change.assignee !== row.assignee) {
          was.assignee = row.assignee as string | null
          set.assignee = change.assignee
          tell('lead.assigned', { from: row.assignee, to: change.assignee })
          writes.push(...watchWrites(locked, accountId, leadId, follow, at))
        }
        if (change.tags) {
          const next = changeTags(row, change.tags)
          const { added, removed } = next
          if (added.length + removed.length > 0) {
            was.tags = { added, removed }
            set.tags = next.ids.length ? JSON.stringify(next.ids) : null
            putTags(locked, leadId, next, at)
            const keysOf = (ids: string[]) => ids.map((id) => names!.find(id)?.key ?? id)
            tell('lead.tagged', { added: keysOf(added), removed: keysOf(removed) })
          }
        }
        let arrival: Arrival | null = null
        if (change.stage !== undefined && change.stage !== row.stage) {
          const { stage } = change
          was.stage = row.stage as string | null
          Object.assign(set, { stage, stage_since: stage === null ? null : at })
          tell('lead.stage_changed', { from: row.stage, to: stage })
          if (stage !== null && !change.quiet)
            arrival = arrivals.stageReached(
              {
                id: leadId,
                accountId,
                entity,
                values,
                source: row.source as string | null,
                externalId: row.external_id as string | null,
                stage,
                test: Boolean(row.test),
                at: Number(row.created_at),
                revision,
                ...cause,
              },
              stage
            )
          if (arrival) writes.push(...arrival.decide(locked), { refreshLead: leadId, at })
        }
        if (job) noteBefore(locked, leadId, job, was)
        const unchanged = Object.keys(was).length === 0
        if (!unchanged || !job) writes.unshift({ update: 'leads', id: leadId, set })
        return { result: ok({ arrival, unchanged }), writes }
      },
    }
    const result = await store.submit(work)
    if (!result.ok) return result
    if (result.value === 'again') continue
    result.value.arrival?.committed()
    return ok({ unchanged: result.value.unchanged })
  }
}

/** A lead that stands already where it is wanted was not moved against anybody's will. */
const isMoved = ({ stage, expectedStage }: LeadChange, now: string | null): boolean =>
  expectedStage !== undefined && now !== expectedStage && now !== stage

/** Ids of the people of an account with an e-mail: one or none. */
async function membersOf(accountId: string, email: string): Promise<string[]> {
  const rows = await store.all(
    `select u.id from users u join memberships m on m.user_id = u.id
     where m.account_id = ? and lower(u.email) = ?`,
    [accountId, email.trim().toLowerCase()]
  )
  return rows.map(({ id }) => id as string)
}

/** Every tag a wish may put on the lead or take off it. */
const tagsOf = (row: Row, wish: TagWish): string[] => [
  ...new Set([
    ...tagIds(row, wish.names),
    ...('set' in wish ? wish.set : [...wish.add, ...wish.remove]),
  ]),
]
