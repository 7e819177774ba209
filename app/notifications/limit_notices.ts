import {
  type EntityScope,
  type Scope,
  idsOf,
  showsEntity,
  showsProfile,
} from '#entities/entity_scope'
import { KINDS } from '#notifications/kinds'
import type { Notice } from '#notifications/types'

/** Whether a limited place hears of it: what its profiles met, and its leads. A cap of a partner as a whole counts all entities. */
export const showsNotice = (scope: Scope, { kind, data }: Pick<Notice, 'kind' | 'data'>): boolean =>
  !scope ||
  (KINDS[kind].group === 'own' && showsEntity(scope, data.entity)) ||
  (KINDS[kind].group === 'leads' &&
    data.scope !== 'partner' &&
    showsProfile(scope, data.profile ?? ''))

/** The same as a condition on rows of `notices`, whose kinds are chosen already. */
export function noticesWithin(
  dialect: 'postgres' | 'sqlite',
  { entityIds, profileIds }: EntityScope
): { sql: string; params: string[] } {
  const at = (name: string) =>
    dialect === 'postgres' ? `data::json ->> '${name}'` : `json_extract(data, '$.${name}')`
  const [profiles, entities] = [idsOf(profileIds), idsOf(entityIds)]
  const list = (ids: string[]) => ids.map(() => '?').join(', ')
  return {
    sql: `((${at('profile')} in (${list(profiles)}) and coalesce(${at('scope')}, '') <> 'partner')
      or ${at('entity')} in (${list(entities)}))`,
    params: [...profiles, ...entities],
  }
}
