import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import type { JsonSchema } from '#shared/shape'
import { line, moment, page } from '#shared/list_query'

export const LONGEST_NOTE = 10_000
export const LONGEST_TITLE = 200
const MOST_MENTIONS = 50

/** Line breaks and tabs are text; PostgreSQL cannot store a NUL, and no note means the other controls. */
const noControls = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  const controls =
    typeof value === 'string' &&
    [...value].some((char) => char < ' ' && char !== '\n' && char !== '\r' && char !== '\t')
  if (controls) field.report('The {{ field }} must not have control characters', 'text', field)
})

const noteText = () => vine.string().trim().minLength(1).maxLength(LONGEST_NOTE).use(noControls())
const emails = () => vine.array(line(254)).maxLength(MOST_MENTIONS)

/** Body of `POST` and `PATCH` of notes. */
export const noteInput = vine.create({ text: noteText(), mentions: emails().optional() })

const due = () => line(40).nullable().optional()
const assignee = () => line(254).nullable().optional()

/** Body of `POST /leads/{id}/tasks`. */
export const newTaskInput = vine.create({
  title: line(LONGEST_TITLE),
  due: due(),
  assignee: assignee(),
})

/** Body of `PATCH /tasks/{id}`. */
export const taskChangeInput = vine.create({
  title: line(LONGEST_TITLE).optional(),
  due: due(),
  assignee: assignee(),
  done: vine.boolean({ strict: true }).optional(),
})

/** Body of `PUT` and `DELETE /leads/{id}/watchers`. */
export const watcherInput = vine.create({ email: line(254) })
/** The same on pages: without it, oneself. */
export const pageWatcherInput = vine.create({ email: line(254).optional() })

/** Query of lists of a lead's notes or tasks. */
export const ofLeadQuery = vine.create({ ...page })

/** Query of `GET /tasks`. */
export const tasksQuery = vine.create({
  ...page,
  assignee: line(254).optional(),
  done: vine.boolean().optional(),
  from: moment().optional(),
  to: moment().optional(),
})

export const TASK_TABS = ['mine', 'all', 'done'] as const
/** Query of the page of tasks. */
export const taskPageQuery = vine.create({
  tab: vine.enum(TASK_TABS).optional(),
  cursor: page.cursor,
})

export const noteSchema: JsonSchema = { ...noteInput.toJSONSchema() }
export const newTaskSchema: JsonSchema = { ...newTaskInput.toJSONSchema() }
export const taskChangeSchema: JsonSchema = { ...taskChangeInput.toJSONSchema() }
export const watcherSchema: JsonSchema = { ...watcherInput.toJSONSchema() }
