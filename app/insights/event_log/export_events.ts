import { csvLine } from '#shared/csv_line'
import type { EventFilter } from '#insights/event_log/event_query'
import { presentLogged } from '#insights/event_log/present_event'
import { searchEvents } from '#insights/event_log/search_events'

const CHUNK = 500
const COLUMNS = [
  'id',
  'at',
  'type',
  'lead',
  'distribution',
  'delivery',
  'partner',
  'profile',
  'actor',
  'data',
] as const

/** All events of a filter as CSV, newest first, read as fast as they are taken. */
export async function* exportEvents(accountId: string, filter: EventFilter) {
  // Spreadsheets take a file for UTF-8 when it says so.
  yield `\uFEFF${csvLine(COLUMNS)}`
  for (let after: string | null = null; ;) {
    const { rows, next } = await searchEvents(accountId, filter, after, CHUNK)
    const events = rows.map(presentLogged)
    if (events.length)
      yield events
        .map((one) =>
          csvLine(COLUMNS.map((c) => (c === 'data' ? JSON.stringify(one.data) : one[c])))
        )
        .join('')
    if (next === null) return
    after = next
  }
}
