import { latestChange } from '#accounts/config_changes'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { type World, loadWorld } from '#distribution/blueprint/load_world'
import { findConfig, listConfigRows } from '#distribution/configuration/find_config'
import { differences } from '#distribution/configuration/differences'
import { formOf, patched, withoutReadOnly } from '#distribution/configuration/patch_form'
import { revisionOf } from '#distribution/configuration/revision'
import type {
  Actor,
  ChangeOptions,
  ConfigFailure,
  ConfigKind,
  ConfigObject,
} from '#distribution/configuration/types'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { isObject } from '#shared/shape'

export type { ConfigFailure, ConfigKind, ConfigObject } from '#distribution/configuration/types'

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

/**
 * Changes an object: keys given replace theirs whole, null takes one away, the rest stays. The key cannot change. With a
 * `base` it is refused where somebody else changed the object meanwhile.
 */
export async function updateConfig(
  accountId: string,
  kind: ConfigKind,
  key: string,
  patch: unknown,
  { actor, base }: ChangeOptions
): Promise<Result<ConfigObject, ConfigFailure>> {
  const form = await patched(accountId, kind, key, patch)
  if (!form.ok) return form
  const done = await apply(accountId, kind, form.value, actor, (world) => {
    const known = formOf(world, kind, key)
    return base === undefined || (known && revisionOf(known) === base) ? [] : [STALE]
  })
  const beaten = !done.ok && done.problem.type === 'invalid' && done.problem.problems[0] === STALE
  return beaten ? stale(accountId, kind, key, form.value) : done
}

/** The revision of an object as it stands: the base of a change; null where there is none. */
export async function configRevision(
  accountId: string,
  kind: ConfigKind,
  key: string
): Promise<string | null> {
  const world = await loadWorld(accountId)
  const known = world && formOf(world, kind, key)
  return known && revisionOf(known)
}

const STALE: Problem = {
  field: '',
  rule: 'stale',
  message: 'was changed by somebody else meanwhile',
}

async function stale(accountId: string, kind: ConfigKind, key: string, wished: object) {
  const world = await loadWorld(accountId)
  const current = world && formOf(world, kind, key)
  if (!current) return fail<ConfigFailure>({ type: 'not_found' })
  const latest = await latestChange(accountId, `${kind}.${key}`)
  return fail<ConfigFailure>({
    type: 'stale',
    stale: {
      current,
      revision: revisionOf(current),
      changes: differences(current, wished),
      saved_by: latest?.actor ?? null,
      saved_at: latest ? new Date(latest.at).toISOString() : null,
    },
  })
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

async function apply(
  accountId: string,
  kind: ConfigKind,
  form: unknown,
  actor: string | null,
  guard?: (world: World) => Problem[]
): Promise<Result<ConfigObject, ConfigFailure>> {
  const done = await applyBlueprint(
    accountId,
    { sluice: 1, [kind]: [form] },
    { actor, secrets: 'keep', guard }
  )
  if (!done.ok) return fail(failureOf(done.problem))
  return ok((await findConfig(accountId, kind, (form as { key: string }).key.trim()))!)
}

/** The object stood in a document of its own: paths begin below it. */
export function failureOf(problems: Problem[]): ConfigFailure {
  const conflict = problems.find(({ rule }) => rule === 'busy' || rule === 'in_use')
  if (conflict && problems.every(({ rule }) => rule === conflict.rule))
    return { type: 'conflict', message: problems.map(({ message }) => message).join('; ') }
  return {
    type: 'invalid',
    problems: problems.map((problem) => {
      const field = problem.field.replace(
        /^(entities|partners|suppliers|tags|profiles|mail_templates)\[0\]\.?/,
        ''
      )
      return field === problem.field ? problem : { ...problem, field }
    }),
  }
}
