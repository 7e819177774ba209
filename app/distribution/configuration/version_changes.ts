import { diffForms } from '#distribution/blueprint/diff_forms'
import type { FieldChange } from '#distribution/blueprint/types'
import { type VersionInfo, versionInfo } from '#distribution/configuration/versions'
import { loadEntityById } from '#entities/repository'
import { type ProfileForm, writeProfile } from '#routing/parse_profile'
import { loadProfile, loadVersionByNumber } from '#routing/repository'

/** A published version as a blueprint would write it; null where there is none of that number. */
export async function versionForm(
  accountId: string,
  profileKey: string,
  number: number
): Promise<(VersionInfo & { form: ProfileForm }) | null> {
  const profile = await loadProfile(accountId, profileKey)
  const version = profile && (await loadVersionByNumber(accountId, profile.id, number))
  if (version?.status !== 'published') return null
  const entity = await loadEntityById(accountId, profile!.entityId)
  const form = writeProfile({ ...profile!, entity: entity!.key }, version.document)
  return { ...versionInfo(profile!, version), form }
}

/** What a version changed in the one before it; in the first everything is new. */
export async function versionChanges(
  accountId: string,
  profileKey: string,
  number: number
): Promise<{ changes: FieldChange[]; before: object; after: ProfileForm } | null> {
  const version = await versionForm(accountId, profileKey, number)
  if (!version) return null
  const before = await versionForm(accountId, profileKey, number - 1)
  // The head of a profile is no part of a version, and reads the same in both.
  const from = before?.form ?? headOf(version.form)
  return { changes: diffForms(from, version.form), before: from, after: version.form }
}

const headOf = ({ key, name, entity, trigger, paused }: ProfileForm) => ({
  key,
  name,
  entity,
  trigger,
  ...(paused && { paused }),
})
