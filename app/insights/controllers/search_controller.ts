import type { HttpContext } from '@adonisjs/core/http'
import { teamConfig } from '#distribution/limit_config'
import { search } from '#insights/search'
import { searchQuery } from '#insights/validators/search_query'

/** What the command palette asks while somebody types. */
export default class SearchController {
  async index({ request, team }: HttpContext) {
    const { q } = await request.validateUsing(searchQuery)
    return search(await teamConfig(team!), q)
  }
}
