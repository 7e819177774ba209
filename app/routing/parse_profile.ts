import type { Problem } from '#shared/result'
import { at } from '#shared/shape'
import { profileShape } from '#routing/profile_shape'
import { collapseToShortForm, expandShortForm } from '#routing/short_form'
import type { Trigger } from '#routing/repository'
import type { AssignmentDocument, RouteDocument, RouteGraph } from '#routing/types'
import type { Rule } from '#sdk/rule'

/** A profile as configuration says it. `paused` left out means: as it is. */
export interface ProfileInput {
  key: string
  name: string
  /** Key of its entity. */
  entity: string
  trigger: Trigger
  triggerStage: string | null
  paused?: boolean
  document: RouteDocument
}

/** A profile as the blueprint writes it. */
export interface ProfileForm {
  key: string
  name: string
  entity: string
  trigger: 'on_arrival' | 'manual' | { stage: string }
  paused?: true
  price?: string
  filter?: Rule
  strategy?: { use: string; [key: string]: unknown }
  route?: RouteGraph
  assignments?: AssignmentDocument[]
}

/**
 * Reads a profile out of untrusted JSON; without a trigger it is `manual`, without strategy and route `first_match`.
 * What plugins, partners and the entity have to say is checked later. Adds to `problems` what is wrong with it.
 */
export function parseProfile(
  value: unknown,
  path: string,
  currency: string,
  problems: Problem[]
): ProfileInput | undefined {
  const before = problems.length
  const read = profileShape(currency).parse(value, path, problems)
  if (!read || problems.length > before) return undefined
  const { strategy, route, assignments = [] } = read
  if (strategy && route)
    problems.push({
      field: at(path, 'strategy'),
      rule: 'form',
      message: 'a profile has a strategy (short form) or a route (long form), not both',
    })
  refuseDoubles(assignments, at(path, 'assignments'), problems)
  if (problems.length > before) return undefined
  const trigger = read.trigger ?? 'manual'
  return {
    key: read.key,
    name: read.name ?? read.key,
    entity: read.entity,
    trigger: typeof trigger === 'string' ? trigger : 'stage',
    triggerStage: typeof trigger === 'string' ? null : trigger.stage,
    paused: read.paused,
    document: {
      schema: 1,
      short: route === undefined,
      price: read.price ?? null,
      filter: read.filter ?? null,
      route: route ?? expandShortForm(strategy),
      assignments,
    },
  }
}

function refuseDoubles(assignments: AssignmentDocument[], path: string, problems: Problem[]) {
  const seen = new Map<string, number>()
  assignments.forEach(({ key }, i) => {
    const first = seen.get(key)
    if (first === undefined) seen.set(key, i)
    else
      problems.push({
        field: at(at(path, i), 'key'),
        rule: 'unique',
        message: `"${key}" is the key of ${at(path, first)} already`,
      })
  })
}

/** The profile as it is written in a blueprint: the inverse of `parseProfile`. */
export function writeProfile(
  profile: Omit<ProfileInput, 'document'>,
  document: RouteDocument | null
): ProfileForm {
  const form: ProfileForm = {
    key: profile.key,
    name: profile.name,
    entity: profile.entity,
    trigger: profile.trigger === 'stage' ? { stage: profile.triggerStage! } : profile.trigger,
  }
  if (profile.paused) form.paused = true
  if (!document) return form
  if (document.price !== null) form.price = document.price
  if (document.filter !== null) form.filter = document.filter
  const short = document.short ? collapseToShortForm(document.route) : null
  if (short) form.strategy = short.strategy
  else form.route = document.route
  form.assignments = document.assignments
  return form
}
