import { plugins } from '#host/registry'
import { compileProfile } from '#routing/compile_profile'
import { parseProfile, writeProfile } from '#routing/parse_profile'
import { isObject } from '#shared/shape'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig, CompiledVersion, ProfileConfig } from '#distribution/account_config'

/** The live version, or what it becomes with `route` in place: a graph, or any part of the profile's blueprint form. */
export function triedVersion(
  profile: ProfileConfig,
  route: unknown,
  currency: string
): Result<CompiledVersion, Problem[]> {
  if (route === undefined || route === null) {
    if (profile.live) return ok(profile.live)
    const message = profile.gap ?? 'the profile has no published version yet'
    return fail([{ field: 'profile', rule: 'published', message }])
  }
  if (!isObject(route))
    return fail([{ field: 'route', rule: 'object', message: 'must be an object' }])
  const { key, name, trigger, triggerStage } = profile.profile
  const live = profile.live?.compiled.document ?? null
  const {
    strategy,
    route: graph,
    ...rest
  } = writeProfile({ key, name, trigger, triggerStage, entity: profile.entity.key }, live)
  const changed = 'nodes' in route ? { route } : route
  const steered = 'strategy' in changed || 'route' in changed
  const form = {
    ...rest,
    ...(steered ? {} : strategy ? { strategy } : { route: graph }),
    ...changed,
  }
  const problems: Problem[] = []
  const parsed = parseProfile(form, '', currency, problems)
  if (!parsed) return fail(problems)
  const compiled = compileProfile(parsed.document, profile.entity, plugins())
  return compiled.ok ? ok({ id: '', number: 0, compiled: compiled.value }) : compiled
}

/** Assignments that exist in the tried version alone: nothing is counted for them yet. */
export function withDrafts(
  config: AccountConfig,
  profile: ProfileConfig,
  version: CompiledVersion
): ProfileConfig {
  const assignments = new Map(profile.assignments)
  for (const { key, partner } of version.compiled.assignments)
    if (!assignments.has(key))
      assignments.set(key, {
        id: `draft:${key}`,
        profileId: profile.profile.id,
        partnerId: config.partnersByKey.get(partner)?.id ?? '',
        key,
        paused: false,
      })
  return { ...profile, assignments }
}
