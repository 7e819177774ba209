import db from '@adonisjs/lucid/services/db'
import { configClock, lockConfiguration, recordChange } from '#accounts/config_changes'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import type { World } from '#distribution/blueprint/load_world'
import { failureOf } from '#distribution/configuration/configuration'
import { patched } from '#distribution/configuration/patch_form'
import { revisionOf } from '#distribution/configuration/revision'
import type { Actor, ChangeOptions, ConfigFailure } from '#distribution/configuration/types'
import {
  type VersionInfo,
  liveVersionInfo,
  versionInfo,
} from '#distribution/configuration/versions'
import { loadEntityById } from '#entities/repository'
import { listPartners } from '#partners/repository'
import { writeProfile } from '#routing/parse_profile'
import { makeLive, removeDrafts } from '#routing/publish_version'
import {
  type Profile,
  loadProfile,
  loadProfileById,
  loadVersionByNumber,
} from '#routing/repository'
import type { RouteDocument } from '#routing/types'
import { type Problem, type Result, fail, ok } from '#shared/result'

const notFound = () => fail<ConfigFailure>({ type: 'not_found' })
const busy = () =>
  fail<ConfigFailure>({
    type: 'conflict',
    message: 'the configuration was changed by others at this moment; try again',
  })

const changedMeanwhile = () =>
  fail<ConfigFailure>({
    type: 'conflict',
    message:
      'the draft was changed by somebody else since you looked at it; look again, then publish',
  })
const CHANGED: Problem = { field: '', rule: 'busy', message: 'was changed meanwhile' }

/**
 * Makes the next version live: what `patch` says if there is one, else the draft. Without both the live version stays
 * as it is and is answered. With a `base` only the draft of that revision is published: what somebody has seen.
 */
export async function publishProfile(
  accountId: string,
  profileKey: string,
  { actor, base }: ChangeOptions,
  patch: Record<string, unknown> = {}
): Promise<Result<VersionInfo, ConfigFailure>> {
  const clock = await configClock(accountId)
  const profile = await loadProfile(accountId, profileKey)
  if (!profile) return notFound()
  const draft = await loadVersionByNumber(accountId, profile.id, 0)
  let form: object | null = null
  if (Object.keys(patch).length > 0) {
    const changed = await patched(accountId, 'profiles', profileKey, patch)
    if (!changed.ok) return changed
    form = changed.value
  } else if (draft) form = await formOf(accountId, profile, draft.document)
  if (base !== undefined && (!form || revisionOf(form) !== base)) return changedMeanwhile()
  if (form) {
    const document = { sluice: 1, profiles: [form] }
    const guard = (world: World) => (base === undefined || world.clock === clock ? [] : [CHANGED])
    const done = await applyBlueprint(accountId, document, { actor, secrets: 'keep', guard })
    if (!done.ok) return done.problem[0] === CHANGED ? busy() : fail(failureOf(done.problem))
    // Where the draft said nothing new, no version was made that would have used it up.
    if (draft)
      await db.transaction((trx) =>
        removeDrafts(trx, { accountId, profileId: profile.id }, draft.createdAt)
      )
  }
  const live = await liveVersionInfo(accountId, profileKey)
  return live ? ok(live) : notFound()
}

/** Points a profile back at a version that was published before, after checking that it still works. */
export async function revertProfile(
  accountId: string,
  profileKey: string,
  number: number,
  { actor }: Actor
): Promise<Result<VersionInfo, ConfigFailure>> {
  const clock = await configClock(accountId)
  const profile = await loadProfile(accountId, profileKey)
  const version = profile && (await loadVersionByNumber(accountId, profile.id, number))
  if (!version || version.status !== 'published') return notFound()
  if (version.id === profile.liveVersionId) return ok(versionInfo(profile, version))
  const form = await formOf(accountId, profile, version.document)
  const checked = await applyBlueprint(
    accountId,
    { sluice: 1, profiles: [form] },
    { actor, dryRun: true }
  )
  if (!checked.ok) return fail(failureOf(checked.problem))

  const now = Date.now()
  const reverted = await db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    if ((await configClock(accountId, trx)) !== clock) return false
    const partners = await listPartners(accountId, trx)
    const partnerIds = new Map(partners.map(({ key, id }) => [key, id]))
    await makeLive(trx, version, { accountId, profileId: profile.id, actor, now, partnerIds })
    await recordChange(trx, {
      accountId,
      actor,
      object: `profiles.${profileKey}`,
      action: 'reverted',
      detail: { version: number },
    })
    return true
  })
  if (!reverted) return busy()
  const after = await loadProfileById(accountId, profile.id)
  return ok(versionInfo(after!, version))
}

async function formOf(accountId: string, profile: Profile, document: RouteDocument) {
  const entity = await loadEntityById(accountId, profile.entityId)
  return writeProfile({ ...profile, entity: entity!.key }, document)
}
