import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { permissionsOf } from '#accounts/permissions'
import { HttpProblem } from '#shared/http_problem'
import { leadWork } from '#crm/lead_work'
import { addNote, deleteNote, editNote } from '#crm/notes/write_notes'
import { findNote } from '#crm/notes/read_notes'
import { namedPeople, sameEmail, teamPeople } from '#crm/people'
import { findTask, shownTask } from '#crm/tasks/read_tasks'
import { addTask, changeTask, deleteTask } from '#crm/tasks/write_tasks'
import { unwatch, watch } from '#crm/watchers/watchers'
import {
  newTaskInput,
  noteInput,
  pageWatcherInput,
  taskChangeInput,
} from '#crm/validators/work_inputs'
import { workLead } from '#crm/work_lead'

const workerOf = ({ team }: HttpContext) => {
  const { account, user } = team!
  return {
    ...{ accountId: account.id, actor: actorOf(user), userId: user.id, zone: account.timeZone },
  }
}

/** What people do with a lead: notes, tasks, and who follows it. */
export default class LeadWorkController {
  async show({ params, response, team }: HttpContext) {
    return response.send(await leadWork(team!.account, params.id))
  }

  async addNote(ctx: HttpContext) {
    const wish = await noteInput.validate(ctx.request.body())
    const worker = workerOf(ctx)
    const id = await addNote(worker, ctx.params.id, wish, Date.now())
    return ctx.response.status(201).send(await findNote(worker.accountId, ctx.params.id, id))
  }

  async editNote(ctx: HttpContext) {
    const { id, note } = ctx.params
    const wish = await noteInput.validate(ctx.request.body())
    const worker = workerOf(ctx)
    await editNote(worker, id, note, wish, Date.now())
    return ctx.response.send(await findNote(worker.accountId, id, note))
  }

  async deleteNote(ctx: HttpContext) {
    const { id, note } = ctx.params
    const { manage } = permissionsOf(ctx.team!.role)
    await deleteNote(workerOf(ctx), id, note, { any: manage }, Date.now())
    return ctx.response.noContent()
  }

  async addTask(ctx: HttpContext) {
    const wish = await newTaskInput.validate(ctx.request.body())
    const id = await addTask(workerOf(ctx), ctx.params.id, wish, Date.now())
    return ctx.response.status(201).send(await shown(ctx, id))
  }

  async changeTask(ctx: HttpContext) {
    const wish = await taskChangeInput.validate(ctx.request.body())
    await changeTask(workerOf(ctx), ctx.params.id, wish, Date.now())
    return ctx.response.send(await shown(ctx, ctx.params.id))
  }

  async deleteTask(ctx: HttpContext) {
    await deleteTask(workerOf(ctx), ctx.params.id)
    return ctx.response.noContent()
  }

  async watch(ctx: HttpContext) {
    const { lead, person } = await watcherOf(ctx)
    await watch(ctx.team!.account.id, lead, person, Date.now())
    return ctx.response.noContent()
  }

  async unwatch(ctx: HttpContext) {
    const { lead, person } = await watcherOf(ctx)
    await unwatch(lead, person.id)
    return ctx.response.noContent()
  }
}

async function shown({ team }: HttpContext, id: string) {
  const { id: accountId, timeZone } = team!.account
  const [row, people] = await Promise.all([findTask(accountId, id), teamPeople(accountId)])
  return row && shownTask(row, people, timeZone)
}

/** Everybody decides for themselves; for others who acts on leads does. */
async function watcherOf({ params, request, team }: HttpContext) {
  const { account, user, role } = team!
  const { email = user.email } = await pageWatcherInput.validate(request.all())
  if (!sameEmail(email, user.email) && !permissionsOf(role).operate)
    throw new HttpProblem('forbidden', 'Your role decides for itself alone whether it watches')
  const [lead, people] = await Promise.all([
    workLead(account.id, params.id),
    teamPeople(account.id),
  ])
  const [person] = namedPeople(people, lead.entity, [email], 'email')
  return { lead, person }
}
