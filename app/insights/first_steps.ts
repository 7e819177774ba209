import type { AccountConfig } from '#distribution/account_config'

/** What an account needs before its first lead is sold, in the order it is made. */
export interface FirstSteps {
  entity: boolean
  partner: boolean
  profile: boolean
  /** A version of a profile is live, with somebody in it. */
  live: boolean
  /** Where the step after the profile leads to. */
  profileKey: string | null
}

/** How far an account has come; null once a lead came in: then the numbers speak. */
export function firstSteps(
  { entities, partners, profiles }: Pick<AccountConfig, 'entities' | 'partners' | 'profiles'>,
  hasLeads: boolean
): FirstSteps | null {
  if (hasLeads) return null
  const all = [...profiles.values()]
  return {
    entity: entities.size > 0,
    partner: partners.size > 0,
    profile: all.length > 0,
    live: all.some(({ live }) => (live?.compiled.assignments.length ?? 0) > 0),
    profileKey: all[0]?.profile.key ?? null,
  }
}
