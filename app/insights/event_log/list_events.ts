import type { Account } from '#accounts/types'
import { timeOf } from '#shared/ids'
import type { EventFilter } from '#insights/event_log/event_query'
import { type LoggedEvent, presentLogged } from '#insights/event_log/present_event'
import { searchEvents } from '#insights/event_log/search_events'

export interface EventPage {
  data: LoggedEvent[]
  meta: {
    /** The event the next page begins after; null when nothing older is left. */
    next: string | null
    /** How far back was looked, where the page is short because its time was over. */
    searched_to: string | null
  }
}

export const PAGE = 50

/** A page of the event log, newest first, from the event `after` (exclusive) on. */
export async function listEvents(
  account: Account,
  filter: EventFilter,
  after: string | null,
  limit = PAGE
): Promise<EventPage> {
  const { rows, next } = await searchEvents(account.id, filter, after, limit)
  const short = next !== null && rows.length < limit
  return {
    data: rows.map(presentLogged),
    meta: {
      next,
      searched_to: short ? new Date(timeOf(next)).toISOString() : null,
    },
  }
}
