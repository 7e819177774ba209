import type { HttpContext } from '@adonisjs/core/http'
import { eventStreams, topicOf } from '#insights/event_log/event_streams'
import { isStillIn } from '#insights/live/still_in'
import { streamTo } from '#insights/live/stream_to'

export default class EventStreamController {
  async show(ctx: HttpContext) {
    const team = ctx.team!
    return streamTo(ctx, (after) =>
      eventStreams.open(topicOf(team.account.id, team.scope), after, () => isStillIn(team))
    )
  }
}
