import { type World, loadWorld } from '#distribution/blueprint/load_world'
import {
  writeEntity,
  writeMailTemplate,
  writePartner,
  writeSupplier,
  writeTag,
} from '#distribution/blueprint/write_forms'
import type { ConfigFailure, ConfigKind } from '#distribution/configuration/types'
import { writeProfile } from '#routing/parse_profile'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { type Json, isObject } from '#shared/shape'

/** What the API adds to an object's form: it may come back in a request and says nothing there. */
const READ_ONLY = ['id', 'created_at', 'updated_at', 'version']

/** The form an object has after a patch, not yet checked. */
export async function patched(
  accountId: string,
  kind: ConfigKind,
  key: string,
  patch: unknown
): Promise<Result<Json, ConfigFailure>> {
  const world = await loadWorld(accountId)
  const known = world && formOf(world, kind, key)
  return known ? patchForm(kind, known, patch) : fail({ type: 'not_found' })
}

/** The same, of a form that is at hand. */
export function patchForm(
  kind: ConfigKind,
  known: object & { key: string },
  patch: unknown
): Result<Json, ConfigFailure> {
  const { key } = known
  const changes = withoutReadOnly(patch)
  if (!isObject(changes))
    return invalid([{ field: '', rule: 'object', message: 'must be an object' }])
  if (changes.key !== undefined && changes.key !== key)
    return invalid([{ field: 'key', rule: 'immutable', message: `the key cannot change` }])
  const form: Json = { ...known, ...changes, key }
  if (kind === 'profiles') dropOtherForm(form, changes)
  // Only here "as it is" has been said in so many words: null takes the pause away.
  if (changes.paused === null) form.paused = false
  return ok(form)
}

/** A profile is written in one form: the one that is given replaces the other. */
function dropOtherForm(form: Json, changes: Json) {
  if (isObject(changes.route) && changes.strategy === undefined) delete form.strategy
  if (isObject(changes.strategy) && changes.route === undefined) delete form.route
}

/** An object as a blueprint writes it; null where there is none. */
export function formOf(
  world: World,
  kind: ConfigKind,
  key: string
): (object & { key: string }) | null {
  if (kind === 'entities') {
    const entity = world.entities.get(key)
    return entity ? writeEntity(entity) : null
  }
  if (kind === 'partners') {
    const partner = world.partners.get(key)
    return partner ? writePartner(partner) : null
  }
  if (kind === 'suppliers') {
    const supplier = world.suppliers.get(key)
    return supplier ? writeSupplier(supplier) : null
  }
  if (kind === 'tags') {
    const tag = world.tags.byKey.get(key)
    return tag ? writeTag(tag) : null
  }
  if (kind === 'mail_templates') {
    const template = world.mail_templates.get(key)
    return template ? writeMailTemplate(template) : null
  }
  const profile = world.profiles.get(key)
  return profile ? writeProfile(profile, profile.document) : null
}

export function withoutReadOnly(input: unknown): unknown {
  if (!isObject(input)) return input
  return Object.fromEntries(Object.entries(input).filter(([key]) => !READ_ONLY.includes(key)))
}

const invalid = (problems: Problem[]) => fail<ConfigFailure>({ type: 'invalid', problems })
