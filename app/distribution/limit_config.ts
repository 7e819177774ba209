import { type Scope, type EntityScope, idsOf } from '#entities/entity_scope'
import { type AccountConfig, accountConfig } from '#distribution/account_config'

/** The configuration as a place limited to entities sees it: other entities and their profiles are not there. */
export function limitConfig(config: AccountConfig, scope: Scope): AccountConfig {
  if (!scope) return config
  const has = <V>(map: Map<string, V>, ids: readonly string[]) =>
    new Map([...map].filter(([id]) => ids.includes(id)))
  const profiles = has(config.profiles, scope.profileIds)
  return {
    ...config,
    entities: has(config.entities, scope.entityIds),
    profiles,
    profilesByKey: new Map([...profiles.values()].map((one) => [one.profile.key, one])),
    onArrival: has(config.onArrival, scope.entityIds),
    limitedTo: idsOf(scope.entityIds),
  }
}

/** The configuration for somebody of the team. */
export const teamConfig = async ({
  account,
  scope,
}: {
  account: { id: string }
  scope: Scope
}): Promise<AccountConfig> => limitConfig(await accountConfig(account.id), scope)

/** What a limit to entities comes to now; keys of what is gone open nothing. */
export async function scopeOf(accountId: string, keys: readonly string[]): Promise<EntityScope> {
  const config = await accountConfig(accountId)
  const entities = [...config.entities.values()].filter(({ key }) => keys.includes(key))
  const ids = new Set(entities.map(({ id }) => id))
  const profiles = [...config.profiles.values()].filter(({ entity }) => ids.has(entity.id))
  return {
    entities: entities.map(({ key }) => key),
    entityIds: [...ids],
    profiles: profiles.map(({ profile }) => profile.key),
    profileIds: profiles.map(({ profile }) => profile.id),
  }
}

/** What the entities of a limit are called, by name. */
export async function namesWithin(accountId: string, scope: EntityScope): Promise<string[]> {
  const { entities } = limitConfig(await accountConfig(accountId), scope)
  return [...entities.values()].map(({ name }) => name).sort((a, b) => a.localeCompare(b))
}
