import type { HttpContext } from '@adonisjs/core/http'
import { viewsFor } from '#distribution/lead_list/views_for'
import { invalid, notFound } from '#shared/http_problem'
import type { AccountConfig } from '#distribution/account_config'
import { freshTags } from '#distribution/fresh_tags'
import { teamConfig } from '#distribution/limit_config'
import { recentJobs } from '#distribution/lead_jobs/lead_jobs'
import { countNews, findRows } from '#distribution/lead_list/find_rows'
import { leadBrief } from '#distribution/lead_list/lead_brief'
import { listChoices } from '#distribution/lead_list/list_choices'
import { type LeadFilter, forReader, readFilter } from '#distribution/lead_list/read_filter'
import { leadListQuery, leadNewsQuery, leadPickQuery } from '#distribution/validators/lead_list'

const PICKED = 12

/** The list of leads: its page, and what the page asks for while it stays. */
export default class LeadListController {
  async index({ inertia, request, team }: HttpContext) {
    const { account, user } = team!
    const { limit, cursor, ...query } = await leadListQuery.validate(request.qs())
    await freshTags(account.id, query.tag)
    const config = await teamConfig(team!)
    const found = await readFilter(config, forReader(query, user), Date.now())
    const order = query.sort ?? 'newest'
    return inertia.render('leads/index', {
      query: query as never,
      page: (found.ok ? await findRows(config, found.value, { order }) : null) as never,
      problems: (found.ok ? [] : found.problem) as never,
      views: (await viewsFor({ accountId: account.id, userId: user.id }, team!.scope)) as never,
      choices: (await listChoices(config)) as never,
      jobs: (await recentJobs(account.id, Date.now(), team!.scope)) as never,
    })
  }

  async search({ request, team }: HttpContext) {
    const config = await teamConfig(team!)
    const { limit, cursor, sort, ...filter } = await leadListQuery.validate(request.qs())
    const options = { order: sort ?? ('newest' as const), after: cursor, limit }
    return findRows(config, await filterOf(config, forReader(filter, team!.user)), options)
  }

  async news({ request, team }: HttpContext) {
    const config = await teamConfig(team!)
    const { after, ...filter } = await leadNewsQuery.validate(request.qs())
    return countNews(config, await filterOf(config, forReader(filter, team!.user)), after)
  }

  /** Past leads to try something on. */
  async pick({ request, team }: HttpContext) {
    const config = await teamConfig(team!)
    const { limit = PICKED, ...filter } = await leadPickQuery.validate(request.qs())
    return findRows(config, await filterOf(config, forReader(filter, team!.user)), {
      order: 'newest',
      limit,
    })
  }

  async brief({ params, team }: HttpContext) {
    const brief = await leadBrief(await teamConfig(team!), params.id)
    if (!brief) throw notFound('lead')
    return brief
  }
}

async function filterOf(config: AccountConfig, filter: LeadFilter) {
  const found = await readFilter(config, filter, Date.now())
  if (!found.ok) throw invalid(found.problem)
  return found.value
}
