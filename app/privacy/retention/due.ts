import { idsBefore } from '#shared/ids'
import { attemptIds } from '#store/row_ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type RetentionRule, STATUSES, cutoffOf } from '#privacy/retention_kinds'

/** A group of things whose time is over: what they are, when each came, and which of them are kept for a claim. */
export interface DueStep {
  ids: string[]
  oldest: number | null
  held: number
}

const STEP = 1_000
const SETTLED = ['sent', 'accepted', 'rejected', 'failed', 'cancelled']

/**
 * What a rule would erase now, some hundreds at a time, oldest first. The preview counts what this gives, the runner
 * erases what this gives.
 */
export function dueOf(rule: RetentionRule, now: number): AsyncGenerator<DueStep> {
  if (rule.kind === 'mails') return dueMails(rule, now)
  if (rule.kind === 'bodies') return dueBodies(rule, now)
  return dueLeads(rule, rule.kind, now)
}

/** Between steps others get their turn: on SQLite a step is one piece of work of this thread. */
const breathe = () => new Promise((resolve) => setImmediate(resolve))

const oldestOf = (rows: Row[], column: string) =>
  rows.length ? Math.min(...rows.map((row) => Number(row[column]))) : null

async function* dueLeads(
  { accountId, entityId, days }: RetentionRule,
  kind: keyof typeof STATUSES,
  now: number
): AsyncGenerator<DueStep> {
  const cutoff = cutoffOf({ days }, now)
  for (let after = ''; ;) {
    const rows = await store.all(
      `select l.id, l.entity_id, l.status, l.test, l.created_at, l.erased_at, h.id as hold
       from leads l left join lead_holds h on h.id = l.id
       where l.account_id = ? and l.id > ? order by l.id limit ${STEP}`,
      [accountId, after]
    )
    const due = rows.filter(
      (row) =>
        row.entity_id === entityId &&
        row.erased_at === null &&
        Number(row.created_at) < cutoff &&
        Boolean(row.test) === (kind === 'test') &&
        STATUSES[kind].includes(row.status as string)
    )
    const free = due.filter(({ hold }) => hold === null)
    if (due.length)
      yield {
        ids: free.map(({ id }) => id as string),
        oldest: oldestOf(free, 'created_at'),
        held: due.length - free.length,
      }
    if (rows.length < STEP || isNewer(rows, cutoff)) return
    after = rows.at(-1)!.id as string
    await breathe()
  }
}

/** Ids are in order of arrival: where a whole step is newer, all that follows is. */
const isNewer = (rows: Row[], cutoff: number) =>
  rows.every((row) => Number(row.created_at) >= cutoff)

/** Attempts of deliveries that are settled, whose requests and answers are still there. */
async function* dueBodies(
  { accountId, entityId, days }: RetentionRule,
  now: number
): AsyncGenerator<DueStep> {
  const cutoff = cutoffOf({ days }, now)
  for (let after = ''; ;) {
    const rows = await store.all(
      `select d.id, d.attempts, d.status, d.created_at, p.entity_id, h.id as hold
       from deliveries d join profiles p on p.id = d.profile_id
         left join lead_holds h on h.id = d.lead_id
       where d.account_id = ? and d.id > ? order by d.id limit ${STEP}`,
      [accountId, after]
    )
    const due = rows.filter(
      (row) =>
        row.entity_id === entityId &&
        Number(row.created_at) < cutoff &&
        SETTLED.includes(row.status as string)
    )
    const logged = await withBodies(due)
    const free = logged.filter(({ hold }) => hold === null)
    if (logged.length)
      yield {
        ids: free.map(({ id }) => id as string),
        oldest: oldestOf(free, 'started_at'),
        held: logged.length - free.length,
      }
    if (rows.length < STEP || isNewer(rows, cutoff))
      return yield* dueBids({ accountId, entityId }, cutoff)
    after = rows.at(-1)!.id as string
    await breathe()
  }
}

async function withBodies(deliveries: Row[]): Promise<Row[]> {
  if (!deliveries.length) return []
  const holds = new Map(deliveries.map(({ id, hold }) => [id, hold]))
  const rows = await store.all(
    `select id, delivery_id, started_at from attempts
     where id in (??) and (request is not null or response is not null)`,
    [attemptIds(deliveries)]
  )
  return rows.map((row) => ({ ...row, hold: holds.get(row.delivery_id)! }))
}

/** The same of requests for bids: their ids tell them from attempts. */
async function* dueBids(
  { accountId, entityId }: Pick<RetentionRule, 'accountId' | 'entityId'>,
  cutoff: number
): AsyncGenerator<DueStep> {
  for (let after = ''; ;) {
    const rows = await store.all(
      `select b.id, b.asked_at, h.id as hold from pings b join distributions d on d.id = b.distribution_id
         join profiles p on p.id = d.profile_id left join lead_holds h on h.id = b.lead_id
       where b.id > ? and b.id < ? and b.account_id = ? and p.entity_id = ?
         and (b.request is not null or b.response is not null) order by b.id limit ${STEP}`,
      [after, idsBefore('ping', cutoff), accountId, entityId]
    )
    const free = rows.filter(({ hold }) => hold === null)
    if (rows.length)
      yield {
        ids: free.map(({ id }) => id as string),
        oldest: oldestOf(free, 'asked_at'),
        held: rows.length - free.length,
      }
    if (rows.length < STEP) return
    after = rows.at(-1)!.id as string
    await breathe()
  }
}

async function* dueMails({ accountId, days }: RetentionRule, now: number): AsyncGenerator<DueStep> {
  const cutoff = cutoffOf({ days }, now)
  for (let after = ''; ;) {
    const rows = await store.all(
      `select id, created_at from mails where account_id = ? and id > ? and created_at < ?
       order by id limit ${STEP}`,
      [accountId, after, cutoff]
    )
    if (rows.length)
      yield {
        ids: rows.map(({ id }) => id as string),
        oldest: oldestOf(rows, 'created_at'),
        held: 0,
      }
    if (rows.length < STEP) return
    after = rows.at(-1)!.id as string
    await breathe()
  }
}
