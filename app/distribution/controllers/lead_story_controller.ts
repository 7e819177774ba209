import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { leadWork } from '#crm/lead_work'
import { accountConfig } from '#distribution/account_config'
import { findDuplicates } from '#distribution/merge/find_duplicates'
import { askWhyNot } from '#distribution/story/ask_why_not'
import { findTargets } from '#distribution/story/find_targets'
import { findVerdicts } from '#distribution/story/find_verdicts'
import { returnsOfLead } from '#distribution/returns/returns_page'
import { leadChoices } from '#distribution/story/lead_choices'
import { leadEvents } from '#distribution/story/lead_events'
import { leadFacts } from '#distribution/story/lead_facts'
import { leadRuns } from '#distribution/story/lead_runs'
import { leadWay } from '#distribution/story/lead_way'
import { namesIn } from '#distribution/story/names_in'
import {
  eventsQuery,
  targetsQuery,
  verdictsQuery,
  wayQuery,
  whyNotQuery,
} from '#distribution/validators/lead_page'
import { notFound } from '#shared/http_problem'
import { store } from '#store/store'

/** One lead for a person: what it is, and why everything that happened to it did. */
export default class LeadStoryController {
  async show({ inertia, params, request, team }: HttpContext) {
    const config = await accountConfig(team!.account.id)
    const row = await store.first('select * from leads where id = ? and account_id = ?', [
      params.id,
      config.account.id,
    ])
    if (!row) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    const [lead, runs, work, choices, returns, duplicates] = await Promise.all([
      leadFacts(config, row),
      leadRuns(config, row),
      leadWork(config.account, row.id as string),
      leadChoices(config, row),
      returnsOfLead(config.account.id, row.id as string),
      findDuplicates(config, row),
    ])
    return inertia.render('leads/story', {
      lead,
      runs,
      names: namesIn(config, runs),
      ...{ choices, returns, duplicates },
      work: work as never,
      timeline: inertia.defer(() => leadEvents(config, lead.id) as never),
    })
  }

  async events({ params, request, response, team }: HttpContext) {
    const { before, show } = await eventsQuery.validate(request.qs())
    const config = await accountConfig(team!.account.id)
    const events = await leadEvents(config, params.id, { before, show })
    // A lead has its arrival at least; of an erased one the trail stays.
    if (!events.events.length && !before && !show) throw notFound('lead')
    return response.send(events)
  }

  async verdicts({ params, request, response, team }: HttpContext) {
    const query = await verdictsQuery.validate(request.qs())
    const found = await findVerdicts(team!.account.id, { ...query, lead: params.id })
    if (!found) throw notFound('distribution')
    return response.send(found)
  }

  async targets({ params, request, response, team }: HttpContext) {
    const { distribution, search } = await targetsQuery.validate(request.qs())
    const found = await findTargets(team!.account.id, params.id, distribution, search ?? '')
    if (!found) throw notFound('distribution')
    return response.send({ data: found })
  }

  /** The way it took, for the route it took it on. */
  async way({ params, request, response, team }: HttpContext) {
    const query = await wayQuery.validate(request.qs())
    const way = await leadWay(team!.account.id, params.id, query)
    if (!way) throw notFound('distribution')
    return response.send(way)
  }

  async whyNot({ params, request, response, team }: HttpContext) {
    const query = await whyNotQuery.validate(request.qs())
    const answer = await askWhyNot(team!.account.id, { ...query, lead: params.id })
    if (!answer) throw notFound('distribution or assignment')
    return response.send(answer)
  }
}
