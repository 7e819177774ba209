import { type Scope, idsOf } from '#entities/entity_scope'
import { store } from '#store/store'
import type { RevenueFilter } from '#insights/revenue/types'
import type { Named } from '#insights/read_names'

export interface AskedFilter {
  partner?: string
  profile?: string
  source?: string
  /** Key of an entity: what its profiles sold. */
  entity?: string
}

/** How an address says "without a source". */
export const NO_SOURCE = '-'

/** What an address narrows a report to, with the names of it. A key of nothing that ever was here matches nothing. */
export async function readRevenueFilter(
  accountId: string,
  { partner, profile, source, entity }: AskedFilter,
  scope: Scope = null
): Promise<{
  filter: RevenueFilter
  names: { partner?: Named; profile?: Named; source?: string }
}> {
  const found = async (table: 'partners' | 'profiles', key: string | undefined) => {
    if (key === undefined) return undefined
    const hidden = table === 'profiles' && scope && !scope.profiles.includes(key)
    if (hidden) return { id: 'none', key, name: key }
    const row = await store.first(
      `select id, name from ${table} where account_id = ? and key = ? order by id desc limit 1`,
      [accountId, key]
    )
    return { id: (row?.id as string) ?? 'none', key, name: (row?.name as string) ?? key }
  }
  const [ofPartner, ofProfile] = [
    await found('partners', partner),
    await found('profiles', profile),
  ]
  const plain = source === NO_SOURCE ? '' : source
  const named = (one: typeof ofPartner) => one && { key: one.key, name: one.name }
  return {
    filter: {
      ...{ partnerId: ofPartner?.id, profileId: ofProfile?.id, source: plain },
      profileIds: await profilesOf(accountId, entity, scope),
    },
    names: { partner: named(ofPartner), profile: named(ofProfile), source: plain },
  }
}

/** Profiles of an entity, or of all a limited place sees, also of those that are deleted; never none, so that nothing is not everything. */
async function profilesOf(
  accountId: string,
  entity: string | undefined,
  scope: Scope
): Promise<string[] | undefined> {
  if (entity === undefined && !scope) return undefined
  const asked = entity === undefined ? scope!.entities : [entity]
  const keys = asked.filter((key) => !scope || scope.entities.includes(key))
  const rows = await store.all(
    `select p.id from profiles p join entities e on e.id = p.entity_id where e.account_id = ? and e.key in (??)`,
    [accountId, idsOf(keys)]
  )
  return ['none', ...rows.map(({ id }) => id as string)]
}
