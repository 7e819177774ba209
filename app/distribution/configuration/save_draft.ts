import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import {
  configClock,
  latestChange,
  lockConfiguration,
  recordChanges,
} from '#accounts/config_changes'
import { storeSecrets } from '#accounts/secrets'
import { diffForms } from '#distribution/blueprint/diff_forms'
import { type World, loadWorld } from '#distribution/blueprint/load_world'
import { type DraftProfile, draftProfile } from '#distribution/blueprint/make_plan'
import type { FieldChange } from '#distribution/blueprint/types'
import { failureOf } from '#distribution/configuration/configuration'
import { differences } from '#distribution/configuration/differences'
import { patchForm } from '#distribution/configuration/patch_form'
import type { ChangeOptions, ConfigFailure } from '#distribution/configuration/types'
import { type VersionInfo, versionInfo } from '#distribution/configuration/versions'
import { type WorkingProfile, workingProfile } from '#distribution/configuration/working_profile'
import { type ProfileForm, type ProfileInput, writeProfile } from '#routing/parse_profile'
import { removeDrafts, saveDraftVersion } from '#routing/publish_version'
import { loadVersionByNumber } from '#routing/repository'
import { saveProfile } from '#routing/save_profile'
import { type Problem, type Result, fail, ok } from '#shared/result'

export interface DraftOptions extends ChangeOptions {
  /** What the change is made of: what is live (the default), or the draft where there is one. */
  on?: 'live' | 'draft'
}

/** The draft, or the live version where the draft says nothing else; `problems` are in the way of publishing it. */
export type SavedDraft = Partial<VersionInfo> & { problems: Problem[] }

const MAX_TRIES = 5

/**
 * Keeps a change of a profile without publishing it. Name and trigger are no part of a version: they apply at once.
 * With a `base` it is refused where somebody else saved or published meanwhile.
 */
export async function saveDraft(
  accountId: string,
  profileKey: string,
  patch: unknown,
  options: DraftOptions
): Promise<Result<SavedDraft, ConfigFailure>> {
  for (let tries = 1; ; tries++) {
    const world = await loadWorld(accountId)
    const working = world && (await workingProfile(world, profileKey))
    if (!working) return fail({ type: 'not_found' })
    const form = patchForm('profiles', options.on === 'draft' ? working.form : working.live, patch)
    if (!form.ok) return form
    if (options.base !== undefined && options.base !== working.revision)
      return stale(accountId, working, form.value)
    const draft = await draftProfile(world, form.value)
    if (!draft.ok) return fail(failureOf(draft.problem))
    const headProblems = problemsOfHead(working, draft.value)
    if (headProblems.length > 0) return fail({ type: 'invalid', problems: headProblems })
    if (await write(world, working, draft.value, options.actor)) {
      const saved = await loadVersionByNumber(accountId, working.profile.id, 0)
      const problems = relative(draft.value.problems)
      return ok({ ...(saved && versionInfo(working.profile, saved)), problems })
    }
    if (tries === MAX_TRIES)
      return fail({
        type: 'conflict',
        message: 'the configuration was changed by others at this moment; try again',
      })
  }
}

/** What applies at once has to be right at once. */
function problemsOfHead({ profile }: WorkingProfile, { input, problems }: DraftProfile): Problem[] {
  if (input.trigger === profile.trigger && input.triggerStage === profile.triggerStage) return []
  return relative(problems).filter(({ field }) => field.startsWith('trigger'))
}

/** False: the configuration is no longer what was read. */
function write(
  world: World,
  { profile, live, draft }: WorkingProfile,
  { input, document, secrets }: DraftProfile,
  actor: string | null
): Promise<boolean> {
  const accountId = world.account.id
  const now = Date.now()
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    if ((await configClock(accountId, trx)) !== world.clock) return false
    const owner = { accountId, profileId: profile.id, actor, now }
    const changes: { object: string; changes: FieldChange[] }[] = []
    const heads = diffForms(writeProfile(profile, null), {
      ...writeProfile(input, null),
      ...(profile.paused && { paused: true }),
    })
    if (heads.length > 0) {
      await saveHead(trx, world, profile, input, now)
      changes.push({ object: `profiles.${profile.key}`, changes: heads })
    }
    const before = draft ? writeProfile(profile, draft.document) : live
    const bodies = bodyChanges(before, writeProfile(profile, document))
    // A draft that says what is live already is none.
    const same = bodyChanges(live, writeProfile(profile, document)).length === 0
    if (same && profile.document && draft) await removeDrafts(trx, owner)
    else if (!same || (!profile.document && !draft)) {
      await storeSecrets(trx, accountId, secrets, now)
      await saveDraftVersion(trx, document, owner)
    }
    if (bodies.length > 0)
      changes.push({ object: `profiles.${profile.key}.draft`, changes: bodies })
    await recordChanges(
      trx,
      accountId,
      changes.map(({ object, changes: made }) => {
        const detail = { changes: made.slice(0, 200) }
        return { actor, object, action: 'updated' as const, detail }
      }),
      now
    )
    return true
  })
}

const bodyChanges = (from: object, to: object) =>
  diffForms(from, to).filter(({ path }) => !/^(key|name|entity|trigger|paused)\b/.test(path))

function saveHead(
  trx: TransactionClientContract,
  world: World,
  profile: WorkingProfile['profile'],
  { name, trigger, triggerStage }: ProfileInput,
  now: number
) {
  const { key, entityId, paused } = profile
  const values = { key, name, entityId, trigger, triggerStage, paused }
  return saveProfile(trx, world.account.id, values, now)
}

async function stale(accountId: string, working: WorkingProfile, wished: object) {
  const { profile, form, draft, revision } = working
  const latest = draft ? null : await latestChange(accountId, `profiles.${profile.key}`)
  const savedAt = draft?.createdAt ?? latest?.at ?? null
  return fail<ConfigFailure>({
    type: 'stale',
    stale: {
      current: form,
      revision,
      changes: differences(form, wished),
      saved_by: draft?.createdBy ?? latest?.actor ?? null,
      saved_at: savedAt === null ? null : new Date(savedAt).toISOString(),
    },
  })
}

/** Problems by their place in the profile. */
export const relative = (problems: Problem[]) => {
  const failure = failureOf(problems)
  return failure.type === 'invalid' ? failure.problems : problems
}

export interface DraftChanges {
  changes: FieldChange[]
  /** What is live, and the draft, as a blueprint writes them. */
  before: ProfileForm
  after: ProfileForm
  /** What keeps the draft from being published. */
  problems: Problem[]
  revision: string
}

/** What publishing the draft would change, and what is in the way of it; null where there is no draft. */
export async function draftChanges(
  accountId: string,
  profileKey: string
): Promise<DraftChanges | null> {
  const world = await loadWorld(accountId)
  const working = world && (await workingProfile(world, profileKey))
  if (!working?.draft) return null
  const read = await draftProfile(world!, working.form)
  return {
    changes: bodyChanges(working.live, working.form),
    before: working.live,
    after: working.form,
    problems: relative(read.ok ? read.value.problems : read.problem),
    revision: working.revision,
  }
}

/** Forgets the draft; what is live stays. */
export async function discardDraft(
  accountId: string,
  profileKey: string,
  { actor, base }: ChangeOptions
): Promise<Result<null, ConfigFailure>> {
  const world = await loadWorld(accountId)
  const working = world && (await workingProfile(world, profileKey))
  if (!working?.draft || !working.profile.document) return fail({ type: 'not_found' })
  if (base !== undefined && base !== working.revision)
    return stale(accountId, working, working.live)
  const owner = { accountId, profileId: working.profile.id }
  await db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    await removeDrafts(trx, owner)
    const object = `profiles.${profileKey}.draft`
    await recordChanges(trx, accountId, [{ actor, object, action: 'deleted' }])
  })
  return ok(null)
}
