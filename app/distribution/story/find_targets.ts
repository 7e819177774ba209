import { store } from '#store/store'
import { accountConfig, versionOf } from '#distribution/account_config'

export interface Target {
  partner: string
  name: string
  /** Null: the partner is in no assignment of the version. */
  assignment: string | null
}

const MOST = 20

/** Whom one may ask about: assignments of a run's version, then partners that have none in it. Null: no such run. */
export async function findTargets(
  accountId: string,
  leadId: string,
  distributionId: string,
  search: string
): Promise<Target[] | null> {
  const [row, config] = await Promise.all([
    store.first(
      'select profile_id, version_id from distributions where id = ? and account_id = ? and lead_id = ?',
      [distributionId, accountId, leadId]
    ),
    accountConfig(accountId),
  ])
  if (!row) return null
  const profile = config.profiles.get(row.profile_id as string)
  const version =
    profile && (await versionOf(config, profile, row.version_id as string | null).catch(() => null))
  const assignments = version?.compiled.assignments ?? []
  const placed = new Set(assignments.map(({ partner }) => partner))
  const all: Target[] = [
    ...assignments.map(({ key, partner }) => ({
      partner,
      name: config.partnersByKey.get(partner)?.name ?? partner,
      assignment: key,
    })),
    ...[...config.partnersByKey.values()]
      .filter(({ key }) => !placed.has(key))
      .map(({ key, name }) => ({ partner: key, name, assignment: null })),
  ]
  const word = search.trim().toLowerCase()
  return all
    .filter(({ partner, name, assignment }) =>
      `${name} ${partner} ${assignment ?? ''}`.toLowerCase().includes(word)
    )
    .slice(0, MOST)
}
