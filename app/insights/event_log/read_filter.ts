import type { Infer } from '@vinejs/vine/types'
import type { Scope } from '#entities/entity_scope'
import { readPeriod } from '#routing/period'
import { LAST, type logQuery } from '#insights/validators/log_query'
import { type EventFilter, typesOf } from '#insights/event_log/event_query'

/** The filter that a query string says, seen at `now` (ms). */
export function readFilter(
  query: Infer<typeof logQuery>,
  { account, scope }: { account: { timeZone: string }; scope: Scope },
  now: number
): EventFilter {
  const period = readPeriod(query, account.timeZone)
  return {
    types: typesOf(query.type ?? []),
    lead: query.lead ?? null,
    distribution: query.distribution ?? null,
    delivery: query.delivery ?? null,
    partner: query.partner ?? null,
    profile: query.profile ?? null,
    actor: query.actor ?? null,
    from: query.last ? now - LAST[query.last] : period.from,
    to: query.last ? null : period.to,
    scope,
  }
}
