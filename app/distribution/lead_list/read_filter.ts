import { DateTime } from 'luxon'
import type { Rule } from '#sdk/rule'
import { readPeriod } from '#routing/period'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { type CompiledSearch, compileSearch } from '#distribution/lead_search/compile_search'
import type { LeadCriteria } from '#distribution/lead_search/criteria'
import { mergedApart } from '#distribution/lead_search/merged_apart'
import { entityByKey, unknownEntity } from '#distribution/take_lead'

/** What leads are looked for by, as addresses and saved views hold it. */
export interface LeadFilter {
  q?: string
  /** Key. */
  entity?: string
  status?: string[]
  stage?: string
  /** Keys: leads with any of them. */
  tag?: string[]
  /** E-mails: leads of any of them. `nobody`: those of nobody; `me`: of who asks (see forReader). */
  assignee?: string[]
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

/** A filter ready to search by, at `now` (ms), without leads that were merged away. Problems carry the fields of the filter. */
export async function readFilter(
  config: AccountConfig,
  filter: LeadFilter,
  now: number
): Promise<Result<ReadFilter, Problem[]>> {
  const entity = filter.entity === undefined ? null : entityByKey(config, filter.entity)
  if (filter.entity !== undefined && !entity) return fail([unknownEntity(filter.entity)])
  const tags = filter.tag?.length ? findTags(config, filter.tag) : undefined
  if (tags && !tags.ok) return tags
  const criteria: LeadCriteria = {
    entity,
    entityIds: config.limitedTo,
    statuses: filter.status?.length ? filter.status : undefined,
    stage: filter.stage,
    tagIds: tags?.value,
    assignees: assigneesOf(filter.assignee),
    source: filter.source,
    test: filter.test,
    text: filter.q,
    rule: (filter.rule as Rule | undefined) ?? null,
    ...(await mergedApart(config.account.id)),
    ...timesOf(filter, config.account.timeZone, now),
  }
  const search = compileSearch(criteria, config.key, now)
  return search.ok ? ok({ search: search.value, criteria }) : search
}

/** A filter that was read, with something more asked of its leads. */
export function narrowed(
  config: AccountConfig,
  { criteria }: ReadFilter,
  more: Partial<LeadCriteria>,
  now: number
): ReadFilter {
  const all = { ...criteria, ...more }
  const search = compileSearch(all, config.key, now)
  if (!search.ok) throw new Error('a filter that was read can be read with one more column')
  return { search: search.value, criteria: all }
}

/** Ids a lead may have one of several tags by; a problem of the filter for one that is not there. */
export function findTags(
  { tags }: AccountConfig,
  keys: readonly string[],
  field = 'tag'
): Result<string[], Problem[]> {
  const missing = keys.filter((key) => !tags.byKey.has(key))
  if (missing.length)
    return fail(
      missing.map((key) => ({ field, rule: 'exists', message: `There is no tag "${key}"` }))
    )
  return ok(keys.flatMap((key) => tags.idsOf(tags.byKey.get(key)!)))
}

const NOBODY = 'nobody'
const ME = 'me'

/** As criteria have it: nobody is null. */
export const assigneesOf = (names: readonly string[] | undefined) =>
  names?.length ? names.map((name) => (name === NOBODY ? null : name)) : undefined

/** The filter with the name of who asks where it says `me`. */
export const forReader = <F extends LeadFilter>(filter: F, { email }: { email: string }): F =>
  filter.assignee?.includes(ME)
    ? { ...filter, assignee: filter.assignee.map((name) => (name === ME ? email : name)) }
    : filter

function timesOf(filter: LeadFilter, zone: string, now: number) {
  if (!filter.period) return readPeriod(filter, zone)
  const today = DateTime.fromMillis(now, { zone }).startOf('day')
  const since = (days: number) => ({ from: today.minus({ days }).toMillis(), to: null })
  if (filter.period === 'today') return since(0)
  if (filter.period === 'yesterday') return { ...since(1), to: today.toMillis() }
  // The last seven days end with today.
  return since(filter.period === '7d' ? 6 : 29)
}
