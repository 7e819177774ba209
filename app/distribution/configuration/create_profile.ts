import db from '@adonisjs/lucid/services/db'
import { configClock, lockConfiguration, recordChange } from '#accounts/config_changes'
import { storeSecrets } from '#accounts/secrets'
import { loadWorld } from '#distribution/blueprint/load_world'
import { draftProfile } from '#distribution/blueprint/make_plan'
import { failureOf } from '#distribution/configuration/configuration'
import { withoutReadOnly } from '#distribution/configuration/patch_form'
import type { Actor, ConfigFailure } from '#distribution/configuration/types'
import { saveDraftVersion } from '#routing/publish_version'
import { saveProfile } from '#routing/save_profile'
import { type Result, fail, ok } from '#shared/result'

/**
 * Makes a profile that has a draft and no live version: no lead goes through it before it is published. Answers its key.
 */
export async function createDraftProfile(
  accountId: string,
  input: unknown,
  { actor }: Actor
): Promise<Result<{ key: string }, ConfigFailure>> {
  const world = await loadWorld(accountId)
  if (!world) return fail({ type: 'not_found' })
  const draft = await draftProfile(world, withoutReadOnly(input))
  if (!draft.ok) return fail(failureOf(draft.problem))
  const { input: profile, document, secrets } = draft.value
  const { key, name, trigger, triggerStage } = profile
  if (world.profiles.has(key))
    return fail({
      type: 'invalid',
      problems: [{ field: 'key', rule: 'taken', message: `"${key}" exists already` }],
    })
  const failure = failureOf(draft.value.problems)
  const wrong =
    failure.type === 'invalid'
      ? failure.problems.filter(({ field }) => field.startsWith('trigger'))
      : []
  if (wrong.length > 0) return fail({ type: 'invalid', problems: wrong })

  const now = Date.now()
  const made = await db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    if ((await configClock(accountId, trx)) !== world.clock) return false
    const entityId = world.entities.get(profile.entity)!.id
    const values = { key, name, entityId, trigger, triggerStage, paused: false }
    const profileId = await saveProfile(trx, accountId, { ...values, liveVersionId: null }, now)
    await storeSecrets(trx, accountId, secrets, now)
    await saveDraftVersion(trx, document, { accountId, profileId, actor, now })
    await recordChange(trx, { accountId, actor, object: `profiles.${key}`, action: 'created' })
    return true
  })
  if (made) return ok({ key })
  const message = 'the configuration was changed by others at this moment; try again'
  return fail({ type: 'conflict', message })
}
