import type { LoggedEvent } from './describe_event.js'

/** A list left open for days must not grow for ever. */
export const MOST = 500

/**
 * The list with what came in, newest first, each event once. An event may come late: its place is its id's. Beyond
 * `most` the oldest go; `cut` says that some went, so that older ones are loaded from the list's new end.
 */
export function mergeEvents(
  list: readonly LoggedEvent[],
  more: readonly LoggedEvent[],
  most = MOST
): { list: LoggedEvent[]; cut: boolean } {
  const known = new Set(list.map(({ id }) => id))
  const fresh = more.filter(({ id }) => !known.has(id) && known.add(id))
  if (!fresh.length) return { list: [...list], cut: false }
  const all = [...fresh, ...list].sort((a, b) => (a.id < b.id ? 1 : -1))
  return { list: all.slice(0, most), cut: all.length > most }
}
