import type { LoggedEvent } from './describe_event.js'

/** The event log's filters, as the address has them. */
export interface EventFilters {
  type?: string[]
  lead?: string
  distribution?: string
  delivery?: string
  partner?: string
  profile?: string
  actor?: string
  last?: string
  from?: string
  to?: string
}

/** Whether an event that comes in now belongs to the list; the server asks the same of older ones. */
export function matches(event: LoggedEvent, filters: EventFilters): boolean {
  const { type, actor } = filters
  if (type?.length && !type.includes(event.type) && !type.includes(event.type.split('.')[0]))
    return false
  for (const name of ['lead', 'distribution', 'delivery', 'partner', 'profile'] as const)
    if (filters[name] && filters[name] !== event[name]) return false
  if (actor) return actor === 'system' ? event.actor === null : event.actor === actor
  return true
}

/** A list that is about the past gets nothing new. */
export const isOpenEnded = (filters: EventFilters): boolean =>
  !filters.to || filters.last !== undefined

export function queryOf(filters: EventFilters): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(filters)) {
    const text = Array.isArray(value) ? value.join(',') : value
    if (text) query[name] = text
  }
  return query
}
