import {
  newTaskSchema,
  noteSchema,
  ofLeadQuery,
  taskChangeSchema,
  tasksQuery,
  watcherSchema,
} from '#crm/validators/work_inputs'
import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { pageOf } from '#http/openapi/components'
import { noteAnswer, taskAnswer, watchersAnswer } from '#http/openapi/work_schemas'

const WorkApiController = () => import('#crm/controllers/work_api_controller')

const tag = 'Notes and tasks'
const read = ['leads:read'] as const
const write = ['leads:write'] as const
const DUE =
  '`due` is a date `YYYY-MM-DD`, a time `YYYY-MM-DDTHH:MM` on the clock of the account, or an RFC 3339 time; null takes it away.'

/** What people do with leads. */
export const workRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/leads/:id/notes',
    id: 'notes.index',
    tag,
    summary: 'List the notes of a lead, newest first',
    abilities: read,
    ...handledBy(WorkApiController, 'notes'),
    query: ofLeadQuery,
    answers: { 200: answer('A page of notes.', pageOf(noteAnswer)) },
  },
  {
    method: 'POST',
    path: '/leads/:id/notes',
    id: 'notes.store',
    tag,
    summary: 'Write a note',
    description:
      'Plain text of up to 10,000 characters. `mentions` are e-mails of people of the team whose place shows the lead: they are told, and follow it from then on.',
    abilities: write,
    ...handledBy(WorkApiController, 'addNote'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: noteSchema },
    answers: { 201: answer('The note.', noteAnswer) },
    problems: [409],
  },
  {
    method: 'PATCH',
    path: '/leads/:id/notes/:note',
    id: 'notes.update',
    tag,
    summary: 'Change a note that no person wrote',
    description: 'What people wrote they change themselves. Without `mentions` they stay.',
    abilities: write,
    ...handledBy(WorkApiController, 'editNote'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: noteSchema },
    answers: { 200: answer('The note as it is now.', noteAnswer) },
  },
  {
    method: 'DELETE',
    path: '/leads/:id/notes/:note',
    id: 'notes.destroy',
    tag,
    summary: 'Delete a note',
    abilities: write,
    ...handledBy(WorkApiController, 'deleteNote'),
    answers: { 204: { description: 'Deleted.' } },
  },
  {
    method: 'GET',
    path: '/leads/:id/tasks',
    id: 'tasks.ofLead',
    tag,
    summary: 'List the tasks of a lead, newest first',
    abilities: read,
    ...handledBy(WorkApiController, 'tasksOfLead'),
    query: ofLeadQuery,
    answers: { 200: answer('A page of tasks, open ones and done ones.', pageOf(taskAnswer)) },
  },
  {
    method: 'POST',
    path: '/leads/:id/tasks',
    id: 'tasks.store',
    tag,
    summary: 'Add a task to a lead',
    description: `${DUE} \`assignee\` is the e-mail of somebody of the team who may act on the lead.`,
    abilities: write,
    ...handledBy(WorkApiController, 'addTask'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: newTaskSchema },
    answers: { 201: answer('The task.', taskAnswer) },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/tasks',
    id: 'tasks.index',
    tag,
    summary: 'List tasks of all leads',
    description:
      'Open ones in the order they fall due, those without a date last; with `done=true` those that are done, the last one first. `from` and `to` are about `due`.',
    abilities: read,
    ...handledBy(WorkApiController, 'tasks'),
    query: tasksQuery,
    answers: { 200: answer('A page of tasks.', pageOf(taskAnswer)) },
  },
  {
    method: 'PATCH',
    path: '/tasks/:id',
    id: 'tasks.update',
    tag,
    summary: 'Change a task, tick it off or open it again',
    description: `Only what is sent changes. ${DUE}`,
    abilities: write,
    ...handledBy(WorkApiController, 'changeTask'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: taskChangeSchema },
    answers: { 200: answer('The task as it is now.', taskAnswer) },
  },
  {
    method: 'DELETE',
    path: '/tasks/:id',
    id: 'tasks.destroy',
    tag,
    summary: 'Delete a task',
    abilities: write,
    ...handledBy(WorkApiController, 'deleteTask'),
    answers: { 204: { description: 'Deleted.' } },
  },
  {
    method: 'GET',
    path: '/leads/:id/watchers',
    id: 'watchers.index',
    tag,
    summary: 'List who watches a lead',
    abilities: read,
    ...handledBy(WorkApiController, 'watchers'),
    answers: { 200: answer('The watchers, the first of them first.', watchersAnswer) },
  },
  {
    method: 'PUT',
    path: '/leads/:id/watchers',
    id: 'watchers.store',
    tag,
    summary: 'Have somebody of the team watch a lead',
    description: 'Whoever watches it already goes on doing so.',
    abilities: write,
    ...handledBy(WorkApiController, 'watch'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: watcherSchema },
    answers: { 200: answer('The watchers.', watchersAnswer) },
    problems: [409],
  },
  {
    method: 'DELETE',
    path: '/leads/:id/watchers',
    id: 'watchers.destroy',
    tag,
    summary: 'Have somebody watch a lead no longer',
    abilities: write,
    ...handledBy(WorkApiController, 'unwatch'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: watcherSchema },
    answers: { 200: answer('The watchers.', watchersAnswer) },
  },
]
