import { domainBook } from '#accounts/domains/domain_book'
import { loadAccount } from '#accounts/repository'
import { onConfigChange } from '#accounts/config_changes'
import { loadTags } from '#crm/tags/repository'
import type { TagBook } from '#crm/tags/tag_book'
import { accountKey } from '#entities/account_keys'
import type { AccountKey } from '#entities/field_crypto'
import { loadEntities } from '#entities/repository'
import type { Entity } from '#entities/types'
import { plugins } from '#host/registry'
import { loadLists } from '#intake/suppression/list_rows'
import type { SuppressionList } from '#intake/suppression_lists'
import { withOwnLimits } from '#partners/own_limits'
import { type Partner, listPartners } from '#partners/repository'
import { type CompiledProfile, compileProfile } from '#routing/compile_profile'
import {
  type AssignmentRow,
  type Profile,
  listAssignments,
  listProfiles,
  loadProfileById,
  loadVersion,
} from '#routing/repository'
import { store } from '#store/store'

export interface CompiledVersion {
  id: string
  number: number
  compiled: CompiledProfile
}

export interface ProfileConfig {
  profile: Profile
  entity: Entity
  /** Null when nothing is published, or the live version does not compile any more (`gap` says why). */
  live: CompiledVersion | null
  gap: string | null
  assignments: Map<string, AssignmentRow>
}

/** Everything the hot path needs of an account, compiled once and dropped when its configuration changes. */
export interface AccountConfig {
  account: {
    id: string
    key: string
    name: string
    currency: string
    timeZone: string
    country: string | null
  }
  key: AccountKey
  entities: Map<string, Entity>
  partners: Map<string, Partner>
  partnersByKey: Map<string, Partner>
  profiles: Map<string, ProfileConfig>
  profilesByKey: Map<string, ProfileConfig>
  /** By entity id: the profiles that run on arrival. */
  onArrival: Map<string, ProfileConfig[]>
  suppression: readonly SuppressionList[]
  tags: TagBook
  /** Ids of the entities that are all of it there is, for a place limited to them (limit_config.ts). */
  limitedTo?: readonly string[]
}

const CLOCK_MS = 500
const MAX_OLD_VERSIONS = 200

const cache = new Map<string, Promise<AccountConfig>>()
const loaded = new Map<string, { config: AccountConfig; load: number }>()
const oldVersions = new Map<string, CompiledVersion>()
let loads = 0
let clock: number | null = null
let timer: NodeJS.Timeout | null = null

onConfigChange((accountId) => forget(accountId))

/** What was loaded stays at hand until the next load is done: a lead that arrives in between must find its profiles. */
function forget(accountId: string) {
  cache.delete(accountId)
  oldVersions.clear()
}

/** The account's configuration; the same object until something in it changes. */
export function accountConfig(accountId: string): Promise<AccountConfig> {
  const known = cache.get(accountId)
  if (known) return known
  const mine = load(accountId)
  const number = ++loads
  cache.set(accountId, mine)
  mine.then(
    (config) => {
      // Loads may end in another order than they began.
      if ((loaded.get(accountId)?.load ?? 0) < number)
        loaded.set(accountId, { config, load: number })
    },
    () => cache.get(accountId) === mine && forget(accountId)
  )
  return mine
}

/** The configuration that was loaded last, if any was: for synchronous parts that can do without the newest. */
export const loadedConfig = (accountId: string): AccountConfig | null =>
  loaded.get(accountId)?.config ?? null

/**
 * The account's configuration with what `find` looks for in it. What is not there may have been made by another process
 * a moment ago: then it is loaded anew, once, before that counts.
 */
export async function accountConfigWith(
  accountId: string,
  find: (config: AccountConfig) => unknown
): Promise<AccountConfig> {
  const config = await accountConfig(accountId)
  if (find(config)) return config
  if ((await cache.get(accountId)) === config) forget(accountId)
  return accountConfig(accountId)
}

/** Changes made by other processes are seen through the number of the last change, asked for twice a second. */
export async function watchConfigChanges() {
  clock = await lastChange()
  timer = setInterval(() => void poll().catch(() => {}), CLOCK_MS)
  timer.unref()
}

export function stopWatchingConfig() {
  if (timer) clearInterval(timer)
  timer = null
}

async function lastChange(): Promise<number> {
  const row = await store.first('select max(id) as id from config_changes')
  return Number(row?.id ?? 0)
}

async function poll() {
  const rows = await store.all(
    'select id, account_id from config_changes where id > ? order by id limit 1000',
    [clock ?? 0]
  )
  for (const row of rows) forget(row.account_id as string)
  if (rows.length) clock = Number(rows[rows.length - 1].id)
}

async function load(accountId: string): Promise<AccountConfig> {
  // Read before anything of the account runs: callbacks are written by what is at hand then.
  const [account] = await Promise.all([loadAccount(accountId), domainBook()])
  if (!account) throw new Error(`E_UNKNOWN_ACCOUNT: ${accountId}`)
  const [key, entityList, written, profileList, suppression, tags] = await Promise.all([
    accountKey(accountId),
    loadEntities(accountId),
    listPartners(accountId),
    listProfiles(accountId),
    loadLists(accountId),
    loadTags(accountId),
  ])
  const partnerList = written.map((partner) => withOwnLimits(partner, account.currency))
  const entities = new Map(entityList.map((entity) => [entity.id, entity]))
  const config: AccountConfig = {
    account,
    key,
    entities,
    partners: new Map(partnerList.map((partner) => [partner.id, partner])),
    partnersByKey: new Map(partnerList.map((partner) => [partner.key, partner])),
    profiles: new Map(),
    profilesByKey: new Map(),
    onArrival: new Map(),
    suppression,
    tags,
  }
  for (const profile of profileList) {
    const entity = entities.get(profile.entityId)
    if (!entity) continue
    const one = await withAssignments(accountId, profile, entity)
    if (profile.liveVersionId) {
      try {
        one.live = await compileVersion(accountId, profile.liveVersionId, entity)
      } catch (error) {
        one.gap = (error as Error).message
      }
    }
    config.profiles.set(profile.id, one)
    config.profilesByKey.set(profile.key, one)
    // Before its first publication a profile takes no lead: it would only hold it.
    if (profile.trigger === 'on_arrival' && !profile.paused && profile.liveVersionId) {
      const list = config.onArrival.get(entity.id) ?? []
      config.onArrival.set(entity.id, [...list, one])
    }
  }
  return config
}

async function withAssignments(
  accountId: string,
  profile: Profile,
  entity: Entity
): Promise<ProfileConfig> {
  const rows = await listAssignments(accountId, profile.id)
  const assignments = new Map(rows.map((row) => [row.key, row]))
  return { profile, entity, live: null, gap: null, assignments }
}

/** A profile that was deleted: no lead takes it any more, but what it sold can still be given back. Null: there was none. */
export async function deletedProfile(
  { account, entities }: AccountConfig,
  profileId: string
): Promise<ProfileConfig | null> {
  const profile = await loadProfileById(account.id, profileId)
  const entity = profile && entities.get(profile.entityId)
  return profile && entity ? withAssignments(account.id, profile, entity) : null
}

async function compileVersion(
  accountId: string,
  versionId: string,
  entity: Entity
): Promise<CompiledVersion> {
  const version = await loadVersion(accountId, versionId)
  if (!version) throw new Error(`E_UNKNOWN_VERSION: ${versionId}`)
  const compiled = compileProfile(version.document, entity, plugins(), { gaps: 'hold' })
  if (!compiled.ok)
    throw new Error(compiled.problem.map((one) => `${one.field}: ${one.message}`).join('; '))
  return { id: version.id, number: version.number, compiled: compiled.value }
}

/** The version a run is pinned to: the live one, or an older one compiled again. Throws when it cannot be. */
export async function versionOf(
  config: AccountConfig,
  profile: ProfileConfig,
  versionId: string | null
) {
  if (!versionId || profile.live?.id === versionId) {
    if (!profile.live) throw new Error(profile.gap ?? 'the profile has no published version')
    return profile.live
  }
  let version = oldVersions.get(versionId)
  if (!version) {
    version = await compileVersion(config.account.id, versionId, profile.entity)
    if (oldVersions.size >= MAX_OLD_VERSIONS) oldVersions.clear()
    oldVersions.set(versionId, version)
  }
  return version
}
