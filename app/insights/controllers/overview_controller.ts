import type { HttpContext } from '@adonisjs/core/http'
import { loadOverview } from '#insights/overview'

export default class OverviewController {
  async show({ inertia, team }: HttpContext) {
    const overview = await loadOverview(team!.account, Date.now())
    return inertia.render('overview/show', { overview })
  }
}
