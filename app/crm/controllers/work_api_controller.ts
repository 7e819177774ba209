import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { notFound } from '#shared/http_problem'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { addNote, deleteNote, editNote } from '#crm/notes/write_notes'
import { findNote, listNotes } from '#crm/notes/read_notes'
import { namedPeople, sameEmail, teamPeople } from '#crm/people'
import { readDueRange } from '#crm/tasks/due'
import { findTask, findTasks, pageOfLead, presentTasks, taskCursor } from '#crm/tasks/read_tasks'
import { addTask, changeTask, deleteTask } from '#crm/tasks/write_tasks'
import { listWatchers, unwatch, watch } from '#crm/watchers/watchers'
import {
  newTaskInput,
  noteInput,
  ofLeadQuery,
  taskChangeInput,
  tasksQuery,
  watcherInput,
} from '#crm/validators/work_inputs'
import { workLead } from '#crm/work_lead'

const workerOf = async ({ api }: HttpContext) => {
  const { timeZone } = (await loadAccount(api.accountId))!
  return { accountId: api.accountId, actor: api.actor, userId: null, zone: timeZone }
}

/** Notes, tasks and watchers of leads, as other systems read and write them. */
export default class WorkApiController {
  async notes({ api, params, request, response }: HttpContext) {
    const { limit = DEFAULT_LIMIT, cursor } = await ofLeadQuery.validate(request.qs())
    const lead = await workLead(api.accountId, params.id)
    const found = await listNotes(api.accountId, lead.id, { limit: limit + 1, after: cursor })
    return response.send(toPage(found, limit, ({ id }) => id))
  }

  async addNote(ctx: HttpContext) {
    const { api, params, response } = ctx
    const wish = await noteInput.validate(api.body)
    const id = await addNote(await workerOf(ctx), params.id, wish, Date.now())
    api.leadId = params.id
    return response.status(201).send(await findNote(api.accountId, params.id, id))
  }

  async editNote(ctx: HttpContext) {
    const { api, params, response } = ctx
    const wish = await noteInput.validate(api.body)
    await editNote(await workerOf(ctx), params.id, params.note, wish, Date.now())
    api.leadId = params.id
    return response.send(await findNote(api.accountId, params.id, params.note))
  }

  async deleteNote(ctx: HttpContext) {
    const { id, note } = ctx.params
    await deleteNote(await workerOf(ctx), id, note, { any: true }, Date.now())
    return ctx.response.noContent()
  }

  async tasksOfLead(ctx: HttpContext) {
    const { api, params, request, response } = ctx
    const { limit = DEFAULT_LIMIT, cursor } = await ofLeadQuery.validate(request.qs())
    const lead = await workLead(api.accountId, params.id)
    const rows = await pageOfLead(api.accountId, lead.id, { limit: limit + 1, after: cursor })
    const { data, meta } = toPage(rows, limit, ({ id }) => id as string)
    return response.send({ data: await present(ctx, data), meta })
  }

  async tasks(ctx: HttpContext) {
    const { api, request, response } = ctx
    const query = await tasksQuery.validate(request.qs())
    const { limit = DEFAULT_LIMIT, cursor, assignee, done = false } = query
    const [{ zone }, people] = await Promise.all([workerOf(ctx), teamPeople(api.accountId)])
    const person = people.find(({ email }) => assignee !== undefined && sameEmail(email, assignee))
    const filter = { ...readDueRange(query, zone), done }
    // Somebody who is not of the team has none.
    const rows =
      assignee !== undefined && !person
        ? []
        : await findTasks(
            api.accountId,
            { ...filter, ...(person && { assigneeId: person.id }) },
            { limit: limit + 1, after: cursor }
          )
    const { data, meta } = toPage(rows, limit, taskCursor)
    return response.send({ data: await present(ctx, data), meta })
  }

  async addTask(ctx: HttpContext) {
    const { api, params, response } = ctx
    const wish = await newTaskInput.validate(api.body)
    const id = await addTask(await workerOf(ctx), params.id, wish, Date.now())
    api.leadId = params.id
    return response.status(201).send(await shown(ctx, id))
  }

  async changeTask(ctx: HttpContext) {
    const { api, params, response } = ctx
    const wish = await taskChangeInput.validate(api.body)
    await changeTask(await workerOf(ctx), params.id, wish, Date.now())
    const task = await shown(ctx, params.id)
    api.leadId = task.lead
    return response.send(task)
  }

  async deleteTask(ctx: HttpContext) {
    await deleteTask(await workerOf(ctx), ctx.params.id)
    return ctx.response.noContent()
  }

  async watchers({ api, params, response }: HttpContext) {
    const lead = await workLead(api.accountId, params.id)
    return response.send({ data: await listWatchers(api.accountId, lead.id) })
  }

  async watch(ctx: HttpContext) {
    const { lead, person } = await watcherOf(ctx)
    await watch(ctx.api.accountId, lead, person, Date.now())
    return ctx.response.send({ data: await listWatchers(ctx.api.accountId, lead.id) })
  }

  async unwatch(ctx: HttpContext) {
    const { lead, person } = await watcherOf(ctx)
    await unwatch(lead, person.id)
    return ctx.response.send({ data: await listWatchers(ctx.api.accountId, lead.id) })
  }
}

async function present(ctx: HttpContext, rows: Parameters<typeof presentTasks>[2]) {
  const { accountId, zone } = await workerOf(ctx)
  return presentTasks(accountId, zone, rows)
}

async function shown(ctx: HttpContext, id: string) {
  const row = await findTask(ctx.api.accountId, id)
  if (!row) throw notFound('task')
  const [task] = await present(ctx, [row])
  return task
}

async function watcherOf({ api, params }: HttpContext) {
  const { email } = await watcherInput.validate(api.body)
  const lead = await workLead(api.accountId, params.id)
  const people = await teamPeople(api.accountId)
  const [person] = namedPeople(people, lead.entity, [email], 'email')
  return { lead, person }
}
