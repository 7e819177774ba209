import type { AccountConfig } from '#distribution/account_config'
import type { leadRuns } from '#distribution/story/lead_runs'

type Runs = Awaited<ReturnType<typeof leadRuns>>

/** What the keys of a story mean: only those it names, for an account may have ten thousand partners. */
export function namesIn(config: AccountConfig, runs: Runs) {
  const partners: Record<string, string> = {}
  const add = (key: string | null) => {
    const name = key === null ? undefined : config.partnersByKey.get(key)?.name
    if (key !== null && name !== undefined) partners[key] = name
  }
  for (const { groups, deliveries } of runs) {
    for (const { rows } of groups) for (const { partner } of rows) add(partner)
    for (const { partner } of deliveries) add(partner)
  }
  const profiles = [...config.profiles.values()]
  return {
    partners,
    profiles: Object.fromEntries(profiles.map(({ profile: { key, name } }) => [key, name])),
  }
}
