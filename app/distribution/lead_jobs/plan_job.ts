import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'
import { type Count, countOf, countWith } from '#distribution/lead_jobs/count_leads'
import { type LeadFilter, type ReadFilter, readFilter } from '#distribution/lead_list/read_filter'
import { unknownProfile } from '#distribution/take_lead'

export interface JobPlan {
  /** Leads of the profile's entity that it would run on. */
  leads: Count
  /** Of these, those that are sold already. */
  sold: Count
  /** Chosen leads of another entity, or erased: passed over. */
  skipped: number
  ids: string[] | null
}

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
  const read = await readFilter(config, { ...filter, entity: entity.key }, now)
  if (!read.ok) return read
  const leads = await countOf(config, read.value)
  return ok({ leads, sold: await soldOf(config, read.value, now), skipped: 0, ids: null })
}

async function planIds(config: AccountConfig, entityId: string, ids: string[]): Promise<JobPlan> {
  const rows = await store.all(
    `select id, status from leads where account_id = ? and id in (??) and entity_id = ? and erased_at is null and merged_into is null`,
    [config.account.id, ids, entityId]
  )
  return {
    leads: { n: rows.length, exact: true },
    sold: { n: rows.filter((row) => row.status === 'sold').length, exact: true },
    skipped: new Set(ids).size - rows.length,
    ids: rows.map((row) => row.id as string),
  }
}

async function soldOf(config: AccountConfig, read: ReadFilter, now: number) {
  const { statuses } = read.criteria
  if (statuses && !statuses.includes('sold')) return { n: 0, exact: true }
  return countWith(config, read, { statuses: ['sold'] }, now)
}
