import type { HttpContext } from '@adonisjs/core/http'
import { loadAccount } from '#accounts/repository'
import { findEvents } from '#insights/find_events'
import { eventFilters } from '#insights/validators/event_filters'

export default class EventsController {
  async index({ api, request, response }: HttpContext) {
    const filters = await eventFilters.validate(request.qs())
    const account = await loadAccount(api.accountId)
    return response.send(await findEvents(account!, filters))
  }
}
