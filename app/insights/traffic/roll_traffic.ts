import {
  type Follower,
  addPast,
  addSums,
  cursorOf,
  followLog,
  timeZones,
} from '#insights/figures/follow_log'
import { collectTraffic } from '#insights/traffic/collect_traffic'
import { readTrafficEvents } from '#insights/traffic/read_events'
import type { TrafficEvent } from '#insights/traffic/types'

const follower: Follower<TrafficEvent> = {
  log: 'traffic',
  // Each ended run brings its whole path.
  lines: 400,
  read: (stretch, limit) => readTrafficEvents(null, stretch, limit),
  async prepare(events) {
    const zones = await timeZones()
    const { ways, offers } = collectTraffic(events, (id) => zones.get(id) ?? 'UTC')
    return async (trx) => {
      await addSums(
        trx,
        'traffic',
        ['account_id', 'profile_id', 'version', 'day', 'node', 'port'],
        ['leads', 'held', 'errors'],
        ways.map((one) => [
          one.accountId,
          one.profileId,
          one.version,
          one.day,
          one.node,
          one.port,
          one.leads,
          one.held,
          one.errors,
        ])
      )
      await addSums(
        trx,
        'offer_traffic',
        ['account_id', 'profile_id', 'version', 'day', 'node', 'assignment', 'currency'],
        ['offered', 'sold', 'revenue'],
        offers.map((one) => [
          one.accountId,
          one.profileId,
          one.version,
          one.day,
          one.node,
          one.assignment,
          one.currency,
          one.offered,
          one.sold,
          one.revenue,
        ])
      )
    }
  },
}

/** The event up to which everything is in the traffic. */
export const trafficCursor = () => cursorOf(follower.log)

/** Adds the next stretch of the trail to the traffic of routes. False when nothing is left for now. */
export const rollTraffic = (now: number) => followLog(follower, now)

/** Of a profile whose trail before `before` was written afterwards. */
export const rollPastTraffic = (of: { accountId: string; profileId: string }, before: number) =>
  addPast(follower, (stretch, limit) => readTrafficEvents(of, stretch, limit), before)
