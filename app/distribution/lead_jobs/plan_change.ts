import { acceptChanges } from '#entities/accept_lead'
import type { Entity } from '#entities/types'
import { checkLimits } from '#intake/limits'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { type Count, countOf, countWith } from '#distribution/lead_jobs/count_leads'
import type { JobChange } from '#distribution/lead_jobs/job_change'
import {
  type LeadFilter,
  type ReadFilter,
  findTags,
  readFilter,
} from '#distribution/lead_list/read_filter'
import { profilesAtStage } from '#distribution/stage_profiles'

/** A change of many leads that was looked at, and what it means in numbers. */
export interface ChangePlan {
  change: JobChange
  leads: Count
  /** Chosen leads that are not there, or erased. */
  skipped: number
  /** Profiles that its stage sets off, with how many leads. */
  runs: { profile: string; name: string; leads: Count }[]
  ids: string[] | null
  /** Keys of the entities whose leads it changes. */
  entities: string[]
}

export interface ChangeWish {
  ids?: string[]
  filter?: LeadFilter
  /** As it came: tags by key, values as an entity reads them. */
  change: JobChange
}

/** More are erased in several steps: what cannot be taken back is counted first, lead by lead. */
export const MOST_ERASED = 10_000

const problem = (field: string, rule: string, message: string) => fail([{ field, rule, message }])

/** What changing leads would mean; or why it cannot be done. */
export async function planChange(
  config: AccountConfig,
  { ids, filter = {}, change: wish }: ChangeWish,
  now: number
): Promise<Result<ChangePlan, Problem[]>> {
  const chosen = ids && (await rowsOf(config, ids))
  const read = await readFilter(config, filter, now)
  if (!read.ok) return read
  const entities = chosen ? entitiesOf(config, chosen) : within(config, read.value)
  const change = await checkChange(config, wish, entities, now)
  if (!change.ok) return change
  const leads = chosen ? exactly(chosen.length) : await countOf(config, read.value)
  if ('erase' in wish && (!leads.exact || leads.n > MOST_ERASED))
    return problem(
      'filter',
      'max',
      `At most ${MOST_ERASED} leads are erased at once: narrow the filter`
    )
  return ok({
    change: change.value,
    leads,
    skipped: ids && chosen ? new Set(ids).size - chosen.length : 0,
    runs: 'stage' in wish ? await runsOf(config, wish.stage, chosen ?? read.value, now) : [],
    ids: chosen ? chosen.map((row) => row.id as string) : null,
    entities: entities.map(({ key }) => key),
  })
}

const exactly = (n: number): Count => ({ n, exact: true })

/** Leads that are there, of the entities the place shows. */
async function rowsOf(config: AccountConfig, ids: string[]): Promise<Row[]> {
  const rows = await store.all(
    'select id, entity_id, stage from leads where account_id = ? and id in (??) and erased_at is null and merged_into is null',
    [config.account.id, ids]
  )
  return rows.filter((row) => config.entities.has(row.entity_id as string))
}

const entitiesOf = (config: AccountConfig, rows: Row[]): Entity[] =>
  [...config.entities.values()].filter(({ id }) => rows.some((row) => row.entity_id === id))

const within = (config: AccountConfig, { criteria }: ReadFilter): Entity[] =>
  criteria.entity ? [criteria.entity] : [...config.entities.values()]

async function checkChange(
  config: AccountConfig,
  change: JobChange,
  entities: Entity[],
  now: number
): Promise<Result<JobChange, Problem[]>> {
  if ('stage' in change) {
    const known = new Set(entities.flatMap(({ stages }) => stages))
    if (known.has(change.stage)) return ok(change)
    const list = [...known].join(', ') || 'none'
    return problem('change.stage', 'exists', `Must be one of ${list}`)
  }
  if ('tags' in change) return checkTags(config, change.tags)
  if ('values' in change) return checkValues(config, change.values, entities, now)
  return ok(change)
}

function checkTags(
  config: AccountConfig,
  { add, remove }: { add: string[]; remove: string[] }
): Result<JobChange, Problem[]> {
  const found = findTags(config, [...add, ...remove], 'change.tags')
  if (!found.ok) return found
  if (add.length + remove.length === 0)
    return problem('change.tags', 'required', 'Name a tag to add or to remove')
  const both = add.find((key) => remove.includes(key))
  if (both !== undefined)
    return problem('change.tags', 'unique', `"${both}" cannot be added and removed at once`)
  return ok({ tags: { add, remove } })
}

/** Values as their entity reads them; they are kept with the job, so encrypted ones are changed lead by lead. */
function checkValues(
  { account }: AccountConfig,
  values: Record<string, unknown>,
  entities: Entity[],
  now: number
): Result<JobChange, Problem[]> {
  const [entity, ...others] = entities
  if (!entity || others.length)
    return problem('change.values', 'entity', 'Fields are those of one entity: choose its leads')
  const keys = Object.keys(values)
  if (!keys.length) return problem('change.values', 'required', 'Name a field to change')
  const limits = checkLimits(values)
  if (limits.length) return fail(limits.map(below))
  const { country, currency, timeZone } = account
  const accepted = acceptChanges(values, entity, now, { country, currency, timeZone })
  if (!accepted.ok) return fail(accepted.problem.map(below))
  const { cleared, files, extra } = accepted.value
  const normal = { ...accepted.value.values }
  for (const key of cleared) normal[key] = null
  const unknown = Object.keys(extra)
  if (unknown.length)
    return problem(`change.values.${unknown[0]}`, 'exists', `${entity.name} has no such field`)
  for (const field of entity.fields) {
    const given = normal[field.key] !== undefined && normal[field.key] !== null
    const why = field.encrypted
      ? 'encrypted'
      : field.type === 'file' || files.length
        ? 'file'
        : null
    if (given && why)
      return problem(
        `change.values.${field.key}`,
        why,
        `${field.label} is ${why === 'file' ? 'a file' : 'encrypted'}: it can be cleared for many leads, and set for one`
      )
  }
  return ok({ values: normal })
}

const below = (one: Problem): Problem => ({ ...one, field: `change.values.${one.field}` })

/** Profiles that begin when a lead comes to the stage, with the leads that are not there yet. */
async function runsOf(
  config: AccountConfig,
  stage: string,
  leads: Row[] | ReadFilter,
  now: number
): Promise<ChangePlan['runs']> {
  const set = profilesAtStage(config.profiles.values(), stage)
  const runs = await Promise.all(
    set.map(async ({ profile, entity }) => ({
      profile: profile.key,
      name: profile.name,
      leads: Array.isArray(leads)
        ? exactly(leads.filter((row) => row.entity_id === entity.id && row.stage !== stage).length)
        : await elsewhere(config, leads, entity, stage, now),
    }))
  )
  return runs.filter((run) => run.leads.n > 0)
}

async function elsewhere(
  config: AccountConfig,
  read: ReadFilter,
  entity: Entity,
  stage: string,
  now: number
): Promise<Count> {
  const { criteria } = read
  if ((criteria.entity && criteria.entity.id !== entity.id) || criteria.stage === stage)
    return exactly(0)
  const only = { entityIds: [entity.id] }
  const all = await countWith(config, read, only, now)
  if (criteria.stage !== undefined) return all
  const there = await countWith(config, read, { ...only, stage }, now)
  return { n: Math.max(0, all.n - there.n), exact: all.exact && there.exact }
}
