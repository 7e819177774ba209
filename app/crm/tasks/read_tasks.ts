import { DAY, localDay, startOfLocalDate } from '#shared/local_time'
import { type Scope, leadsOf } from '#entities/entity_scope'
import { store } from '#store/store'
import type { Row, Value } from '#store/types'
import { type Person, teamPeople } from '#crm/people'
import { time } from '#crm/notes/read_notes'
import { type Due, dueOnClock, dueText } from '#crm/tasks/due'

export interface Task {
  id: string
  lead: string
  title: string
  /** A date of the account's clock, or RFC 3339. */
  due: string | null
  assignee: string | null
  created_at: string
  created_by: string | null
  done_at: string | null
  done_by: string | null
}

/** What somebody asks for. Times are ms; `to` is excluded. */
export interface TaskFilter {
  scope?: Scope
  /** Id of a user; null: of nobody; absent: of anybody. */
  assigneeId?: string | null
  done: boolean
  from?: number
  to?: number
}

/** Open tasks are in the order they fall due, done ones by when they were, the last one first. */
export const taskCursor = (row: Row): string =>
  `${row.done_at === null ? row.sort_at : row.done_at}:${row.id}`

export async function findTasks(
  accountId: string,
  { scope = null, assigneeId, done, from, to }: TaskFilter,
  { limit, after }: { limit: number; after?: string }
): Promise<Row[]> {
  const conditions = ['t.account_id = ?', `t.done_at is ${done ? 'not ' : ''}null`]
  const params: (Value | Value[])[] = [accountId]
  const add = (condition: string, ...values: Value[]) => {
    conditions.push(condition)
    params.push(...values)
  }
  if (assigneeId === null) add('t.assignee_id is null')
  else if (assigneeId !== undefined) add('t.assignee_id = ?', assigneeId)
  if (from !== undefined) add('t.due_at >= ?', from)
  if (to !== undefined) add('t.due_at < ?', to)
  const [column, order, beyond] = done ? ['done_at', 'desc', '<'] : ['sort_at', 'asc', '>']
  if (after) {
    const [at, id] = after.split(/:(.*)/s)
    if (!/^\d+$/.test(at) || !id) return []
    add(`(t.${column}, t.id) ${beyond} (?, ?)`, Number(at), id)
  }
  const within = leadsOf(scope, 't.lead_id')
  return store.all(
    `select t.* from tasks t where ${conditions.join(' and ')} ${within.sql}
     order by t.${column} ${order}, t.id ${order} limit ${limit}`,
    [...params, ...within.params]
  )
}

/** Tasks of a lead: what is open, and the last that were done. */
export async function tasksOfLead(accountId: string, leadId: string, doneLimit: number) {
  const of = (which: string) =>
    store.all(`select * from tasks where lead_id = ? and account_id = ? and ${which}`, [
      leadId,
      accountId,
    ])
  const [open, done] = await Promise.all([
    of('done_at is null order by sort_at, id limit 200'),
    of(`done_at is not null order by done_at desc, id desc limit ${doneLimit}`),
  ])
  return [...open, ...done]
}

/** All tasks of a lead by id, from the task `after` (exclusive) on. */
export const pageOfLead = (
  accountId: string,
  leadId: string,
  { limit, after }: { limit: number; after?: string }
): Promise<Row[]> =>
  store.all(
    `select * from tasks where lead_id = ? and account_id = ? ${after ? 'and id < ?' : ''}
     order by id desc limit ${limit}`,
    [leadId, accountId, ...(after ? [after] : [])]
  )

export const findTask = (accountId: string, id: string): Promise<Row | null> =>
  store.first('select * from tasks where id = ? and account_id = ?', [id, accountId])

export const dueOfRow = ({ due_at: at, all_day: allDay }: Row): Due => ({
  at: at === null ? null : Number(at),
  allDay: Boolean(allDay),
})

export function presentTask(row: Row, people: readonly Person[], zone: string): Task {
  return {
    ...{ id: row.id as string, lead: row.lead_id as string, title: row.title as string },
    due: dueText(zone, dueOfRow(row)),
    assignee: people.find(({ id }) => id === row.assignee_id)?.email ?? null,
    created_at: time(row.created_at)!,
    created_by: row.created_by as string | null,
    done_at: time(row.done_at),
    done_by: row.done_by as string | null,
  }
}

/** The same for pages: with its day and time on the account's clock, and what its assignee is called. */
export function shownTask(row: Row, people: readonly Person[], zone: string) {
  const person = people.find(({ id }) => id === row.assignee_id)
  return {
    ...presentTask(row, people, zone),
    ...dueOnClock(zone, dueOfRow(row)),
    assignee_name: person?.name ?? null,
  }
}
export type ShownTask = ReturnType<typeof shownTask>

export async function presentTasks(accountId: string, zone: string, rows: readonly Row[]) {
  const people = await teamPeople(accountId)
  return rows.map((row) => presentTask(row, people, zone))
}

/** What these tasks of an account are called. Of erased leads there are none. */
export async function titlesById(
  accountId: string,
  ids: readonly string[]
): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const rows = await store.all('select id, title from tasks where account_id = ? and id in (??)', [
    accountId,
    [...ids],
  ])
  return new Map(rows.map((row) => [row.id as string, row.title as string]))
}

const MOST_COUNTED = 100

/** How many of somebody's tasks are overdue or due by the end of the day; more than a hundred are not counted. */
export async function countDue(
  { id: accountId, timeZone }: { id: string; timeZone: string },
  userId: string,
  scope: Scope,
  now: number
): Promise<number> {
  const tomorrow = startOfLocalDate(timeZone, localDay(timeZone, now) + 1)
  const within = leadsOf(scope, 't.lead_id')
  const rows = await store.all(
    `select t.id from tasks t where t.account_id = ? and t.assignee_id = ? and t.done_at is null
       and t.sort_at < ? ${within.sql} limit ${MOST_COUNTED}`,
    [accountId, userId, Math.min(tomorrow, now + 2 * DAY), ...within.params]
  )
  return rows.length
}
