import type { KnownProfile, World } from '#distribution/blueprint/load_world'
import { revisionOf } from '#distribution/configuration/revision'
import { type ProfileForm, writeProfile } from '#routing/parse_profile'
import { type ProfileVersion, loadVersionByNumber } from '#routing/repository'

/** A profile as people work at it: its draft where there is one, else what is live. */
export interface WorkingProfile {
  profile: KnownProfile
  live: ProfileForm
  draft: ProfileVersion | null
  form: ProfileForm
  /** The base of the next save. */
  revision: string
}

/** Null where the account has no such profile. */
export async function workingProfile(
  world: World,
  profileKey: string
): Promise<WorkingProfile | null> {
  const profile = world.profiles.get(profileKey)
  if (!profile) return null
  const draft = await loadVersionByNumber(world.account.id, profile.id, 0)
  const live = writeProfile(profile, profile.document)
  const form = draft ? writeProfile(profile, draft.document) : live
  return { profile, live, draft, form, revision: revisionOf(form) }
}
