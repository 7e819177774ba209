import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/core/http'
import { exportEvents } from '#insights/event_log/export_events'
import { findEvent } from '#insights/event_log/find_event'
import { listEvents } from '#insights/event_log/list_events'
import { loadLogChoices } from '#insights/event_log/log_choices'
import { readFilter } from '#insights/event_log/read_filter'
import { logQuery } from '#insights/validators/log_query'

const exported = (key: string) => `${key}-events-${new Date().toISOString().slice(0, 10)}.csv`

export default class EventLogController {
  async index({ inertia, request, team }: HttpContext) {
    const { account } = team!
    // An address somebody mistyped shows everything rather than nothing.
    const [, query] = await logQuery.tryValidate(request.qs())
    const { before, limit, ...asked } = query ?? {}
    const filter = readFilter(asked, team!, Date.now())
    return inertia.render('events/index', {
      filters: { ...asked, type: filter.types.length ? asked.type : undefined },
      events: () => listEvents(account, filter, null),
      choices: () => loadLogChoices(account.id, team!.scope),
    })
  }

  async search({ request, response, team }: HttpContext) {
    const { before, limit, ...asked } = await logQuery.validate(request.qs())
    const filter = readFilter(asked, team!, Date.now())
    return response.send(await listEvents(team!.account, filter, before ?? null, limit))
  }

  async show({ params, request, response, team }: HttpContext) {
    const event = await findEvent(team!.account.id, params.id)
    if (!event) throw new errors.E_ROUTE_NOT_FOUND(['GET', request.url()])
    return response.send(event)
  }

  async export({ request, response, team }: HttpContext) {
    const { account } = team!
    const filter = readFilter(await logQuery.validate(request.qs()), team!, Date.now())
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="${exported(account.key)}"`)
    response.header('cache-control', 'no-store')
    return response.stream(Readable.from(exportEvents(account.id, filter)))
  }
}
