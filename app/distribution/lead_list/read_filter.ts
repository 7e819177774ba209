import { DateTime } from 'luxon'
import type { Rule } from '#sdk/rule'
import { readPeriod } from '#routing/period'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { type CompiledSearch, compileSearch } from '#distribution/lead_search/compile_search'
import type { LeadCriteria } from '#distribution/lead_search/criteria'
import { entityByKey, unknownEntity } from '#distribution/take_lead'

/** What leads are looked for by, as addresses and saved views hold it. */
export interface LeadFilter {
  q?: string
  /** Key. */
  entity?: string
  status?: string[]
  stage?: string
  source?: string
  test?: boolean
  /** Arrival, in days of the account's zone. */
  period?: 'today' | 'yesterday' | '7d' | '30d'
  from?: string
  to?: string
  rule?: unknown
}

export interface ReadFilter {
  search: CompiledSearch
  criteria: LeadCriteria
}

/** A filter ready to search by, at `now` (ms). Problems carry the fields of the filter. */
export function readFilter(
  config: AccountConfig,
  filter: LeadFilter,
  now: number
): Result<ReadFilter, Problem[]> {
  const entity = filter.entity === undefined ? null : entityByKey(config, filter.entity)
  if (filter.entity !== undefined && !entity) return fail([unknownEntity(filter.entity)])
  const criteria: LeadCriteria = {
    entity,
    entityIds: config.limitedTo,
    statuses: filter.status?.length ? filter.status : undefined,
    stage: filter.stage,
    source: filter.source,
    test: filter.test,
    text: filter.q,
    rule: (filter.rule as Rule | undefined) ?? null,
    ...timesOf(filter, config.account.timeZone, now),
  }
  const search = compileSearch(criteria, config.key, now)
  return search.ok ? ok({ search: search.value, criteria }) : search
}

function timesOf(filter: LeadFilter, zone: string, now: number) {
  if (!filter.period) return readPeriod(filter, zone)
  const today = DateTime.fromMillis(now, { zone }).startOf('day')
  const since = (days: number) => ({ from: today.minus({ days }).toMillis(), to: null })
  if (filter.period === 'today') return since(0)
  if (filter.period === 'yesterday') return { ...since(1), to: today.toMillis() }
  // The last seven days end with today.
  return since(filter.period === '7d' ? 6 : 29)
}
