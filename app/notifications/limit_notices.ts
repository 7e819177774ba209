import { type EntityScope, type Scope, idsOf, showsProfile } from '#entities/entity_scope'
import { KINDS } from '#notifications/kinds'
import type { Notice } from '#notifications/types'

/** Whether a limited place hears of it: what its profiles met. A cap of a partner as a whole counts all entities. */
export const showsNotice = (scope: Scope, { kind, data }: Pick<Notice, 'kind' | 'data'>): boolean =>
  !scope ||
  (KINDS[kind].group === 'leads' &&
    data.scope !== 'partner' &&
    showsProfile(scope, data.profile ?? ''))

/** The same as a condition on rows of `notices`, whose kinds are chosen already. */
export function noticesWithin(
  dialect: 'postgres' | 'sqlite',
  { profileIds }: EntityScope
): { sql: string; params: string[] } {
  const at = (name: string) =>
    dialect === 'postgres' ? `data::json ->> '${name}'` : `json_extract(data, '$.${name}')`
  const ids = idsOf(profileIds)
  return {
    sql: `${at('profile')} in (${ids.map(() => '?')}) and coalesce(${at('scope')}, '') <> 'partner'`,
    params: ids,
  }
}
