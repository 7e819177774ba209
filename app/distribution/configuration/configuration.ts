import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { type World, loadWorld } from '#distribution/blueprint/load_world'
import { writeEntity, writePartner } from '#distribution/blueprint/write_forms'
import { findConfig, listConfigRows } from '#distribution/configuration/find_config'
import type {
  Actor,
  ConfigFailure,
  ConfigKind,
  ConfigObject,
} from '#distribution/configuration/types'
import { writeProfile } from '#routing/parse_profile'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { type Json, isObject } from '#shared/shape'

export type { ConfigFailure, ConfigKind, ConfigObject } from '#distribution/configuration/types'

/** What the API adds to an object's form: it may come back in a request and says nothing there. */
const READ_ONLY = ['id', 'created_at', 'updated_at', 'version']

/** One page of objects, by key. `cursor` is the key of the last one seen. */
export async function listConfig(
  accountId: string,
  kind: ConfigKind,
  { limit, cursor }: { limit: number; cursor?: string | null }
): Promise<{ data: ConfigObject[]; nextCursor: string | null }> {
  const rows = await listConfigRows(accountId, kind, limit + 1, cursor ?? null)
  const data = rows.slice(0, limit)
  return { data, nextCursor: rows.length > limit ? data[data.length - 1].key : null }
}

export const getConfig = (
  accountId: string,
  kind: ConfigKind,
  key: string
): Promise<ConfigObject | null> => findConfig(accountId, kind, key)

/** Makes a new object from its blueprint form; a key that is taken is a conflict. */
export async function createConfig(
  accountId: string,
  kind: ConfigKind,
  input: unknown,
  { actor }: Actor
): Promise<Result<ConfigObject, ConfigFailure>> {
  const form = withoutReadOnly(input)
  const key = isObject(form) ? form.key : null
  if (typeof key === 'string' && (await findConfig(accountId, kind, key.trim())))
    return fail({ type: 'conflict', message: `"${key.trim()}" exists already` })
  return apply(accountId, kind, form, actor)
}

/** Changes an object: keys given replace theirs whole, null takes one away, the rest stays. The key cannot change. */
export async function updateConfig(
  accountId: string,
  kind: ConfigKind,
  key: string,
  patch: unknown,
  { actor }: Actor
): Promise<Result<ConfigObject, ConfigFailure>> {
  const form = await patched(accountId, kind, key, patch)
  return form.ok ? apply(accountId, kind, form.value, actor) : form
}

/** Deletes an object; what still refers to it is a conflict. */
export async function deleteConfig(
  accountId: string,
  kind: ConfigKind,
  key: string,
  { actor }: Actor
): Promise<Result<null, ConfigFailure>> {
  if (!(await findConfig(accountId, kind, key))) return fail({ type: 'not_found' })
  const deletions = [{ section: kind, key }]
  const done = await applyBlueprint(accountId, { sluice: 1 }, { actor, deletions })
  return done.ok ? ok(null) : fail(failureOf(done.problem))
}

/** The form an object has after a patch, not yet checked. */
export async function patched(
  accountId: string,
  kind: ConfigKind,
  key: string,
  patch: unknown
): Promise<Result<Json, ConfigFailure>> {
  const world = await loadWorld(accountId)
  const known = world && formOf(world, kind, key)
  if (!known) return fail({ type: 'not_found' })
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

function formOf(world: World, kind: ConfigKind, key: string): object | null {
  if (kind === 'entities') {
    const entity = world.entities.get(key)
    return entity ? writeEntity(entity) : null
  }
  if (kind === 'partners') {
    const partner = world.partners.get(key)
    return partner ? writePartner(partner) : null
  }
  const profile = world.profiles.get(key)
  return profile ? writeProfile(profile, profile.document) : null
}

async function apply(
  accountId: string,
  kind: ConfigKind,
  form: unknown,
  actor: string | null
): Promise<Result<ConfigObject, ConfigFailure>> {
  const done = await applyBlueprint(
    accountId,
    { sluice: 1, [kind]: [form] },
    { actor, secrets: 'keep' }
  )
  if (!done.ok) return fail(failureOf(done.problem))
  return ok((await findConfig(accountId, kind, (form as { key: string }).key.trim()))!)
}

function withoutReadOnly(input: unknown): unknown {
  if (!isObject(input)) return input
  return Object.fromEntries(Object.entries(input).filter(([key]) => !READ_ONLY.includes(key)))
}

const invalid = (problems: Problem[]) => fail<ConfigFailure>({ type: 'invalid', problems })

/** The object stood in a document of its own: paths begin below it. */
export function failureOf(problems: Problem[]): ConfigFailure {
  const conflict = problems.find(({ rule }) => rule === 'busy' || rule === 'in_use')
  if (conflict && problems.every(({ rule }) => rule === conflict.rule))
    return { type: 'conflict', message: problems.map(({ message }) => message).join('; ') }
  return {
    type: 'invalid',
    problems: problems.map((problem) => ({
      ...problem,
      field: problem.field.replace(/^(entities|partners|profiles)\[0\]\.?/, ''),
    })),
  }
}
