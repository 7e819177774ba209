/*
 * The live tail of the event log in the browser.
 */
import { onMounted } from 'vue'
import { useLiveStream } from '~/live_stream'
import { getJson } from '~/request'
import type { LoggedEvent } from './describe_event'

export type { StreamState as TailState } from '~/live_stream'

/** `newest` is the id of the newest event the page has. */
export function useLiveTail(
  newest: () => string | null,
  onEvents: (events: LoggedEvent[], more: boolean) => void
) {
  const { state, start } = useLiveStream<LoggedEvent>({
    url: () => '/events/stream',
    name: 'events',
    newest,
    probe: () => getJson('/events/search', { limit: 1 }),
    onRows: onEvents,
  })
  onMounted(start)
  return { state }
}
