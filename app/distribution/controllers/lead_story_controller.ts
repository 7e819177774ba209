import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { leadTitle } from '#entities/lead_title'
import { presentLead } from '#distribution/present'
import { loadStoryNames } from '#distribution/story_names'

/** The story of one lead for a person: what the API says, with the names of what it mentions. */
export default class LeadStoryController {
  async show({ inertia, params, request, team }: HttpContext) {
    const lead = await presentLead(team!.account.id, params.id)
    if (!lead) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    return inertia.render('leads/story', {
      lead,
      title: leadTitle(lead.values as Record<string, unknown>) ?? lead.id,
      names: await loadStoryNames(team!.account.id),
    })
  }
}
