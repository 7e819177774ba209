import type { HttpContext } from '@adonisjs/core/http'
import { teamConfig } from '#distribution/limit_config'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { readerLocale } from '#accounts/reader_locale'
import { helpCentre } from '#help/help_centre'
import { search } from '#insights/search'
import { searchQuery } from '#insights/validators/search_query'

/** What the command palette asks while somebody types. */
export default class SearchController {
  async index(ctx: HttpContext) {
    const { request, team } = ctx
    const { q } = await request.validateUsing(searchQuery)
    const { name } = await brandOfRequest(ctx)
    const reader = { locale: readerLocale(request, team), product: name, base: '' as const }
    return {
      ...(await search(await teamConfig(team!), q, { limited: team!.scope !== null })),
      guides: helpCentre().firstFound(q, reader),
    }
  }
}
