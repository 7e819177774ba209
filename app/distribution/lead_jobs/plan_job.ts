import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'
import { type LeadFilter, type ReadFilter, readFilter } from '#distribution/lead_list/read_filter'
import { compileSearch } from '#distribution/lead_search/compile_search'
import { findPage } from '#distribution/lead_search/find_page'
import { unknownProfile } from '#distribution/take_lead'

export interface JobPlan {
  /** Leads of the profile's entity that it would run on. */
  leads: { n: number; exact: boolean }
  /** Of these, those that are sold already. */
  sold: { n: number; exact: boolean }
  /** Chosen leads of another entity, or erased: passed over. */
  skipped: number
  ids: string[] | null
}

const COUNT_MS = 1_500
const problem = (field: string, rule: string, message: string) => fail([{ field, rule, message }])

/** What running a profile on leads would mean, in numbers. */
export async function planJob(
  config: AccountConfig,
  profileKey: string,
  { ids, filter }: { ids?: string[]; filter?: LeadFilter },
  now: number
): Promise<Result<JobPlan, Problem[]>> {
  const found = config.profilesByKey.get(profileKey)
  if (!found) return fail([unknownProfile(profileKey)])
  const { profile, entity } = found
  if (profile.paused) return problem('profile', 'paused', 'This profile is paused')
  if (!profile.liveVersionId)
    return problem('profile', 'published', 'This profile has no published version')
  if (ids) return ok(await planIds(config, entity.id, ids))
  if (filter?.entity !== undefined && filter.entity !== entity.key)
    return problem('profile', 'entity', `This profile is for leads of ${entity.name}`)
  const read = readFilter(config, { ...filter, entity: entity.key }, now)
  if (!read.ok) return read
  const leads = await countOf(config, read.value)
  return ok({ leads, sold: await soldOf(config, read.value, now), skipped: 0, ids: null })
}

async function planIds(config: AccountConfig, entityId: string, ids: string[]): Promise<JobPlan> {
  const rows = await store.all(
    `select id, status from leads where account_id = ? and id in (??) and entity_id = ? and erased_at is null`,
    [config.account.id, ids, entityId]
  )
  return {
    leads: { n: rows.length, exact: true },
    sold: { n: rows.filter((row) => row.status === 'sold').length, exact: true },
    skipped: new Set(ids).size - rows.length,
    ids: rows.map((row) => row.id as string),
  }
}

async function soldOf(config: AccountConfig, { criteria }: ReadFilter, now: number) {
  if (criteria.statuses && !criteria.statuses.includes('sold')) return { n: 0, exact: true }
  const search = compileSearch({ ...criteria, statuses: ['sold'] }, config.key, now)
  if (!search.ok) throw new Error('a filter that was read can be read with a status')
  return countOf(config, { search: search.value, criteria })
}

async function countOf(config: AccountConfig, { search }: ReadFilter) {
  const page = await findPage(config.account.id, search, {
    order: 'newest',
    after: null,
    limit: 1,
    columns: 'id, entity_id, status, stage, source, external_id, "values", test, created_at',
    budgetMs: COUNT_MS,
    countMs: COUNT_MS,
  })
  return page.count!
}
