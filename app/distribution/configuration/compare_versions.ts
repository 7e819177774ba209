import { loadWorld } from '#distribution/blueprint/load_world'
import type { FieldChange } from '#distribution/blueprint/types'
import { differences } from '#distribution/configuration/differences'
import { patchForm } from '#distribution/configuration/patch_form'
import type { ConfigFailure } from '#distribution/configuration/types'
import { versionForm } from '#distribution/configuration/version_changes'
import type { VersionInfo } from '#distribution/configuration/versions'
import { type WorkingProfile, workingProfile } from '#distribution/configuration/working_profile'
import { loadVersion } from '#routing/repository'
import { type Result, fail, ok } from '#shared/result'

/** What is live, the saved draft (or what is live where there is none), or a published version. */
export type Side = 'live' | 'draft' | number

export interface Told {
  /** Null of what was never published. */
  version: number | null
  live: boolean
  by: string | null
  at: string | null
}

export interface Comparison {
  changes: FieldChange[]
  /** Both as a blueprint writes them. */
  before: object
  after: object
  from: Told
  to: Told
}

/**
 * What differs between two sides of a profile. `patch`: the second side with changes that are not saved yet, as a save
 * would send them.
 */
export async function compareVersions(
  accountId: string,
  profileKey: string,
  { from, to, patch }: { from: Side; to: Side; patch?: unknown }
): Promise<Result<Comparison, ConfigFailure>> {
  const world = await loadWorld(accountId)
  const working = world && (await workingProfile(world, profileKey))
  if (!working) return fail({ type: 'not_found' })
  const read = (side: Side) => sideOf(accountId, working, side)
  const [before, after] = await Promise.all([read(from), read(to)])
  if (!before || !after) return fail({ type: 'not_found' })
  const changed = patch === undefined ? null : patchForm('profiles', after.form, patch)
  if (changed && !changed.ok) return changed
  const wished = changed ? withoutNothing(changed.value) : after.form
  const isBody = ({ path }: FieldChange) => !/^(key|name|entity|trigger|paused)\b/.test(path)
  return ok({
    changes: differences(before.form, wished).filter(isBody),
    before: before.form,
    after: wished,
    from: before.told,
    to: after.told,
  })
}

/** A save says null for what is taken out; a form leaves it out. */
const withoutNothing = (form: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => value !== null))

interface Read {
  form: object & { key: string }
  told: Told
}

async function sideOf(
  accountId: string,
  working: WorkingProfile,
  side: Side
): Promise<Read | null> {
  const { profile, draft, form } = working
  if (side === 'draft' && draft) {
    const at = new Date(draft.createdAt).toISOString()
    return { form, told: { version: null, live: false, by: draft.createdBy, at } }
  }
  if (typeof side === 'string') {
    const number = await liveNumber(accountId, working)
    if (number !== null) return sideOf(accountId, working, number)
    // Nothing was ever published: everything is new.
    return { form: working.live, told: { version: null, live: true, by: null, at: null } }
  }
  const version = await versionForm(accountId, profile.key, side)
  return version && { form: version.form, told: toldOf(version) }
}

const toldOf = (info: VersionInfo): Told => ({
  version: info.version,
  live: info.live,
  by: info.created_by,
  at: info.published_at ?? info.created_at,
})

async function liveNumber(accountId: string, { profile }: WorkingProfile): Promise<number | null> {
  const live = profile.liveVersionId && (await loadVersion(accountId, profile.liveVersionId))
  return live ? live.number : null
}
