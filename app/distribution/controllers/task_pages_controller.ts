import type { HttpContext } from '@adonisjs/core/http'
import { teamPeople } from '#crm/people'
import { findTasks, shownTask, taskCursor } from '#crm/tasks/read_tasks'
import { taskPageQuery } from '#crm/validators/work_inputs'
import { teamConfig } from '#distribution/limit_config'
import { listChoices } from '#distribution/lead_list/list_choices'
import { ROW_COLUMNS, presentRows } from '#distribution/lead_list/present_rows'
import { toPage } from '#shared/list_query'
import { store } from '#store/store'

const PAGE = 100

/** What is to be done, over all leads. */
export default class TaskPagesController {
  async index(ctx: HttpContext) {
    // An address somebody mistyped shows one's own.
    const [, query] = await taskPageQuery.tryValidate(ctx.request.qs())
    const known = await knownOf(ctx)
    return ctx.inertia.render('tasks/index', {
      tab: query?.tab ?? 'mine',
      page: (await pageOf(ctx, known, query ?? {})) as never,
      people: known.people.map(({ email, name }) => ({ email, name })),
      choices: (await listChoices(known.config)) as never,
    })
  }

  async list(ctx: HttpContext) {
    const query = await taskPageQuery.validate(ctx.request.qs())
    return ctx.response.send(await pageOf(ctx, await knownOf(ctx), query))
  }
}

/** What pages of tasks are drawn with. */
async function knownOf({ team }: HttpContext) {
  const [config, people] = await Promise.all([teamConfig(team!), teamPeople(team!.account.id)])
  return { config, people }
}

async function pageOf(
  { team }: HttpContext,
  { config, people }: Awaited<ReturnType<typeof knownOf>>,
  { tab = 'mine', cursor }: { tab?: 'mine' | 'all' | 'done'; cursor?: string }
) {
  const { account, user, scope } = team!
  const found = await findTasks(
    account.id,
    { scope, done: tab === 'done', ...(tab === 'mine' && { assigneeId: user.id }) },
    { limit: PAGE + 1, after: cursor }
  )
  const { data, meta } = toPage(found, PAGE, taskCursor)
  const ids = [...new Set(data.map((row) => row.lead_id as string))]
  const rows = ids.length
    ? await store.all(`select ${ROW_COLUMNS} from leads where account_id = ? and id in (??)`, [
        account.id,
        ids,
      ])
    : []
  return {
    data: data.map((row) => shownTask(row, people, account.timeZone)),
    meta,
    leads: await presentRows(config, rows),
  }
}
