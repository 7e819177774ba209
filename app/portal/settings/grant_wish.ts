import type { Account } from '#accounts/types'
import { loadWorld } from '#distribution/blueprint/load_world'
import { patchForm } from '#distribution/configuration/patch_form'
import { publishProfile } from '#distribution/configuration/publish_profile'
import { revisionOf } from '#distribution/configuration/revision'
import { saveDraft } from '#distribution/configuration/save_draft'
import type { ConfigFailure } from '#distribution/configuration/types'
import { workingProfile } from '#distribution/configuration/working_profile'
import { type Result, fail, ok } from '#shared/result'
import type { Wish } from '#portal/settings/wishes'

/** Where a granted wish stands: live, in the draft somebody works at, or still to be drawn by the team. */
export type Granted = 'live' | 'draft' | 'open'
type Place = Pick<Wish, 'profile' | 'assignment'>

/** What the assignment says now about what is asked to be otherwise; null: it is not there any more. */
export async function basisOf(
  account: Account,
  wish: Place & Pick<Wish, 'kind'>
): Promise<string | null> {
  const world = await loadWorld(account.id)
  const working = world && (await workingProfile(world, wish.profile))
  const known = working?.live.assignments?.find(({ key }) => key === wish.assignment)
  if (!known) return null
  return wish.kind === 'price'
    ? (known.price ?? working!.live.price ?? '0')
    : JSON.stringify(known.filter ?? null)
}

/**
 * Writes an agreed price into the profile: live at once, or into the draft where somebody works at one, so that their work
 * is not lost and not published before it is done. What leads should be like is said in words: the team draws it.
 */
export async function grantWish(
  account: Account,
  { profile, assignment, kind, wish }: Wish,
  actor: string
): Promise<Result<Granted, ConfigFailure>> {
  if (kind === 'filter') return ok('open')
  const world = await loadWorld(account.id)
  const working = world && (await workingProfile(world, profile))
  if (!working) return fail({ type: 'not_found' })
  const form = working.draft ? working.form : working.live
  if (!form.assignments?.some(({ key }) => key === assignment)) return fail({ type: 'not_found' })
  const assignments = form.assignments.map((one) =>
    one.key === assignment ? { ...one, price: wish } : one
  )
  if (working.draft) {
    const options = { actor, on: 'draft', base: working.revision } as const
    const saved = await saveDraft(account.id, profile, { assignments }, options)
    return saved.ok ? ok('draft') : saved
  }
  const next = patchForm('profiles', working.live, { assignments })
  if (!next.ok) return next
  // Refused where anybody has changed the profile since it was read.
  const options = { actor, base: revisionOf(next.value) }
  const published = await publishProfile(account.id, profile, options, { assignments })
  return published.ok ? ok('live') : published
}
