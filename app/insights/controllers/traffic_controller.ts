import type { HttpContext } from '@adonisjs/core/http'
import { accountConfig } from '#distribution/account_config'
import { choosePeriod } from '#insights/choose_period'
import { isStillIn } from '#insights/live/still_in'
import { streamTo } from '#insights/live/stream_to'
import { readTraffic } from '#insights/traffic/read_traffic'
import { routeStreams, topicOf } from '#insights/traffic/route_streams'
import { trafficQuery } from '#insights/validators/traffic_query'
import { notFound } from '#shared/http_problem'

/** What goes which way through a profile's route: counted, and as it happens. */
export default class TrafficController {
  async show({ params, request, response, team }: HttpContext) {
    const { account } = team!
    const { version = null, ...asked } = await trafficQuery.validate(request.qs())
    const now = Date.now()
    const period = asked.from && asked.to ? { ...asked, period: 'custom' as const } : asked
    const { from, to } = choosePeriod(period, account.timeZone, now).current
    const profileId = await profileOf(account.id, params.key)
    return response.send(await readTraffic({ account, profileId, from, to, version }, now))
  }

  /** Server-sent events; a reader that was cut off says by Last-Event-ID what it has. */
  async live(ctx: HttpContext) {
    const { account } = ctx.team!
    const profileId = await profileOf(account.id, ctx.params.key)
    return streamTo(ctx, (after) =>
      routeStreams.open(topicOf(account.id, profileId), after, () => isStillIn(ctx.team!))
    )
  }
}

async function profileOf(accountId: string, key: string): Promise<string> {
  const config = await accountConfig(accountId)
  const found = config.profilesByKey.get(key)
  if (!found) throw notFound('profile')
  return found.profile.id
}
