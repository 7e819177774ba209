import type { HttpContext } from '@adonisjs/core/http'
import { type Viewer, changeView, createView, deleteView } from '#crm/saved_views'
import { conflict, invalid, notFound } from '#shared/http_problem'
import { teamConfig } from '#distribution/limit_config'
import { type LeadFilter, readFilter } from '#distribution/lead_list/read_filter'
import { savedViewChange, savedViewInput } from '#distribution/validators/lead_list'

/** Views of the list of leads: a person's own, and those shared with the account. */
export default class SavedViewsController {
  async store({ request, response, team }: HttpContext) {
    const asked = await request.validateUsing(savedViewInput)
    const { shared = false, columns = null, layout = 'table', pipeline = null, ...wish } = asked
    await checkFilter(team!, wish.filter)
    const view = await createView(viewerOf(team!), {
      ...wish,
      ...{ shared, columns, layout, pipeline },
    })
    if (!view) throw conflict('There are 100 saved views already; delete one first')
    return response.status(201).send(view)
  }

  async update({ params, request, team }: HttpContext) {
    const wish = await request.validateUsing(savedViewChange)
    if (wish.filter) await checkFilter(team!, wish.filter)
    const view = await changeView(viewerOf(team!), params.id, wish)
    if (!view) throw notFound('view')
    return view
  }

  async destroy({ params, response, team }: HttpContext) {
    if (!(await deleteView(viewerOf(team!), params.id))) throw notFound('view')
    return response.noContent()
  }
}

type Team = NonNullable<HttpContext['team']>

const viewerOf = ({ account, user }: Team): Viewer => ({ accountId: account.id, userId: user.id })

/** A view that could never be opened is not kept. */
async function checkFilter(team: Team, filter: LeadFilter) {
  const found = await readFilter(await teamConfig(team), filter, Date.now())
  if (!found.ok)
    throw invalid(found.problem.map((one) => ({ ...one, field: `filter.${one.field}` })))
}
