import { newId } from '#shared/ids'
import { conflict, invalidField, notFound } from '#shared/http_problem'
import { type Result, fail, ok } from '#shared/result'
import { type EventType, event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row, Write } from '#store/types'
import { namedPeople, teamPeople } from '#crm/people'
import { type Due, END_OF_TIME, NEVER, readDue } from '#crm/tasks/due'
import { type WorkLead, type Worker, workLead } from '#crm/work_lead'

export interface TaskWish {
  title?: string
  /** See `readDue`; null: no date. */
  due?: string | null
  /** E-mail of somebody of the team; null: nobody. */
  assignee?: string | null
  done?: boolean
}

/** Puts something to be done at a lead. Throws HttpProblem 404, 409 or 422. */
export async function addTask(
  worker: Worker & { zone: string },
  leadId: string,
  wish: TaskWish & { title: string },
  now: number
): Promise<string> {
  const { accountId, actor } = worker
  const lead = await workLead(accountId, leadId)
  const set = await columnsOf(worker, lead, wish)
  const id = newId('task', now)
  const done = await store.submit<boolean>({
    locks: [{ table: 'leads', value: lead.id }],
    decide(locked) {
      if (locked.get('leads', lead.id)?.erased_at) return { result: false, writes: [] }
      const row: Row = {
        ...{ ...dueColumns(NEVER), assignee_id: null, ...set },
        ...{ id, account_id: accountId, lead_id: lead.id, created_by: actor, created_at: now },
      }
      const told = event(
        'lead.task_added',
        { accountId, leadId: lead.id },
        { task: id },
        now,
        actor
      )
      return { result: true, writes: [{ insert: 'tasks', row }, told] }
    },
  })
  if (!done) throw conflict('The lead was erased')
  return id
}

/** Changes a task, ticks it off or opens it again; what it is already is no error. Throws HttpProblem 404 or 422. */
export async function changeTask(
  worker: Worker & { zone: string },
  taskId: string,
  wish: TaskWish,
  now: number
): Promise<void> {
  const { accountId, actor } = worker
  const lead = await leadOfTask(accountId, taskId)
  const set = await columnsOf(worker, lead, wish)
  const subject = { accountId, leadId: lead.id }
  const done = await store.submit<Result<null, 'not_found'>>({
    locks: held(lead.id, taskId),
    decide(locked) {
      const task = locked.get('tasks', taskId)
      if (!task) return { result: fail('not_found'), writes: [] }
      const change: Row = { ...set }
      const writes: Write[] = []
      const was = task.done_at !== null
      if (wish.done !== undefined && wish.done !== was) {
        const type: EventType = wish.done ? 'lead.task_done' : 'lead.task_reopened'
        Object.assign(change, {
          done_at: wish.done ? now : null,
          done_by: wish.done ? actor : null,
        })
        writes.push(event(type, subject, { task: taskId }, now, actor))
      }
      // Put off, it falls due anew.
      if (set.due_at !== undefined && set.due_at !== task.due_at) change.told_at = null
      if (Object.keys(change).length) writes.unshift({ update: 'tasks', id: taskId, set: change })
      return { result: ok(null), writes }
    },
  })
  if (!done.ok) throw notFound('task')
}

/** Throws HttpProblem 404. */
export async function deleteTask({ accountId }: Worker, taskId: string): Promise<void> {
  const lead = await leadOfTask(accountId, taskId)
  await store.submit<null>({
    locks: held(lead.id, taskId),
    decide: () => ({ result: null, writes: [{ clear: 'tasks', column: 'id', value: taskId }] }),
  })
}

const held = (leadId: string, taskId: string) => [
  { table: 'leads' as const, value: leadId },
  { table: 'tasks' as const, value: taskId },
]

async function leadOfTask(accountId: string, taskId: string): Promise<WorkLead> {
  const row = await store.first('select lead_id from tasks where id = ? and account_id = ?', [
    taskId,
    accountId,
  ])
  if (!row) throw notFound('task')
  return workLead(accountId, row.lead_id as string)
}

async function columnsOf(
  { accountId, zone }: Worker & { zone: string },
  lead: WorkLead,
  { title, due, assignee }: TaskWish
): Promise<Row> {
  const set: Row = {}
  if (title !== undefined) {
    if (!title.trim()) throw invalidField('title', 'required', 'The title field must be defined')
    set.title = title.trim()
  }
  if (due !== undefined) Object.assign(set, dueColumns(due === null ? NEVER : dueOf(due, zone)))
  if (assignee !== undefined)
    set.assignee_id = assignee === null ? null : await assigneeOf(accountId, lead, assignee)
  return set
}

const dueColumns = ({ at, allDay }: Due): Row => ({
  ...{ due_at: at, all_day: allDay, sort_at: at ?? END_OF_TIME },
})

function dueOf(text: string, zone: string): Due {
  const due = readDue(text, zone)
  if (due) return due
  const message = 'The due field must be a date YYYY-MM-DD, YYYY-MM-DDTHH:MM or an RFC 3339 time'
  throw invalidField('due', 'moment', message)
}

async function assigneeOf(accountId: string, lead: WorkLead, email: string): Promise<string> {
  const people = await teamPeople(accountId)
  const [person] = namedPeople(people, lead.entity, [email], 'assignee', { working: true })
  return person.id
}
