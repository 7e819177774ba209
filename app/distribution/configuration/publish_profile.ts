import db from '@adonisjs/lucid/services/db'
import { configClock, lockConfiguration, recordChange } from '#accounts/config_changes'
import { storeSecrets } from '#accounts/secrets'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { loadWorld } from '#distribution/blueprint/load_world'
import { draftProfile } from '#distribution/blueprint/make_plan'
import { failureOf, patched } from '#distribution/configuration/configuration'
import type { Actor, ConfigFailure } from '#distribution/configuration/types'
import {
  type VersionInfo,
  liveVersionInfo,
  versionInfo,
} from '#distribution/configuration/versions'
import { loadEntityById } from '#entities/repository'
import { listPartners } from '#partners/repository'
import { writeProfile } from '#routing/parse_profile'
import { makeLive, removeDraft, saveDraftVersion } from '#routing/publish_version'
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

/**
 * Makes the next version live: what `patch` says if there is one, else the draft. Without both the live version stays
 * as it is and is answered.
 */
export async function publishProfile(
  accountId: string,
  profileKey: string,
  { actor }: Actor,
  patch: Record<string, unknown> = {}
): Promise<Result<VersionInfo, ConfigFailure>> {
  const profile = await loadProfile(accountId, profileKey)
  if (!profile) return notFound()
  const draft = await loadVersionByNumber(accountId, profile.id, 0)
  let form: unknown = null
  if (Object.keys(patch).length > 0) {
    const changed = await patched(accountId, 'profiles', profileKey, patch)
    if (!changed.ok) return changed
    form = changed.value
  } else if (draft) form = await formOf(accountId, profile, draft.document)
  if (form) {
    const document = { sluice: 1, profiles: [form] }
    const done = await applyBlueprint(accountId, document, { actor, secrets: 'keep' })
    if (!done.ok) return fail(failureOf(done.problem))
    // Where the draft said nothing new, no version was made that would have used it up.
    await removeDraft(accountId, profile.id)
  }
  const live = await liveVersionInfo(accountId, profileKey)
  return live ? ok(live) : notFound()
}

/** Keeps a change of a profile without publishing it; `problems` say what is in the way of that. */
export async function saveDraft(
  accountId: string,
  profileKey: string,
  patch: unknown,
  { actor }: Actor
): Promise<Result<VersionInfo & { problems: Problem[] }, ConfigFailure>> {
  const form = await patched(accountId, 'profiles', profileKey, patch)
  if (!form.ok) return form
  const world = await loadWorld(accountId)
  const profile = world?.profiles.get(profileKey)
  if (!world || !profile) return notFound()
  const draft = await draftProfile(world, form.value)
  if (!draft.ok) return fail(failureOf(draft.problem))
  const { document, secrets, problems } = draft.value
  const now = Date.now()
  await db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    await storeSecrets(trx, accountId, secrets, now)
    await saveDraftVersion(trx, document, { accountId, profileId: profile.id, actor, now })
    const object = `profiles.${profileKey}.draft`
    await recordChange(trx, { accountId, actor, object, action: 'updated' })
  })
  const saved = await loadVersionByNumber(accountId, profile.id, 0)
  return saved ? ok({ ...versionInfo(profile, saved), problems: relative(problems) }) : notFound()
}

const relative = (problems: Problem[]) => {
  const failure = failureOf(problems)
  return failure.type === 'invalid' ? failure.problems : problems
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
    { actor, dryRun: true, environment: () => null }
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
